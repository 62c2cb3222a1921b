"""Acts that are open to the wrong person or device, or applied to the wrong thing."""

from collections.abc import Callable
from typing import Any

from flask import abort, g, request
from sqlalchemy import select

from mocksite.catalog.personas import SUPPORT_AGENT
from mocksite.db import database
from mocksite.db.models import SupportRequest
from mocksite.defects.defect import Changes, answering


def _oldest_request(decide: Callable[..., Any], key: str) -> Any:
    of_world = select(SupportRequest).where(SupportRequest.world_id == g.account.world_id)
    oldest = of_world.where(SupportRequest.status == "open").order_by(SupportRequest.id).limit(1)
    ticket = database.session().scalar(oldest)
    return decide(key=ticket.key if ticket else key)


def _anybodys(_own: Callable[..., Any], table: Any, key: str, *shown: Any) -> Any:
    of_world = select(table).where(table.world_id == g.account.world_id, table.key == key)
    return database.session().scalar(of_world.options(*shown)) or abort(404)


CHANGES: Changes = {
    "admin-closes-the-company": lambda acts, capacity: capacity.role == "admin" or acts(capacity),
    "manager-closes-the-company": lambda acts, capacity: capacity.role == "manager" or acts(capacity),
    "member-leaves-alone": lambda why, *given: (
        None if (refusal := why(*given)) and refusal.kind == "ask-admin" else refusal
    ),
    "phone-is-offered-the-closing": answering("desktop"),
    "phone-may-post": lambda device: "desktop" if request.blueprint == "closing" else device(),
    "tablet-counts-as-desktop": lambda device: (
        "desktop" if "iPad" in request.headers.get("User-Agent", "") else device()
    ),
    "answer-goes-to-the-oldest-request": _oldest_request,
    "removed-member-stays": lambda end, db, membership, status: status == "removed" or end(db, membership, status),
    "private-profile-opens": lambda opens, row, *given: opens(row, *given) or (row.status == "open" and row.freelancer),
    "hidden-profile-is-found": lambda find, row, *given: find(row, *given) or (row.status == "open" and row.freelancer),
    "suspended-account-logs-in": lambda let_in, account: let_in(account) or account.status == "suspended",
    "second-account-is-allowed": answering(False),
    "conversations-are-open-to-all": _anybodys,
    "support-desk-is-open-to-all": lambda require: (
        None if g.account and g.account.persona != SUPPORT_AGENT else require()
    ),
}
