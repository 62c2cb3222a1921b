"""Closings that do not close, close too much, or close twice."""

from collections.abc import Callable
from typing import Any

from flask import request
from sqlalchemy import select

from mocksite.db import database
from mocksite.db.models import Account, ClosingRun, Membership
from mocksite.defects.defect import Defect
from mocksite.queries import world_edition
from mocksite.services import outbox
from mocksite.services.erasure import CLOSED

LOG_IN = "auth.check_password"
LET_IN = "views.current_account.is_let_in"


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


DEFECTS = [
    Defect(
        "closed-account-logs-in",
        "Whoever has closed an account can still log in to it.",
        "whoever wanted to be gone, and everybody with an old password of theirs",
        LET_IN,
        lambda let_in, account: let_in(account) or account.status in CLOSED,
    ),
    Defect(
        "session-survives-closing",
        "Whoever is logged in elsewhere stays logged in after the account is closed.",
        "whoever closes an account that somebody else uses",
        LET_IN,
        lambda let_in, account: (
            let_in(account) or (request.endpoint not in (LOG_IN, "closing.stage") and account.status in CLOSED)
        ),
    ),
    Defect(
        "closed-account-is-found",
        "The search still finds freelancers who have closed their account.",
        "clients who write to somebody who is gone",
        "rules.visibility.is_found",
        lambda find, row, *given: find(row, *given) or (row.status in CLOSED and row.freelancer),
    ),
    Defect(
        "closed-profile-opens",
        "The link of a profile still works after the account is closed.",
        "whoever wanted the profile to be gone",
        "rules.visibility.is_opened",
        lambda opens, row, *given: opens(row, *given) or (row.status in CLOSED and row.freelancer),
    ),
    Defect(
        "old-link-reopens",
        "The link that reopened an account reopens it again after the next closing.",
        "whoever closes for good, while an old email lies around",
        "services.reopening._payload",
        lambda payload, account: payload(account)[:2],
    ),
    Defect(
        "late-link-reopens",
        "The mailed link reopens an account after its time is up.",
        "whoever relied on the account being out of reach",
        "services.reopening.restorable",
        lambda restorable, account, by="support": (
            restorable(account, by) or (by == "link" and account.restore_by == by and account.status == "marked")
        ),
    ),
    Defect(
        "team-takes-the-account-along",
        "Closing a company or an agency also closes an account that has something else.",
        "freelancers who only wanted to close their company",
        "queries.closing_scope.ClosingScope.closes_account",
        lambda closes, scope: closes(scope) or scope.closing.of in ("company", "agency"),
    ),
    Defect(
        "company-outlives-its-owner",
        "A company stays open when its owner closes the account.",
        "members of a company that nobody can close any more",
        "services.closings._end",
        lambda end, db, capacity, *given: None if capacity.team else end(db, capacity, *given),
    ),
    Defect(
        "pressed-twice-confirms-twice",
        "Pressing the last button twice confirms the closing twice.",
        "whoever double-clicks, or whose browser sends a form again",
        "view closing.stage",
        _again(same_ticket=True),
    ),
    Defect(
        "second-tab-closes-again",
        "The last button in a second tab confirms the closing once more.",
        "whoever has the page open twice",
        "view closing.stage",
        _again(same_ticket=False),
    ),
    Defect(
        "reason-is-lost",
        "The reason for a closing is not stored.",
        "support, and whoever wants to know why people leave",
        "services.closings._close_account",
        lambda close, db, account, closing, _answers: close(db, account, closing, {}),
    ),
    Defect(
        "leaving-one-team-leaves-all",
        "Leaving a team ends the places in all others, too.",
        "whoever works for several teams",
        "services.teams.end",
        _leave_everything,
    ),
    Defect(
        "closing-does-nothing",
        "The site says that the account is closed, but it is not.",
        "whoever believes it",
        "services.closings.close",
        lambda _close, *_given: True,
    ),
    Defect(
        "login-says-nothing",
        "Logging in to a closed account does not say that it is closed.",
        "whoever has forgotten it, and tries passwords",
        "services.closings._close_account",
        _without_login_message,
    ),
    Defect(
        "asking-support-closes",
        "Asking support to close an account closes it at once.",
        "whoever only wanted to ask",
        "services.closings.ask_support",
        _close_when_asking,
    ),
]
