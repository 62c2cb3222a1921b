"""The rows of a side: its work, its money, and everything that can oblige it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from mocksite.catalog.ledger_rows import CapacityRows
from mocksite.catalog.personas import OFFERING
from mocksite.db.models import (
    Account,
    Connection,
    Contract,
    Dispute,
    Invoice,
    InWorld,
    Job,
    Payment,
    Project,
    Proposal,
    Refund,
    Review,
    SupportRequest,
    Withdrawal,
)
from mocksite.queries.capacities import Capacity

Row = TypeVar("Row", bound=InWorld)
Read = Mapping[type[Any], Sequence[Any]]  # every row of a world, by its table, as the state tells them


def _offered(by: Any, row: Any, capacity: Capacity) -> Any:
    """That what somebody offers is of their own work, or of their agency's."""
    return capacity.persona in OFFERING and (by == capacity.account.id) & (row.agency_id == capacity.team_id)


def _works_under(contract: Any, capacity: Capacity) -> Any:
    """That a contract is one of a side: its own work, its agency's, or work it gives."""
    if capacity.persona == "client":
        return (contract.client_id == capacity.account.id) & (contract.company_id == capacity.team_id)
    return _offered(contract.freelancer_id, contract, capacity)


def _of_team(row: Any, capacity: Capacity) -> Any:
    return capacity.team is not None and row.team_id == capacity.team_id


# Whether a row is one of a side: asked of the row and the contract that it leads to, or, for a query, of their tables.
OF_CAPACITY: dict[type[Any], Callable[[Any, Any, Capacity], Any]] = {
    Contract: lambda row, _, capacity: _works_under(row, capacity),
    Proposal: lambda row, _, capacity: _offered(row.account_id, row, capacity),
    Withdrawal: lambda row, _, capacity: _offered(row.account_id, row, capacity),
    Payment: lambda row, contract, capacity: _offered(row.account_id, contract, capacity),
    Refund: lambda row, contract, capacity: (row.account_id == capacity.account.id) & _works_under(contract, capacity),
    Dispute: lambda _, contract, capacity: _works_under(contract, capacity),
    Job: lambda row, _, capacity: _of_team(row, capacity),
    Invoice: lambda row, _, capacity: _of_team(row, capacity),
}
TO_CONTRACT = {Payment: ("contract",), Refund: ("payment", "contract"), Dispute: ("payment", "contract")}


def of(source: Session | Read, table: type[Row], capacity: Capacity) -> list[Row]:
    """The rows of a side in one table, oldest first; of refunds those that wait, or waited, for it.

    From the database, or from rows that have been read already.
    """
    if isinstance(source, Session):
        query, leads_to = select(table), table
        for name in TO_CONTRACT.get(table, ()):
            link = getattr(leads_to, name)
            query, leads_to = query.join(link), link.property.mapper.class_
        condition = OF_CAPACITY[table](table, leads_to, capacity)
        if condition is False:
            return []  # no such side has any, so the database is not asked
        return list(source.scalars(query.where(condition).order_by(table.id)))
    return [row for row in source[table] if OF_CAPACITY[table](row, _contract(row), capacity)]


def _contract(row: Any) -> Any:
    for name in TO_CONTRACT.get(type(row), ()):
        row = getattr(row, name)
    return row


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


def all_of(source: Session | Read, capacity: Capacity) -> CapacityRows:
    """The rows of a side that can oblige it; a place in somebody else's team has none."""
    if not capacity.owns:
        return CapacityRows()
    return CapacityRows(
        contracts=of(source, Contract, capacity),
        proposals=of(source, Proposal, capacity),
        payments=of(source, Payment, capacity),
        withdrawals=of(source, Withdrawal, capacity),
        refunds=of(source, Refund, capacity),
        disputes=of(source, Dispute, capacity),
        jobs=of(source, Job, capacity),
        invoices=of(source, Invoice, capacity),
        members=[row.account.name for row in capacity.team.members if row.role != "owner"] if capacity.team else [],
    )
