"""Opening the database, the session of each request, and new rows."""

import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from typing import Any, TypeVar

from flask import Flask, Response, current_app, g, has_request_context, request
from pydantic_core import from_json, to_json
from sqlalchemy import FromClause, create_engine, event, insert
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from mocksite.db.models import Base, InWorld, Setting, World
from mocksite.db.turns import Turns, WriteSession, pass_turn_on
from mocksite.errors import MocksiteError

SCHEMA = "14"
BUSY_MS = 20_000  # how long a transaction waits for one of another process
PRAGMAS = (
    *(f"busy_timeout={BUSY_MS}", "journal_mode=WAL", "journal_size_limit=4194304", "synchronous=NORMAL"),
    *("foreign_keys=ON", "secure_delete=ON"),
)
TABLES = Base.metadata.sorted_tables  # each after those that it links to
LINKED = {key.column.table.name for table in TABLES for key in table.foreign_keys} - {"worlds"}  # by other rows
WRITERS: set[Callable[..., Any]] = set()  # the views that write although they answer GET
Row = TypeVar("Row", bound=InWorld)
View = TypeVar("View", bound=Callable[..., Any])


def without_password(database: str) -> str:
    """The URL or the file of a database, as it may be printed."""
    # A password may be among the parameters, too.
    return make_url(database).set(query={}).render_as_string() if "://" in database else database


def open_engine(url: str) -> Engine:
    """Open the database and create its tables. Raises MocksiteError if that fails or the schema differs."""
    try:
        shown = without_password(url)
    except ArgumentError:
        raise MocksiteError("--database: is not a URL; write postgresql+psycopg://user@host/name, or a file") from None
    try:
        engine = _engine(url, "BEGIN IMMEDIATE")
        Base.metadata.create_all(engine)
        stored_schema = setting(engine, "schema", SCHEMA)
    except ModuleNotFoundError as error:
        remedy = "install it with: pip install 'offramp[postgres]'"
        raise MocksiteError(f"the database {shown} needs the package {error.name}; {remedy}") from None
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise MocksiteError(f"cannot open the database {shown}: {reason}. Name another with --database.") from error
    if stored_schema != SCHEMA:
        raise MocksiteError(
            f"the database {shown} has schema {stored_schema}, this version needs {SCHEMA}. "
            "Delete it, or name another with --database."
        )
    return engine


def _engine(url: str, begin: str, *more_pragmas: str) -> Engine:
    """An engine that begins transactions of SQLite with a statement.

    A transaction that reads, then writes, would fail if another wrote in between: ``BEGIN IMMEDIATE`` locks first, and
    waits instead.
    """
    # Connections have no limit here: the server has one.
    pool: dict[str, Any] = {"poolclass": QueuePool, "max_overflow": -1}
    engine = create_engine(url, hide_parameters=True, json_serializer=_json, json_deserializer=from_json, **pool)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", partial(_prepare_sqlite, (*PRAGMAS, *more_pragmas)))
        event.listen(engine, "begin", lambda connection: connection.exec_driver_sql(begin))
    return engine


def _json(value: Any) -> str:
    return to_json(value).decode()  # several times as fast as Python's own


def _prepare_sqlite(pragmas: Iterable[str], connection: Any, _record: object) -> None:
    connection.isolation_level = None
    if not connection.execute("PRAGMA page_count").fetchone()[0]:
        # It has no effect once the file has a page, and would wait for a turn to write.
        connection.execute("PRAGMA auto_vacuum=INCREMENTAL")
    for pragma in pragmas:
        connection.execute(f"PRAGMA {pragma}")


def setting(engine: Engine, name: str, default: str) -> str:
    """A setting of the site; stores ``default`` if there is none yet."""
    with Session(engine) as db, db.begin():
        row = db.get(Setting, name)
        if row is None:
            row = Setting(name=name, value=default)
            db.add(row)
        return row.value


def init_app(app: Flask, url: str) -> None:
    """Give each request a session, committed unless the response is an error."""
    engine = open_engine(url)
    app.extensions["engine"] = engine
    app.extensions["reading"] = _engine(url, "BEGIN", "query_only=ON")  # blocks nobody, and cannot write
    app.extensions["turns"] = Turns()
    app.secret_key = setting(engine, "secret_key", secrets.token_hex(32))
    # Cookies ignore ports, so two sites on one host would overwrite each other's.
    app.config["SESSION_COOKIE_NAME"] = f"worklane-{setting(engine, 'cookie_name', secrets.token_hex(4))}"
    app.after_request(commit_or_roll_back)
    app.teardown_appcontext(_close_session)


