"""The database: opening it, one session a request, new rows, and the outbox."""

import secrets
from typing import Any, TypeVar

from flask import Flask, Response, current_app, g
from sqlalchemy import Connection, create_engine, event
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from mocksite.db.models import Base, InWorld, Setting, World
from mocksite.errors import MocksiteError

SCHEMA = "7"
Row = TypeVar("Row", bound=InWorld)


def open_engine(url: str) -> Engine:
    """Open the database and make its tables. Raises MocksiteError when it cannot be opened or is of another schema."""
    try:
        engine = create_engine(url, hide_parameters=True)
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _prepare_sqlite)
            event.listen(engine, "begin", _begin_sqlite)
        Base.metadata.create_all(engine)
        found = setting(engine, "schema", SCHEMA)
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise MocksiteError(f"cannot open the database {url}: {reason}. Name another with --database.") from error
    if found != SCHEMA:
        raise MocksiteError(
            f"the database {url} has schema {found}, this version needs {SCHEMA}. "
            "Delete it, or name another with --database."
        )
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=30000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and writes later fails at once, without waiting, when another wrote in
    # between. Taking the lock at the start makes it wait its turn instead.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def setting(engine: Engine, name: str, first: str) -> str:
    """The stored value of a setting of the site; ``first`` is stored when it has none yet."""
    with Session(engine) as db, db.begin():
        row = db.get(Setting, name)
        if row is None:
            row = Setting(name=name, value=first)
            db.add(row)
        return row.value


def init_app(app: Flask, url: str) -> None:
    """Give the application its database: a session a request, committed unless the answer is an error."""
    engine = open_engine(url)
    app.extensions["engine"] = engine
    app.secret_key = setting(engine, "secret_key", secrets.token_hex(32))
    app.after_request(_settle)
    app.teardown_appcontext(_close)


def session() -> Session:
    """The session of this request."""
    if "db" not in g:
        g.db = Session(current_app.extensions["engine"])
    db: Session = g.db
    return db


def _settle(response: Response) -> Response:
    if "db" in g:
        if response.status_code < 400:
            g.db.commit()
        else:
            g.db.rollback()
    return response


def _close(_error: BaseException | None) -> None:
    if "db" in g:
        g.pop("db").close()


def next_key(db: Session, world_id: str, noun: str) -> str:
    """The key of the next row of a world that is called by that noun, such as ``mail-3``; none is used twice."""
    world = db.get_one(World, world_id)
    world.numbers = {**world.numbers, noun: world.numbers.get(noun, 0) + 1}
    return f"{noun}-{world.numbers[noun]}"


def add(db: Session, world_id: str, table: type[Row], **fields: Any) -> Row:
    """A new row of a world, stored, so that it has a number."""
    row = table(world_id=world_id, key=next_key(db, world_id, table.noun()), **fields)
    db.add(row)
    db.flush()
    return row
