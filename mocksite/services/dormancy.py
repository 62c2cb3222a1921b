"""Inactive freelancers: they are warned by mail, then their account closes. Claim D18, ADR 18."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mocksite.catalog import worlds
from mocksite.db.models import Account, Contract, Message, Proposal
from mocksite.editions.schema import Dormancy, Edition
from mocksite.queries import capacity_rows, world_edition
from mocksite.queries.capacities import Capacity, capacities_of
from mocksite.queries.closing_scope import applicant, scope_of
from mocksite.rules import closing_rules, closing_texts, visibility
from mocksite.services import closings, outbox

REASON = "The account was inactive for a long time."


def due(db: Session, account: Account, terms: Dormancy) -> datetime | None:
    """When the owner is warned or the account closes; None during a contract or a break."""
    last = last_work(db, account)
    if last is None or visibility.is_paused(account, account.world.now):
        return None
    warned = _warned_since(account, last)
    return warned + terms.closed_after if warned else last + terms.warned_after


def warn_or_close(db: Session, account: Account, edition: Edition, terms: Dormancy) -> None:
    """Warn the owner or, after a warning, close the account; warn again if something blocks that."""
    if account.status != "open":
        return
    last = last_work(db, account)
    match = closing_rules.closing_for(edition, "account", "freelancer", frozenset(account.circumstances))
    if last is not None and _warned_since(account, last) and match:
        scope = scope_of(db, Capacity(account, "freelancer"), match[1])
        if not closing_rules.blockers(scope.closing, applicant(db, scope)):
            closings.close(db, scope, {"reason": REASON})
            return
    account.dormant_warned_at = account.world.now
    if world_edition.is_without(account.world, worlds.DORMANCY_WARNING):
        return
    day = closing_texts.day(account.world.now + terms.closed_after)
    body = f"You have not worked here for a long time. Your account closes on {day} unless you do: send a proposal."
    outbox.mail_account(db, account, "Your account will be closed", body, "home.home")


def only_freelancers(db: Session, accounts: Iterable[Account]) -> list[Account]:
    """The open accounts whose only capacity is freelancer."""
    return [
        account
        for account in accounts
        if account.status == "open"
        and account.freelancer
        and [capacity.persona for capacity in capacities_of(db, account)] == ["freelancer"]
    ]


def last_work(db: Session, account: Account) -> datetime | None:
    """When somebody last worked; None during a contract."""
    if any(row.status == "active" for row in capacity_rows.of(db, Contract, Capacity(account, "freelancer"))):
        return None
    by_whom = {
        Contract.ended_at: Contract.freelancer_id,
        Message.sent_at: Message.author_id,
        Proposal.made_at: Proposal.account_id,
    }
    times = [db.scalar(select(func.max(time)).where(whose == account.id)) for time, whose in by_whom.items()]
    return max([time for time in times if time], default=account.joined_at or worlds.START)


def _warned_since(account: Account, last: datetime) -> datetime | None:
    warned = account.dormant_warned_at
    counts = not world_edition.is_without(account.world, worlds.WORK_KEEPS_OPEN)
    return warned if warned and (warned > last or not counts) else None
