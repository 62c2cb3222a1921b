"""Downloading the reader's history, messages and files. Claim E19."""

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile

from flask import Blueprint, g, send_file
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import selectinload

from mocksite.db import database
from mocksite.db.models import Account, Contract, File, Message
from mocksite.editions.schema import DownloadPart
from mocksite.queries import capacity_rows
from mocksite.queries.capacities import owned_by
from mocksite.rules.closing_texts import day
from mocksite.views.current_account import edition_of
from mocksite.views.settings import panel_of

bp = Blueprint("download", __name__, url_prefix="/settings/<place>")
FORMULA_STARTS = ("=", "+", "-", "@", "\t")  # of a cell in spreadsheets
Line = Sequence[str]


@bp.get("/download")
def download(place: str) -> ResponseReturnValue:
    """A ZIP file with the data of all the reader's capacities."""
    panel_of(place, "download")
    db, account = database.session(), g.account
    talk = selectinload(Contract.messages).selectinload(Message.files).undefer(File.content)
    contracts = [
        contract
        for capacity in owned_by(db, account)
        for contract in capacity_rows.of(db, Contract, capacity, *capacity_rows.PARTIES, talk)
    ]
    reviews = capacity_rows.reviews_of(db, account)
    review_lines = ((row.contract.title, str(row.stars), row.text, day(row.written_at)) for row in reviews)
    entries: dict[DownloadPart, dict[str, str | bytes]] = {
        "history": {"history.csv": _table(("contract", "with", "status", "ended"), _history(account, contracts))},
        "messages": {"messages.csv": _table(("contract", "from", "sent", "message"), _messages(contracts))},
        "reviews": {"reviews.csv": _table(("contract", "stars", "review", "written"), review_lines)},
        "files": dict(_files(contracts)),
    }
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for part in edition_of(account).download:
            for name, content in entries[part].items():
                archive.writestr(name, content)
    buffer.seek(0)
    return send_file(buffer, "application/zip", as_attachment=True, download_name="my-worklane-data.zip", max_age=0)


def _history(account: Account, contracts: Iterable[Contract]) -> Iterable[Line]:
    for contract in contracts:
        ended = day(contract.ended_at) if contract.ended_at else ""
        yield contract.title, contract.called(contract.other(account)), contract.status, ended


def _messages(contracts: Iterable[Contract]) -> Iterable[Line]:
    for contract in contracts:
        for message in contract.messages:
            yield contract.title, contract.called(message.author), day(message.sent_at), message.body


def _files(contracts: Iterable[Contract]) -> Iterable[tuple[str, bytes]]:
    """The name of each file in the archive, and its content."""
    for contract in contracts:
        for message in contract.messages:
            for file in message.files:
                yield f"files/{file.key} {file.name.replace('/', '-')}", file.content


def _table(head: Line, lines: Iterable[Line]) -> str:
    """A CSV table without formulas."""
    buffer = StringIO()
    writer = csv.writer(buffer)
    writer.writerow(head)
    for line in lines:
        writer.writerow([f"'{value}" if value.startswith(FORMULA_STARTS) else value for value in line])
    return buffer.getvalue()
