"""The rows of one capacity of an account: its work and its money."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload
from sqlalchemy.sql.base import ExecutableOption as ORMOption

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
    Withdrawal,
)
from mocksite.queries.capacities import Capacity

Row = TypeVar("Row", bound=InWorld)
Column = InstrumentedAttribute[Any]
Columns = tuple[tuple[Column, ...], Column | None]
Loaded = Mapping[type[Any], Sequence[Any]]  # every row of a world, by its table

# The columns that say whose a row is: those of the account, and that of the team, which is null outside teams. Some
# are columns of the contract that the row leads to.
AS_PROVIDER: dict[type[Any], Columns] = {
    Contract: ((Contract.freelancer_id,), Contract.agency_id),
    Proposal: ((Proposal.account_id,), Proposal.agency_id),
    Withdrawal: ((Withdrawal.account_id,), Withdrawal.agency_id),
    Payment: ((Payment.account_id,), Contract.agency_id),
    Refund: ((Refund.account_id, Contract.freelancer_id), Contract.agency_id),
    Dispute: ((Contract.freelancer_id,), Contract.agency_id),
}
AS_CLIENT: dict[type[Any], Columns] = {
    Contract: ((Contract.client_id,), Contract.company_id),
    Refund: ((Refund.account_id, Contract.client_id), Contract.company_id),
    Dispute: ((Contract.client_id,), Contract.company_id),
}
IN_TEAM: dict[type[Any], Columns] = {Job: ((), Job.team_id), Invoice: ((), Invoice.team_id)}
TABLES: dict[str, type[Any]] = {
    "contracts": Contract,
    "proposals": Proposal,
    "payments": Payment,
    "withdrawals": Withdrawal,
    "refunds": Refund,
    "disputes": Dispute,
    "jobs": Job,
    "invoices": Invoice,
}
# What is shown beside a contract.
PARTIES = tuple(map(joinedload, (Contract.freelancer, Contract.client, Contract.company, Contract.agency)))
TO_CONTRACT: dict[type[Any], tuple[Column, ...]] = {
    Payment: (Payment.contract,),
    Refund: (Refund.payment, Payment.contract),
    Dispute: (Dispute.payment, Payment.contract),
}


def of(source: Session | Loaded, table: type[Row], capacity: Capacity, *shown: ORMOption) -> list[Row]:
    """The rows of a capacity in one table, oldest first, with other rows that are ``shown`` beside them.

    The refunds are those that it approves.
    """
    values = _owner_values(table, capacity)
    if not values:
        return []
    if not isinstance(source, Session):
        return [row for row in source[table] if all(_value(row, column) == value for column, value in values)]
    query = select(table)
    for link in TO_CONTRACT.get(table, ()):
        query = query.join(link)
    mine = query.where(*(column == value for column, value in values)).options(*shown)
    return list(source.scalars(mine.order_by(table.id)))


def _owner_values(table: type[Any], capacity: Capacity) -> list[tuple[Column, int | None]]:
    """The values of those columns in a capacity's rows; empty if it has none in that table."""
    tables = IN_TEAM if capacity.team_id else {}
    if capacity.persona == "client":
        tables = tables | AS_CLIENT
    elif capacity.persona in OFFERING:
        tables = tables | AS_PROVIDER
    accounts, team = tables.get(table, ((), None))
    values: list[tuple[Column, int | None]] = [(column, capacity.account.id) for column in accounts]
    return [*values, (team, capacity.team_id)] if team else values


def _value(row: Any, column: Column) -> Any:
    """A column of a row or of its contract."""
    if type(row) is not column.class_:
        for link in TO_CONTRACT[type(row)]:
            row = getattr(row, link.key)
    return getattr(row, column.key)


def reviews_of(db: Session, account: Account) -> list[Review]:
    """The visible reviews about somebody with their contracts and authors, newest first."""
    query = select(Review).where(Review.about_id == account.id, Review.status == "shown")
    query = query.options(joinedload(Review.contract), joinedload(Review.author))
    return list(db.scalars(query.order_by(Review.written_at.desc(), Review.id)))


def connections_of(db: Session, account: Account) -> list[Connection]:
    """Somebody's connections with the other person, oldest first."""
    query = select(Connection).where(Connection.account_id == account.id).options(joinedload(Connection.other))
    return list(db.scalars(query.order_by(Connection.since, Connection.id)))


def projects_of(db: Session, account: Account) -> list[Project]:
    """The projects in somebody's portfolio, newest first."""
    query = select(Project).where(Project.account_id == account.id)
    return list(db.scalars(query.order_by(Project.made_at.desc(), Project.id)))


def all_of(source: Session | Loaded, capacity: Capacity) -> CapacityRows:
    """The rows of a capacity that can create obligations: none in another person's team."""
    return replace(some_of(source, capacity, *TABLES), members=other_members(capacity))


def some_of(source: Session | Loaded, capacity: Capacity, *names: str) -> CapacityRows:
    """The same, only those that are named."""
    return CapacityRows(**{name: of(source, TABLES[name], capacity) for name in names if capacity.owns})


def other_members(capacity: Capacity) -> list[str]:
    """The other members of the team that a capacity owns."""
    if not capacity.team or not capacity.owns:
        return []
    return [row.account.name for row in capacity.team.members if row.role != "owner"]
