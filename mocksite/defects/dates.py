"""Things that happen too early, too late, or never."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from mocksite.catalog.worlds import ARRIVAL
from mocksite.db.models import Account
from mocksite.defects.defect import Defect, answering

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
LONG = 3650 * DAY
CLOSE, PAY = "services.closings._close_account", "services.money.pay"


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


DEFECTS = [
    Defect(
        "deleted-a-day-early",
        "A marked account is deleted a day before its time.",
        "whoever wants it back on the last day",
        CLOSE,
        _deleted(-DAY),
    ),
    Defect(
        "deleted-a-day-late",
        "A marked account is deleted a day after its time.",
        "whoever counts on the date",
        CLOSE,
        _deleted(DAY),
    ),
    Defect(
        "never-deleted",
        "A marked account is never deleted.",
        "whoever wanted to be forgotten",
        CLOSE,
        _deleted(LONG),
    ),
    Defect(
        "cycle-never-ends",
        "A billing cycle passes, and nothing is billed or paid.",
        "owners, who wait for the last bill to close their company",
        "services.billing.bill_all",
        answering([]),
    ),
    Defect(
        "month-begins-on-monday",
        "A month begins on each Monday, with new connects and a new charge.",
        "whoever has the paid plan",
        "rules.plans.next_month",
        _next_monday,
    ),
    Defect(
        "review-takes-a-day-longer",
        "A payment is under review a day longer than the site says.",
        "whoever waits for the money",
        PAY,
        _reviewed(lambda payment: payment.available_at + DAY),
    ),
    Defect(
        "review-never-ends",
        "A payment stays under review for years.",
        "whoever waits for the money",
        PAY,
        _reviewed(lambda payment: payment.available_at + LONG),
    ),
    Defect(
        "break-ends-late",
        "A break ends a day after its day.",
        "whoever wants to be found again",
        "services.clock._end_break",
        _stay_on_break,
    ),
    Defect(
        "restorable-for-too-long",
        "A closed account can be reopened three days longer than the edition says.",
        "whoever relied on the account being out of reach",
        "services.reopening.set_terms",
        _restorable_for_longer,
    ),
    Defect(
        "restorable-for-a-day-only",
        "A closed account can be reopened for one day only.",
        "whoever wants it back later",
        "services.reopening.set_terms",
        _restorable_for_a_day,
    ),
    Defect(
        "dormant-a-week-early",
        "Whoever is inactive is warned a week before the edition says, and the account closes earlier.",
        "whoever takes a long break",
        "services.dormancy.due",
        lambda due, *given: (moment := due(*given)) and moment - 7 * DAY,
    ),
    Defect(
        "undo-never-ends",
        "What was done can be undone however long ago.",
        "the other party, who relies on it",
        "services.undo.cannot_undo",
        answering(None),
    ),
    Defect(
        "undo-is-over-at-once",
        "What was done can be undone for no time at all.",
        "whoever has pressed the wrong button",
        "services.undo.ends",
        lambda _ends, now: now,
    ),
    Defect(
        "reopened-at-once",
        "An account that reopens after some days is open at once.",
        "whoever relies on the time to object",
        "services.reopening.grant",
        _grant_at_once,
    ),
    Defect(
        "hidden-at-once",
        "A hidden profile is out of searches at once, where the edition says that it takes a while.",
        "whoever waits for it, and the help page",
        "rules.visibility.choose",
        lambda choose, *given: (choose(*given)[0], None, None),
    ),
    Defect(
        "withdrawal-never-arrives",
        "Money on its way to the bank does not arrive.",
        "whoever waits for it to close the account",
        "queries.world_edition.is_without",
        lambda is_without, world, switch: switch == ARRIVAL or is_without(world, switch),
    ),
    Defect(
        "connects-do-not-roll-over",
        "Unused connects are gone when a month begins.",
        "freelancers who have saved them",
        "rules.plans.connects_after_grant",
        lambda grant, plans, plan, _connects: grant(plans, plan, 0),
    ),
]
