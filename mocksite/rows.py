"""The rows of a side: its work, its money, and everything that can oblige it."""

from typing import Any, TypeVar

from sqlalchemy import ColumnElement, false, select
from sqlalchemy.orm import Session

from mocksite.catalog import OFFERING
from mocksite.holdings import Holdings
from mocksite.models import (
    Account,
    Connection,
    Contract,
    Dispute,
    Invoice,
    Job,
    Payment,
    Project,
    Proposal,
    Refund,
    Review,
    SupportRequest,
    Team,
    Withdrawal,
)
from mocksite.sides import Side

OfTeam = TypeVar("OfTeam", Invoice, Job)
Offered = TypeVar("Offered", Proposal, Withdrawal)


def _works_under(side: Side) -> ColumnElement[bool]:
    """That a contract is one of a side: its own work, its agency's, or work it gives."""
    if side.persona == "client":
        return (Contract.client_id == side.account.id) & (Contract.company_id == side.team_id)
    offers = (Contract.freelancer_id == side.account.id) & _offered_by(Contract, side)
    return offers if side.persona in OFFERING else false()


def _offered_by(table: Any, side: Side) -> ColumnElement[bool]:
    """That a row is of somebody's own work, or of their agency's."""
    own: ColumnElement[bool] = table.agency_id == side.team_id
    return own


def contracts_of(db: Session, side: Side) -> list[Contract]:
    """The contracts of a side, oldest first."""
    return list(db.scalars(select(Contract).where(_works_under(side)).order_by(Contract.id)))


def disputes_of(db: Session, side: Side) -> list[Dispute]:
    """The disputes over contracts of a side, oldest first."""
    joined = select(Dispute).join(Dispute.payment).join(Payment.contract)
    return list(db.scalars(joined.where(_works_under(side)).order_by(Dispute.id)))


def offered(db: Session, table: type[Offered], side: Side) -> list[Offered]:
    """The proposals or withdrawals of a side, oldest first."""
    if side.persona not in OFFERING:
        return []
    mine = select(table).where(table.account_id == side.account.id, _offered_by(table, side))
    return list(db.scalars(mine.order_by(table.id)))


def payments_of(db: Session, side: Side) -> list[Payment]:
    """The payments to a side, oldest first."""
    if side.persona not in OFFERING:
        return []
    mine = select(Payment).join(Payment.contract).where(Payment.account_id == side.account.id)
    return list(db.scalars(mine.where(_offered_by(Contract, side)).order_by(Payment.id)))


def refunds_of(db: Session, side: Side) -> list[Refund]:
    """The refunds that wait, or waited, for a side, oldest first."""
    joined = select(Refund).join(Refund.payment).join(Payment.contract)
    mine = joined.where(Refund.account_id == side.account.id, _works_under(side))
    return list(db.scalars(mine.order_by(Refund.id)))


def of_team(db: Session, table: type[OfTeam], team: Team) -> list[OfTeam]:
    """The job posts or invoices of a company, oldest first."""
    return list(db.scalars(select(table).where(table.team_id == team.id).order_by(table.id)))


def requests_of(db: Session, account: Account) -> list[SupportRequest]:
    """What somebody has asked of support, oldest first."""
    mine = select(SupportRequest).where(SupportRequest.account_id == account.id)
    return list(db.scalars(mine.order_by(SupportRequest.id)))


def projects_of(db: Session, account: Account) -> list[Project]:
    """The projects somebody shows, newest first."""
    return list(db.scalars(select(Project).where(Project.account_id == account.id).order_by(Project.made_at.desc())))


def reviews_of(db: Session, account: Account) -> list[Review]:
    """The reviews about somebody that are shown, newest first."""
    about = select(Review).where(Review.about_id == account.id, Review.status == "shown")
    return list(db.scalars(about.order_by(Review.written_at.desc(), Review.id)))


def connections_of(db: Session, account: Account) -> list[Connection]:
    """Who somebody keeps in touch with, oldest first."""
    mine = select(Connection).where(Connection.account_id == account.id)
    return list(db.scalars(mine.order_by(Connection.since, Connection.id)))


def holdings(db: Session, side: Side) -> Holdings:
    """The rows of a side that can oblige it; a place in somebody else's team has none."""
    if not side.owns:
        return Holdings()
    return Holdings(
        contracts=contracts_of(db, side),
        proposals=offered(db, Proposal, side),
        payments=payments_of(db, side),
        withdrawals=offered(db, Withdrawal, side),
        refunds=refunds_of(db, side),
        disputes=disputes_of(db, side),
        jobs=of_team(db, Job, side.team) if side.team else [],
        invoices=of_team(db, Invoice, side.team) if side.team else [],
        members=[row.account.name for row in side.team.members if row.role != "owner"] if side.team else [],
    )
