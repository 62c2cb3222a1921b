"""Messages: what the parties of a contract write to each other, and the files they deliver."""

from io import BytesIO

from flask import Blueprint, flash, g, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from mocksite.db import database
from mocksite.db.models import Contract, File
from mocksite.queries import capacity_rows
from mocksite.rules.form_fields import text_complaint, written
from mocksite.services import contracts
from mocksite.views.access import login_required, own
from mocksite.views.failures import refuse

bp = Blueprint("messages", __name__, url_prefix="/messages")

MOST_FILES = 10
LONGEST_NAME = 120


@bp.get("")
@login_required
def messages() -> ResponseReturnValue:
    return render_template("work/messages.html", contracts=capacity_rows.of(database.session(), Contract, g.capacity))


@bp.get("/<key>")
@login_required
def conversation(key: str) -> ResponseReturnValue:
    contract = own(Contract, key)
    return render_template(
        "work/conversation.html",
        contract=contract,
        cannot_write=contracts.cannot_write(contract, g.account),
        cannot_deliver=contracts.cannot_deliver(contract, g.account),
    )


@bp.post("/<key>")
@login_required
def send(key: str) -> ResponseReturnValue:
    """Write to the other party of a contract."""
    contract, body = own(Contract, key), written(request.form, "message")
    if wrong := contracts.cannot_write(contract, g.account):
        return refuse(wrong, conversation, key=key)
    if wrong := text_complaint("Message", body):
        return refuse(wrong, conversation, 422, "message", key=key)
    contracts.write(database.session(), contract, g.account, body)
    flash("Your message is sent.")
    return redirect(url_for(".conversation", key=key))


@bp.post("/<key>/deliver")
@login_required
def deliver(key: str) -> ResponseReturnValue:
    """Deliver the final files of an active contract."""
    contract = own(Contract, key)
    if wrong := contracts.cannot_deliver(contract, g.account):
        return refuse(wrong, conversation, key=key)
    files = [(_name(upload), upload.read()) for upload in request.files.getlist("files") if upload.filename]
    if not files or len(files) > MOST_FILES:
        return refuse(f"Choose 1 to {MOST_FILES} files.", conversation, 422, "files", key=key)
    contracts.deliver(database.session(), contract, g.account, files)
    flash("Your files are delivered.")
    return redirect(url_for(".conversation", key=key))


@bp.get("/files/<key>")
@login_required
def file(key: str) -> ResponseReturnValue:
    """Save a file that was delivered; a browser never shows it as a page of this site."""
    found = own(File, key)
    return send_file(
        BytesIO(found.content), "application/octet-stream", as_attachment=True, download_name=found.name, max_age=0
    )


def _name(upload: FileStorage) -> str:
    """The last part of a file's name, as it is shown: no path, nothing unseen."""
    given = (upload.filename or "").replace("\\", "/").rpartition("/")[2]
    seen = "".join(character for character in given if character.isprintable())
    return seen.strip(" .")[-LONGEST_NAME:].strip(" .") or "file"
