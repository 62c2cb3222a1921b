"""What an act changes in the rows of its world, found by comparing them before and after it, and put back. ADR 36."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import JSON, Column, LargeBinary, Select, Table, TypeDecorator, bindparam, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapper, Session

from mocksite.catalog.data_categories import PARTS
from mocksite.db.models import Account, Base, InWorld, Mail, World

PERSONAL = {column for part in PARTS.values() for column in part.columns}
# What somebody else's act may change without changing the rows themselves: whether an account or a team is open.
STANDING = {"accounts": ("status", "reopened"), "teams": ("status",)}
Key = tuple[str, int]
Rows = Mapping[Key, Mapping[str, Any]]


@dataclass
class Row:
    """A row that must still be as it was right ``after`` the act; it becomes what it was ``before``, or is deleted."""

    table: str
    id: int
    after: dict[str, Any]
    before: dict[str, Any] = field(default_factory=dict)


@dataclass
class Changes:
    """The rows that an act changed, those that it added, and those that they depend on."""

    changed: list[Row] = field(default_factory=list)
    added: list[Row] = field(default_factory=list)
    needed: list[Row] = field(default_factory=list)


def read(db: Session, world: World) -> Rows:
    """The rows of a world, by table and id, from tables that ever had one; accounts are not numbered."""
    db.flush()
    return {
        (name, row["id"]): dict(row)
        for name, (_, noun, query) in _tables().items()
        if name == Account.__tablename__ or noun in world.numbers
        for row in db.execute(query, {"world": world.id}).mappings()
    }


def difference(before: Rows, after: Rows) -> Changes | None:
    """What an act changed; None if it erased something."""
    changes = Changes()
    for (table, number), row in before.items():
        now = after.get((table, number))
        if now is None:
            return None
        if names := [name for name in row if row[name] != now[name]]:
            if any(f"{table}.{name}" in PERSONAL for name in names):
                return None
            changes.changed.append(_row(table, number, names, now, row))
    for table, number in [key for key in after if key not in before]:
        names = [name for name in after[table, number] if f"{table}.{name}" not in PERSONAL]
        changes.added.append(_row(table, number, names, after[table, number]))
    involved = [(row.table, row.id) for row in (*changes.changed, *changes.added)]
    for table, number in dict.fromkeys(standing for key in involved for standing in _standing(key, after)):
        changes.needed.append(_row(table, number, STANDING[table], after[table, number]))
    return changes


def put_rows_back(db: Session, changes: Changes) -> bool:
    """Put every row back; False, without a change, if one of them or something that depends on it has changed since."""
    db.flush()
    with db.begin_nested() as savepoint:
        try:
            is_put_back = all(_put_back(db, changes))
        except IntegrityError:  # such as a second place in a team
            is_put_back = False
        if not is_put_back:
            savepoint.rollback()
            return False
    db.expire_all()
    return True


def _has_key(mapper: Mapper[Any]) -> bool:
    return issubclass(mapper.class_, InWorld) and mapper.class_ is not Mail


@cache
def _tables() -> dict[str, tuple[Table, str, Select[Any]]]:
    """The tables of worlds but mail, which is out of reach: each with its noun and the query of a world's rows."""
    nouns = {mapper.class_.__tablename__: mapper.class_.noun() for mapper in Base.registry.mappers if _has_key(mapper)}
    tables = {}
    for table in Base.metadata.sorted_tables:
        if table.name in nouns:
            columns = [column for column in table.columns if not isinstance(column.type, LargeBinary)]
            query = select(*columns).where(table.c.world_id == bindparam("world"))
            tables[table.name] = (table, nouns[table.name], query)
    return tables


def _row(
    table: str, number: int, names: Iterable[str], after: Mapping[str, Any], before: Mapping[str, Any] | None = None
) -> Row:
    return Row(table, number, *({name: row[name] for name in names} for row in (after, before) if row))


def _standing(key: Key, rows: Rows) -> Iterator[Key]:
    """The accounts and teams that a row is or leads to."""
    table = key[0]
    if table in STANDING:
        yield key
    for column in _tables()[table][0].columns:
        for link in column.foreign_keys:
            if link.column.table.name in STANDING and (linked := rows[key].get(column.name)):
                yield link.column.table.name, linked


def _put_back(db: Session, changes: Changes) -> Iterator[bool]:
    """Put back one row after another; each is False if it is not as it was right after the act."""
    for row in changes.needed:
        table = _tables()[row.table][0]
        yield db.scalar(select(table.c.id).where(*_is_still(table, row))) is not None
    for row in changes.changed:
        table = _tables()[row.table][0]
        values = {name: _stored(table.c[name], value) for name, value in row.before.items()}
        yield db.execute(update(table).where(*_is_still(table, row)).values(values)).rowcount == 1  # type: ignore[attr-defined]
    for row in reversed(changes.added):
        table = _tables()[row.table][0]
        yield not any(_leads_to(db, row))
        yield db.execute(delete(table).where(*_is_still(table, row))).rowcount == 1  # type: ignore[attr-defined]


def _is_still(table: Table, row: Row) -> Iterator[Any]:
    yield table.c.id == row.id
    yield from (table.c[name].is_not_distinct_from(_stored(table.c[name], value)) for name, value in row.after.items())


def _leads_to(db: Session, row: Row) -> Iterator[bool]:
    """Whether rows of each table lead to that row, such as a dispute to a payment."""
    for table, _, _ in _tables().values():
        for column in table.columns:
            if any(link.column.table.name == row.table for link in column.foreign_keys):
                yield db.scalar(select(table.c.id).where(column == row.id).limit(1)) is not None


def _stored(column: Column[Any], value: Any) -> Any:
    """A value of a column, from JSON."""
    if value is None or isinstance(column.type, JSON):
        return value
    stored_as = column.type.impl_instance if isinstance(column.type, TypeDecorator) else column.type
    return TypeAdapter(stored_as.python_type).validate_python(value)
