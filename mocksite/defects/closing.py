"""Closings that do not close, close too much, or close twice."""

from collections.abc import Callable
from typing import Any

from flask import request
from sqlalchemy import select

from mocksite.db import database
from mocksite.db.models import Account, ClosingRun, Membership
from mocksite.defects.defect import Changes
from mocksite.queries import world_edition
from mocksite.services import outbox
from mocksite.services.erasure import CLOSED

LOG_IN = "auth.check_password"


def _again(*, same_ticket: bool) -> Callable[..., Any]:
    """Confirm a closing again when its last button is pressed once more, with its own ticket or another one."""

    def stage(view: Callable[..., Any], run_id: str, number: int) -> Any:
        db = database.session()
        run = db.get(ClosingRun, run_id)
        if run and request.method == "POST" and run.done == same_ticket and run.account.status in CLOSED:
            closing = world_edition.of(run.account.world).closings[run.closing]
            if number == closing.decisive and (message := closing.after.announcement(account_closed=True)).mail:
                outbox.mail_account(db, run.account, message.mail, message.text or message.heading)
        return view(run_id=run_id, number=number)

    return stage


def _leave_everything(end: Callable[..., bool], db: Any, membership: Membership, status: str) -> bool:
    account = membership.account
    if status == "left":
        places = select(Membership).where(Membership.account_id == account.id, Membership.status == "active")
        for other in db.scalars(places).all():
            if other.role != "owner" and other.id != membership.id:
                end(db, other, status)
    return end(db, membership, status)


def _without_login_message(close: Callable[..., bool], db: Any, account: Account, *given: Any) -> bool:
    closed = close(db, account, *given)
    account.login_says = None
    return closed


def _close_when_asking(ask: Callable[..., None], db: Any, run: ClosingRun, *given: Any) -> None:
    ask(db, run, *given)
    run.account.status, run.account.closed_at = "closed", run.account.world.now


CHANGES: Changes = {
    "closed-account-logs-in": lambda let_in, account: let_in(account) or account.status in CLOSED,
    "session-survives-closing": lambda let_in, account: (
        let_in(account) or (request.endpoint not in (LOG_IN, "closing.stage") and account.status in CLOSED)
    ),
    "closed-account-is-found": lambda find, row, *given: find(row, *given) or (row.status in CLOSED and row.freelancer),
    "closed-profile-opens": lambda opens, row, *given: opens(row, *given) or (row.status in CLOSED and row.freelancer),
    "old-link-reopens": lambda payload, account: payload(account)[:2],
    "late-link-reopens": lambda restorable, account, by="support": (
        restorable(account, by) or (by == "link" and account.restore_by == by and account.status == "marked")
    ),
    "team-takes-the-account-along": lambda closes, scope: closes(scope) or scope.closing.of in ("company", "agency"),
    "company-outlives-its-owner": lambda end, db, capacity, *given: (
        None if capacity.team else end(db, capacity, *given)
    ),
    "pressed-twice-confirms-twice": _again(same_ticket=True),
    "second-tab-closes-again": _again(same_ticket=False),
    "reason-is-lost": lambda close, db, account, closing, _answers: close(db, account, closing, {}),
    "leaving-one-team-leaves-all": _leave_everything,
    "closing-does-nothing": lambda _close, *_given: True,
    "login-says-nothing": _without_login_message,
    "asking-support-closes": _close_when_asking,
}
