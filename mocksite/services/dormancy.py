"""Freelancers who do nothing for long: they are warned by mail, and then their account is closed. Claim D18, ADR 18."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mocksite.catalog.world_clock import START
from mocksite.db.models import Account, Contract, Message, Proposal, World
from mocksite.editions.schema import Dormancy, Edition
from mocksite.queries import capacity_rows
from mocksite.queries.capacities import Capacity, capacities_of
from mocksite.queries.closing_scope import leaving, standing
from mocksite.rules import closing_rules, closing_texts, visibility
from mocksite.services import closings, outbox

REASON = "Nothing was done here for a long time."


def due(db: Session, account: Account, said: Dormancy) -> datetime | None:
    """When an account is warned, or closed, if nothing is done until then; None while its owner works or rests."""
    last = last_work(db, account)
    if last is None or visibility.is_paused(account, account.world.now):
        return None
    warned = _warned(account, last)
    return warned + said.closed_after if warned else last + said.warned_after


def act(db: Session, account: Account, edition: Edition, said: Dormancy) -> None:
    """Warn the owner, or close the account as the edition's closing says; where something blocks that, warn again."""
    if account.status != "open":
        return
    last = last_work(db, account)
    capacity = Capacity(account, "freelancer")
    found = closing_rules.closing_for(edition, "account", "freelancer", frozenset(account.circumstances))
    if last is not None and _warned(account, last) and found:
        going = leaving(db, capacity, found[1])
        if not closing_rules.blockers(going.closing, standing(db, going)):
            closings.close(db, going, {"reason": REASON})
            return
    account.dormant_warned_at = account.world.now
    day = closing_texts.day(account.world.now + said.closed_after)
    told = f"You have done no work here for long. On {day} your account is closed, unless you do some: send a proposal."
    outbox.mail_account(db, account, "Your account will be closed", told, "home.home")


def only_freelancers(db: Session, world: World) -> list[Account]:
    """The open accounts of a world that are a freelancer's and nothing else's."""
    mine = select(Account).where(Account.world_id == world.id, Account.status == "open", Account.freelancer)
    return [
        account
        for account in db.scalars(mine)
        if [capacity.persona for capacity in capacities_of(db, account)] == ["freelancer"]
    ]


def last_work(db: Session, account: Account) -> datetime | None:
    """When somebody last did any work; None while a contract goes on."""
    mine = capacity_rows.of(db, Contract, Capacity(account, "freelancer"))
    if any(contract.status == "active" for contract in mine):
        return None
    of = {
        Contract.ended_at: Contract.freelancer_id,
        Message.sent_at: Message.author_id,
        Proposal.made_at: Proposal.account_id,
    }
    times = [db.scalar(select(func.max(when)).where(whose == account.id)) for when, whose in of.items()]
    return max([moment for moment in times if moment], default=account.joined_at or START)


def _warned(account: Account, last: datetime) -> datetime | None:
    """When its owner was warned, if nothing was done since."""
    warned = account.dormant_warned_at
    return warned if warned and warned > last else None
