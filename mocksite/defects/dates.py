"""Things that happen too early, too late, or never."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from mocksite.catalog.worlds import ARRIVAL
from mocksite.db.models import Account
from mocksite.defects.defect import Changes, answering

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
LONG = 3650 * DAY


def _deleted(shift: timedelta) -> Callable[..., bool]:
    """Delete a marked account that much later."""

    def close(close_account: Callable[..., bool], db: Any, account: Account, *given: Any) -> bool:
        closed = close_account(db, account, *given)
        if account.delete_at:
            account.delete_at += shift
        return closed

    return close


def _reviewed(change: Callable[[Any], datetime]) -> Callable[..., Any]:
    """End the review of a payment at another moment."""

    def pay(pay_contract: Callable[..., Any], *given: Any, **named: Any) -> Any:
        payment = pay_contract(*given, **named)
        payment.available_at = change(payment)
        return payment

    return pay


def _next_monday(_next: Callable[..., Any], moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=7 - moment.weekday())


def _stay_on_break(end: Callable[..., None], db: Any, account: Account) -> None:
    if account.paused_until and account.paused_until.minute:
        end(db, account)
    elif account.paused_until:
        account.paused_until += DAY + MINUTE  # by which it is known next time


def _restorable_for_longer(set_terms: Callable[..., None], account: Account, after: Any) -> None:
    set_terms(account, after)
    account.restore_until = account.restore_until and account.restore_until + 3 * DAY


def _restorable_for_a_day(set_terms: Callable[..., None], account: Account, after: Any) -> None:
    set_terms(account, after)
    account.restore_until = account.restore_until and account.world.now + DAY


def _grant_at_once(grant: Callable[..., str], db: Any, account: Account) -> str:
    account.restore_takes = None
    return grant(db, account)


CHANGES: Changes = {
    "deleted-a-day-early": _deleted(-DAY),
    "deleted-a-day-late": _deleted(DAY),
    "never-deleted": _deleted(LONG),
    "cycle-never-ends": answering([]),
    "month-begins-on-monday": _next_monday,
    "review-takes-a-day-longer": _reviewed(lambda payment: payment.available_at + DAY),
    "review-never-ends": _reviewed(lambda payment: payment.available_at + LONG),
    "break-ends-late": _stay_on_break,
    "restorable-for-too-long": _restorable_for_longer,
    "restorable-for-a-day-only": _restorable_for_a_day,
    "dormant-a-week-early": lambda due, *given: (moment := due(*given)) and moment - 7 * DAY,
    "undo-never-ends": answering(None),
    "undo-is-over-at-once": lambda _ends, now: now,
    "reopened-at-once": _grant_at_once,
    "hidden-at-once": lambda choose, *given: (choose(*given)[0], None, None),
    "withdrawal-never-arrives": lambda is_without, world, switch: switch == ARRIVAL or is_without(world, switch),
    "connects-do-not-roll-over": lambda grant, plans, plan, _connects: grant(plans, plan, 0),
}
