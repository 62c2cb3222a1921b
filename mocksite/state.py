"""The stored state of a world as JSON, and what differs from the state it was seeded with."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from mocksite import store
from mocksite.models import Account, Contract, InWorld, Mail, Payment, Proposal, SupportRequest, World
from mocksite.obligations import owed

# Every column that is state, by table. Secrets are not: the answer to the making of the world is where they are told.
TOLD: dict[str, tuple[type[InWorld], tuple[str, ...]]] = {
    "accounts": (
        Account,
        (
            *("persona", "name", "email", "username", "city", "phone", "headline", "overview", "circumstances"),
            *("security_question", "status", "closed_at", "delete_at", "close_reason", "close_feedback", "login_says"),
        ),
    ),
    "contracts": (Contract, ("title", "kind", "status", "unpaid_cents", "stars", "ended_at")),
    "proposals": (Proposal, ("job", "status")),
    "payments": (Payment, ("what_for", "cents", "status", "available_at")),
    "mail": (Mail, ("to", "subject", "body", "sent_at")),
    "support_requests": (SupportRequest, ("message", "reason", "status", "answer", "asked_at")),
}


def plain(value: Any) -> Any:
    """A column's value as JSON has it; moments as RFC 3339."""
    return value.strftime("%Y-%m-%dT%H:%M:%SZ") if isinstance(value, datetime) else value


def snapshot(db: Session, world: World) -> dict[str, Any]:
    """The whole state of a world: its clock, and each table's rows by their key."""
    db.flush()
    state: dict[str, Any] = {"now": plain(world.now)}
    names: dict[int, str] = {}
    for table, (model, columns) in TOLD.items():
        rows = db.scalars(select(model).where(model.world_id == world.id).order_by(model.id)).all()
        state[table] = {row.key: {column: plain(getattr(row, column)) for column in columns} for row in rows}
        for row in rows:
            told = state[table][row.key]
            if isinstance(row, Account):
                names[row.id] = row.key
                told["owes"] = [owing.name for owing in owed(row.persona, store.holdings(db, row))]
            for column in ("account_id", "freelancer_id", "client_id"):
                if hasattr(row, column):
                    told[column.removesuffix("_id")] = names.get(getattr(row, column))
    return state


def differences(before: Any, after: Any, path: str = "") -> Iterator[dict[str, Any]]:
    """Each difference between two states: the path to it (a JSON Pointer, RFC 6901), its value before and after.

    A row that came or went is one difference, with null for where it was not.
    """
    if isinstance(before, dict) and isinstance(after, dict):
        for key in [*before, *(key for key in after if key not in before)]:
            pointer = f"{path}/{key.replace('~', '~0').replace('/', '~1')}"
            yield from differences(before.get(key), after.get(key), pointer)
    elif before != after:
        yield {"path": path, "from": before, "to": after}
