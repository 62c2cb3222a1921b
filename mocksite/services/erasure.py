"""Erasure: the data of a closed account is deleted or masked as it falls due."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import UpdateBase, bindparam, delete, select, update
from sqlalchemy.orm import Session

from mocksite.catalog.data_categories import FORMER_MEMBER, FORMER_TEAM, MASK
from mocksite.catalog.statuses import AccountStatus
from mocksite.db.models import (
    Account,
    ClosingRun,
    Connection,
    Contract,
    File,
    Job,
    Membership,
    Message,
    Payment,
    Project,
    Proposal,
    Review,
    SupportMessage,
    SupportRequest,
    TaxRecord,
    Team,
    Violation,
    World,
    WrongTries,
)
from mocksite.editions.schema import Edition
from mocksite.rules.closing_rules import moments

CLOSED: tuple[AccountStatus, ...] = ("closed", "marked", "deleted")
CLOSED_ACCOUNTS = select(Account).where(Account.world_id == bindparam("world"), Account.status.in_(CLOSED))


def erase_due(db: Session, world: World, edition: Edition, *, since: datetime | None = None) -> None:
    """Erase the data that is due in closed accounts, or only what became due after ``since``."""
    for account in closed_accounts(db, world):
        due = [
            (moment, name)
            for moment, name in moments(edition.retention, account.closed_at, account.delete_at)
            if moment <= world.now
        ]
        erase(db, account, [name for moment, name in due if since is None or moment > since])


def closed_accounts(db: Session, world: World) -> list[Account]:
    """The closed accounts of a world."""
    return list(db.scalars(CLOSED_ACCOUNTS, {"world": world.id}))


def erase(db: Session, account: Account, names: Iterable[str]) -> None:
    """Delete or mask categories of an account's data."""
    by_name = statements(account) if names else {}
    for name in names:
        for statement in by_name[name]:
            db.execute(statement)
    db.flush()


def statements(account: Account) -> Mapping[str, Sequence[UpdateBase]]:
    """The statements that erase each category of an account's data."""
    me, row = account.id, update(Account).where(Account.id == account.id)
    owned = select(Membership.team_id).where(Membership.account_id == me, Membership.role == "owner")
    teams = update(Team).where(Team.id.in_(owned))
    requests = update(SupportRequest).where(SupportRequest.account_id == me)
    payment_due = (Payment.contract_id == Contract.id) & Payment.status.in_(("pending", "held"))
    past_contracts = update(Contract).where(
        Contract.status != "active", ~select(Payment.id).where(payment_due).exists()
    )
    no_login = {"email": "", "username": "", "phone": "", "password": "", "totp_secret": None, "totp_offered": None}
    return {
        "profile": [row.values(headline=None, overview=None, city=None)],
        # In both directions: nobody stays connected to somebody who is gone.
        "connections": [delete(Connection).where((Connection.account_id == me) | (Connection.other_id == me))],
        # The other party keeps the contract. It waits for a payment that is due.
        "work-history": [
            past_contracts.where(Contract.freelancer_id == me).values(freelancer_id=None),
            past_contracts.where(Contract.client_id == me).values(client_id=None),
        ],
        "proposals": [delete(Proposal).where(Proposal.account_id == me)],
        "projects": [delete(Project).where(Project.account_id == me)],
        "messages": [update(Message).where(Message.author_id == me).values(body="")],
        "files": [delete(File).where(File.message_id.in_(select(Message.id).where(Message.author_id == me)))],
        "reviews": [delete(Review).where(Review.about_id == me)],
        "reviews-given": [delete(Review).where(Review.author_id == me)],
        "job-posts": [delete(Job).where(Job.team_id.in_(owned))],
        "teams": [teams.values(name=FORMER_TEAM, about="")],
        "support": [
            update(SupportMessage).where(SupportMessage.author_id == me).values(body=""),
            requests.values(reason=None, feedback=None, proof=None),
        ],
        "reasons": [
            row.values(close_reason=None, close_feedback=None, suspended_for=None),
            teams.values(close_reason=None, close_feedback=None),
            delete(Violation).where(Violation.account_id == me),
            update(ClosingRun).where(ClosingRun.account_id == me).values(answers={}),
        ],
        "tax-records": [update(TaxRecord).where(TaxRecord.account_id == me).values(name=MASK, number=MASK)],
        "name": [row.values(name=FORMER_MEMBER)],
        "login": [
            row.values(**no_login, security_question=None, security_answer=None, totp_step=0),
            delete(WrongTries).where(WrongTries.account_id == me),
        ],
    }
