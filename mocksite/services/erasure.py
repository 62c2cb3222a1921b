"""What happens to the data of a closed account: each part is deleted or masked when it falls due."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, select, update
from sqlalchemy.orm import Session

from mocksite.catalog import data_categories
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

CLOSED: tuple[AccountStatus, ...] = ("closed", "marked", "deleted")


def erase_due(db: Session, world: World, edition: Edition, *, since: datetime | None = None) -> None:
    """Delete or mask everything that is due in a world's closed accounts or, with ``since``, became due after it."""
    for account in closed_accounts(db, world):
        due = [
            (moment, name)
            for moment, name in data_categories.moments(edition.retention, account)
            if moment <= world.now
        ]
        erase(db, account, [name for moment, name in due if since is None or moment > since])


def closed_accounts(db: Session, world: World) -> list[Account]:
    """The closed accounts of a world."""
    return list(db.scalars(select(Account).where(Account.world_id == world.id, Account.status.in_(CLOSED))))


def erase(db: Session, account: Account, names: Iterable[str]) -> None:
    """Delete or mask parts of what is stored about somebody. What other people have of it stays."""
    for name in names:
        ERASERS[name](db, account)
    db.flush()


def _profile(_db: Session, account: Account) -> None:
    account.headline = account.overview = account.city = None


def _connections(db: Session, account: Account) -> None:
    """In both directions: nobody stays connected to somebody who is gone."""
    both = (Connection.account_id == account.id) | (Connection.other_id == account.id)
    db.execute(delete(Connection).where(both))


def _work_history(db: Session, account: Account) -> None:
    """Remove somebody from their past contracts, which the other party keeps. Those with a payment due have to wait."""
    due = (Payment.contract_id == Contract.id) & Payment.status.in_(("pending", "held"))
    unpaid = select(Payment.id).where(due).exists()
    for column in (Contract.freelancer_id, Contract.client_id):
        past = update(Contract).where(column == account.id, Contract.status != "active", ~unpaid)
        db.execute(past.values({column: None}))


def _files(db: Session, account: Account) -> None:
    sent = select(Message.id).where(Message.author_id == account.id)
    db.execute(delete(File).where(File.message_id.in_(sent)))


def _support(db: Session, account: Account) -> None:
    db.execute(update(SupportMessage).where(SupportMessage.author_id == account.id).values(body=""))
    mine = update(SupportRequest).where(SupportRequest.account_id == account.id)
    db.execute(mine.values(reason=None, feedback=None, proof=None))


def _reasons(db: Session, account: Account) -> None:
    account.close_reason = account.close_feedback = account.suspended_for = None
    teams = update(Team).where(Team.id.in_(_owned(account)))
    db.execute(teams.values(close_reason=None, close_feedback=None))
    db.execute(delete(Violation).where(Violation.account_id == account.id))
    db.execute(update(ClosingRun).where(ClosingRun.account_id == account.id).values(answers={}))


def _job_posts(db: Session, account: Account) -> None:
    db.execute(delete(Job).where(Job.team_id.in_(_owned(account))))


def _teams(db: Session, account: Account) -> None:
    db.execute(update(Team).where(Team.id.in_(_owned(account))).values(name=FORMER_TEAM, about=""))


def _owned(account: Account) -> Any:
    return select(Membership.team_id).where(Membership.account_id == account.id, Membership.role == "owner")


def _name(_db: Session, account: Account) -> None:
    account.name = FORMER_MEMBER


def _login(db: Session, account: Account) -> None:
    account.email = account.username = account.phone = account.password = ""
    account.totp_secret = account.totp_offered = account.security_question = account.security_answer = None
    account.totp_step = 0
    db.execute(delete(WrongTries).where(WrongTries.account_id == account.id))


def _delete_rows(table: type[Any], column: Any) -> Callable[[Session, Account], None]:
    """An eraser that deletes the rows of a table whose ``column`` is the account."""
    return lambda db, account: _run(db, delete(table).where(_is(column, account)))


def _overwrite(table: type[Any], column: Any, **values: str) -> Callable[[Session, Account], None]:
    """An eraser that overwrites columns of those rows."""
    return lambda db, account: _run(db, update(table).where(_is(column, account)).values(values))


def _is(column: Any, account: Account) -> ColumnElement[bool]:
    same: ColumnElement[bool] = column == account.id
    return same


def _run(db: Session, statement: Any) -> None:
    db.execute(statement)


ERASERS: dict[str, Callable[[Session, Account], None]] = {
    "profile": _profile,
    "connections": _connections,
    "work-history": _work_history,
    "proposals": _delete_rows(Proposal, Proposal.account_id),
    "projects": _delete_rows(Project, Project.account_id),
    "messages": _overwrite(Message, Message.author_id, body=""),
    "files": _files,
    "reviews": _delete_rows(Review, Review.about_id),
    "reviews-given": _delete_rows(Review, Review.author_id),
    "job-posts": _job_posts,
    "teams": _teams,
    "support": _support,
    "reasons": _reasons,
    "tax-records": _overwrite(TaxRecord, TaxRecord.account_id, name=MASK, number=MASK),
    "name": _name,
    "login": _login,
}
