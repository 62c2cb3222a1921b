"""The stored state of a world as JSON, and differences of states."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from mocksite.catalog.ledger_rows import balance
from mocksite.catalog.obligations import owed
from mocksite.db import models
from mocksite.db.models import InWorld, World
from mocksite.queries import capacities, capacity_rows
from mocksite.services import lockout

# The columns of the state, by table, without secrets and unfinished closings and sign-ups. A link to another row
# becomes that row's key.
COLUMNS: dict[str, tuple[type[InWorld], tuple[str, ...]]] = {
    "accounts": (
        models.Account,
        (
            *("persona", "freelancer", "name", "email", "username", "city", "phone", "headline", "overview", "skills"),
            "circumstances",
            *("security_question", "status", "closed_at", "delete_at", "close_reason", "close_feedback"),
            *("login_says", "restore_by", "restore_until", "restore_at", "email_again"),
            *("available", "visibility", "visibility_before", "visibility_from", "paused_until", "plan", "connects"),
            *("dormant_warned_at", "suspended_for"),
        ),
    ),
    "teams": (models.Team, ("kind", "name", "about", "status", "closed_at", "close_reason", "close_feedback")),
    "memberships": (models.Membership, ("role", "status", "since", "ended_at")),
    "violations": (models.Violation, ("reason", "recorded_at")),
    "contracts": (
        models.Contract,
        (
            *("title", "kind", "status", "rate_cents", "weekly_cents", "unpaid_cents", "unbilled_cents"),
            *("delivered_at", "ended_at", "billed_at"),
        ),
    ),
    "projects": (models.Project, ("title", "about", "made_at")),
    "connections": (models.Connection, ("since",)),
    "reviews": (models.Review, ("stars", "text", "status", "written_at")),
    "tax_records": (models.TaxRecord, ("year", "cents", "name", "number")),
    "messages": (models.Message, ("body", "sent_at")),
    "files": (models.File, ("name", "size")),
    "jobs": (models.Job, ("title", "budget_cents", "status", "posted_at", "closed_at")),
    "proposals": (models.Proposal, ("job", "bid_cents", "status", "made_at")),
    "payments": (models.Payment, ("cents", "status", "available_at")),
    "invoices": (models.Invoice, ("cents", "billed_at", "status", "paid_at")),
    "refunds": (models.Refund, ("reason", "status", "asked_at")),
    "charges": (models.Charge, ("cents", "charged_at")),
    "withdrawals": (models.Withdrawal, ("cents", "status", "asked_at", "arrives_at")),
    "disputes": (models.Dispute, ("about", "status", "decided_for", "answer", "opened_at")),
    "mail": (models.Mail, ("to", "subject", "body", "sent_at")),
    "support_requests": (models.SupportRequest, ("kind", "reason", "feedback", "status", "asked_at")),
    "support_messages": (models.SupportMessage, ("body", "sent_at")),
}


def plain(value: Any) -> Any:
    """A column's value in JSON; moments as RFC 3339."""
    return value.strftime("%Y-%m-%dT%H:%M:%SZ") if isinstance(value, datetime) else value


def snapshot(db: Session, world: World) -> dict[str, Any]:
    """The whole state of a world: its clock, and each table's rows by their key."""
    db.flush()
    # Each table is queried once, and only if this world ever had a row in it. Accounts are not numbered.
    read: capacity_rows.Loaded = {
        model: db.scalars(_rows(model), {"world": world.id}).all()
        if model is models.Account or model.noun() in world.numbers
        else ()
        for model, _ in COLUMNS.values()
    }
    return state_of(world, read, lockout.locked(db, read[models.Account]))


def state_of(
    world: World, rows: capacity_rows.Loaded, locked: Mapping[int, Sequence[str]] = MappingProxyType({})
) -> dict[str, Any]:
    """The same from rows that are loaded or new, and the locked credentials by account id."""
    read = {model: rows.get(model, ()) for model, _ in COLUMNS.values()}
    keys = {model.__tablename__: {row.id: row.key for row in stored} for model, stored in read.items()}
    derived = _derived(read, locked)
    owners = {row.team_id: row.account.key for row in read[models.Membership] if row.role == "owner"}
    state: dict[str, Any] = {"now": plain(world.now)}
    for table, (model, columns) in COLUMNS.items():
        links = _links(model)
        state[table] = {
            row.key: {
                **{column: plain(getattr(row, column)) for column in columns},
                **(derived[row.id] if model is models.Account else {}),
                **({"owner": owners[row.id]} if model is models.Team else {}),
                **{name: keys[target].get(getattr(row, column)) for column, name, target in links},
            }
            for row in read[model]
        }
    return state


@cache
def _rows(model: type[InWorld]) -> Select[InWorld]:
    """Cached, since building a query takes longer than running it."""
    return select(model).where(model.world_id == bindparam("world")).order_by(model.id)


@cache
def _links(model: type[InWorld]) -> list[tuple[str, str, str]]:
    """The foreign keys of a table: the column, its name in the state, and the other table."""
    return [
        (column.name, column.name.removesuffix("_id"), key.column.table.name)
        for column in model.__table__.columns
        for key in column.foreign_keys
        if column.name != "world_id"
    ]


def _derived(read: capacity_rows.Loaded, locked: Mapping[int, Sequence[str]]) -> dict[int, dict[str, Any]]:
    """What is derived from other tables about each account, by its id."""
    derived = {}
    for account in read[models.Account]:
        by_persona = [
            (capacity.persona, capacity_rows.all_of(read, capacity))
            for capacity in capacities.owned_among(read[models.Membership], account)
        ]
        owes = {owing.name: owing.rank for persona, rows in by_persona for owing in owed(persona, rows)}
        derived[account.id] = {
            "two_factor": account.totp_secret is not None,
            "locked": locked.get(account.id, []),
            "balance_cents": sum(balance(rows) for _, rows in by_persona),
            "owes": sorted(owes, key=owes.__getitem__),
        }
    return derived


def differences(before: Any, after: Any, path: str = "") -> Iterator[dict[str, Any]]:
    """Each difference between two states: its path (a JSON Pointer, RFC 6901), and the value before and after.

    An added or removed row is one difference, from or to null.
    """
    if isinstance(before, dict) and isinstance(after, dict):
        for key in [*before, *(key for key in after if key not in before)]:
            pointer = f"{path}/{key.replace('~', '~0').replace('/', '~1')}"
            yield from differences(before.get(key), after.get(key), pointer)
    elif before != after:
        yield {"path": path, "from": before, "to": after}
