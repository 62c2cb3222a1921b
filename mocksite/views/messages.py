"""Messages between the parties of a contract, and files."""

from datetime import UTC, datetime
from io import BytesIO

from flask import Blueprint, abort, g, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import selectinload
from werkzeug.datastructures import FileStorage

from mocksite.db import database
from mocksite.db.models import Contract, File, Message
from mocksite.queries import capacity_rows, conversations
from mocksite.rules.form_fields import text_complaint, written
from mocksite.services import contracts
from mocksite.views.current_account import edition_of
from mocksite.views.error_pages import refuse, refuse_if
from mocksite.views.guards import own_row_or_404
from mocksite.views.paging import paged
from mocksite.views.redirects import done

bp = Blueprint("messages", __name__, url_prefix="/messages")

MAX_FILES = 10
NEVER = datetime.min.replace(tzinfo=UTC), 0  # when the last message was sent, and its id, if there is none
MAX_NAME_LENGTH = 120


@bp.get("")
def messages() -> ResponseReturnValue:
    db = database.session()
    mine = capacity_rows.of(db, Contract, g.capacity, *capacity_rows.PARTIES)
    last_written = conversations.last_written(db, mine)
    mine.sort(key=lambda contract: (last_written.get(contract.id, NEVER), contract.id), reverse=True)
    listed = paged(mine, url_for(".messages"), lambda row: f"{row.title} {row.called(row.other(g.account))}")
    last = conversations.messages_of(db, [last_written.get(contract.id, NEVER)[1] for contract in listed.rows])
    return render_template("work/messages.html", conversations=listed, last=last)


@bp.get("/<key>")
def conversation(key: str) -> ResponseReturnValue:
    talk = selectinload(Contract.messages).selectinload(Message.files)
    contract = own_row_or_404(Contract, key, *capacity_rows.PARTIES, talk)
    return render_template(
        "work/conversation.html",
        contract=contract,
        cannot_write=contracts.cannot_write(contract, g.account),
        cannot_send_files=contracts.cannot_send_files(contract, g.account),
        delivers=g.account.id == contract.freelancer_id,
        keeps_files=edition_of(g.account).keeps("files"),
    )


@bp.post("/<key>")
def send(key: str) -> ResponseReturnValue:
    """Write to the other party."""
    contract, body = own_row_or_404(Contract, key), written(request.form, "message")
    refuse_if(contracts.cannot_write(contract, g.account), conversation, key=key)
    refuse_if(text_complaint("Message", body), conversation, 422, "message", key=key)
    contracts.write(database.session(), contract, g.account, body)
    return done("Your message has been sent.", ".conversation", key=key)


@bp.post("/<key>/deliver")
def deliver(key: str) -> ResponseReturnValue:
    """Send files to the other party of an active contract: the final ones, or a client's for the work."""
    contract = own_row_or_404(Contract, key)
    refuse_if(contracts.cannot_send_files(contract, g.account), conversation, key=key)
    files = [(_file_name(upload), upload.read()) for upload in request.files.getlist("files") if upload.filename]
    if not files or len(files) > MAX_FILES:
        refuse(f"Choose 1 to {MAX_FILES} files.", conversation, 422, "files", key=key)
    contracts.send_files(database.session(), contract, g.account, contract.other(g.account) or abort(404), files)
    verb = "delivered" if g.account.id == contract.freelancer_id else "sent"
    return done(f"Your files have been {verb}.", ".conversation", key=key)


@bp.get("/files/<key>")
def file(key: str) -> ResponseReturnValue:
    """Download a file, as an attachment that no browser shows as a page of this site."""
    sent = own_row_or_404(File, key)
    return send_file(
        BytesIO(sent.content),
        "application/octet-stream",
        as_attachment=True,
        download_name=sent.name,
        max_age=0,
    )


def _file_name(upload: FileStorage) -> str:
    """The name of a file, without its path and invisible characters."""
    last_part = (upload.filename or "").replace("\\", "/").rpartition("/")[2]
    visible = "".join(character for character in last_part if character.isprintable())
    return visible.strip(" .")[-MAX_NAME_LENGTH:].strip(" .") or "file"