def writes(view: View) -> View:
    """Mark a view that writes although it answers GET."""
    WRITERS.add(view)
    return view


def session() -> Session:
    """The session of this request. It can write only in a POST, PUT or DELETE, or for a view marked with ``writes``."""
    if "db" not in g:
        extensions = current_app.extensions
        if _reads_only():
            g.db = Session(extensions["reading"])
        else:
            g.db = WriteSession(extensions["engine"], info={"turns": extensions["turns"]})
    db: Session = g.db
    return db


def _reads_only() -> bool:
    if not has_request_context() or request.method not in ("GET", "HEAD", "OPTIONS"):
        return False
    return current_app.view_functions.get(request.endpoint or "") not in WRITERS


def let_others_write() -> None:
    """End the transaction, which has only read so far. What was read may have changed afterwards."""
    session().rollback()


def free_space(db: Session) -> None:
    """Give the space of deleted rows back to the disk, at the next checkpoint."""
    if db.get_bind().dialect.name == "sqlite":
        run = db.connection().exec_driver_sql
        for _ in range(run("PRAGMA freelist_count").scalar_one()):
            run("PRAGMA incremental_vacuum(1)")  # Python's driver would stop after the first of several


def commit_or_roll_back(response: Response) -> Response:
    """Store what a request has written, unless its response is an error; ``g.stored`` if so."""
    if isinstance(db := g.get("db"), WriteSession):
        if response.status_code < 400:
            db.commit()
            g.stored = True
        else:
            db.rollback()
    return response


def _close_session(_error: BaseException | None) -> None:
    if "db" in g:
        db = g.pop("db")
        try:
            db.close()
        finally:
            pass_turn_on(db)  # even if closing fails, or nobody could write any more


def next_key(db: Session, world_id: str, noun: str) -> str:
    """The next key for a noun in a world, such as ``mail-3``. Keys are never reused."""
    world = db.get_one(World, world_id)
    world.numbers = {**world.numbers, noun: world.numbers.get(noun, 0) + 1}
    return f"{noun}-{world.numbers[noun]}"


@cache
def defaults(table: type[InWorld]) -> dict[str, Any]:
    """The constants that are the defaults of its columns."""
    columns = table.__table__.columns
    return {column.name: column.default.arg for column in columns if column.default and column.default.is_scalar}


def store(db: Session, world: World, rows: Mapping[type[InWorld], Sequence[InWorld]]) -> None:
    """Store a new world with its rows, which link to each other with ids that count the rows of each table.

    The rows stay as they are; the stored ones have ids of their own.
    """
    by_table: dict[FromClause, Sequence[Base]] = {table.__table__: added for table, added in rows.items()}
    by_table[World.__table__] = [world]
    ids: dict[str, Sequence[int]] = {}
    execute = db.connection().execute
    for table in TABLES:
        if added := by_table.get(table):
            columns, links, insertion = _insertion(table)
            values: list[dict[str, Any]] = [{name: vars(row).get(name) for name in columns} for row in added]
            for row in values:
                row.update({name: ids[other][row[name] - 1] for name, other in links.items() if row[name]})
            result = execute(insertion, values)
            ids[table.name] = result.scalars().all() if result.returns_rows else []


@cache
def _insertion(table: Any) -> tuple[list[str], dict[str, str], Any]:
    """The columns of new rows, the tables that they link to by column, and the statement that inserts them.

    It returns their ids if other rows link to them.
    """
    keys = [key for key in table.foreign_keys if key.column.table.name != "worlds"]
    insertion = insert(table)
    if table.name in LINKED:
        insertion = insertion.returning(table.c.id, sort_by_parameter_order=True)
    columns = [column.name for column in table.columns if column is not table.autoincrement_column]
    return columns, {key.parent.name: key.column.table.name for key in keys}, insertion


def add(db: Session, world_id: str, table: type[Row], **fields: Any) -> Row:
    """Add a row to a world. It is stored, and has an id, before the next query."""
    row = table(world_id=world_id, key=next_key(db, world_id, table.noun()), **fields)
    db.add(row)
    return row
