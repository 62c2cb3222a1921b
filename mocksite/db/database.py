"""Opening the database, the session of each request, and new rows."""

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
    """Open the database and create its tables. Raises MocksiteError if that fails or the schema differs."""
    try:
        engine = create_engine(url, hide_parameters=True)
        if engine.dialect.name == "sqlite":
            event.listen(engine, "connect", _prepare_sqlite)
            event.listen(engine, "begin", _begin_sqlite)
        Base.metadata.create_all(engine)
        stored_schema = setting(engine, "schema", SCHEMA)
    except SQLAlchemyError as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise MocksiteError(f"cannot open the database {url}: {reason}. Name another with --database.") from error
    if stored_schema != SCHEMA:
        raise MocksiteError(
            f"the database {url} has schema {stored_schema}, this version needs {SCHEMA}. "
            "Delete it, or name another with --database."
        )
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "busy_timeout=30000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads, then writes, would fail if another one wrote in between. Lock first, and wait instead.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


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
    app.secret_key = setting(engine, "secret_key", secrets.token_hex(32))
    # Cookies ignore ports, so two sites on one host would overwrite each other's.
    app.config["SESSION_COOKIE_NAME"] = f"worklane-{setting(engine, 'cookie_name', secrets.token_hex(4))}"
    app.after_request(_commit_or_roll_back)
    app.teardown_appcontext(_close_session)


def session() -> Session:
    """The session of this request."""
    if "db" not in g:
        g.db = Session(current_app.extensions["engine"])
    db: Session = g.db
    return db


def _commit_or_roll_back(response: Response) -> Response:
    if "db" in g:
        if response.status_code < 400:
            g.db.commit()
        else:
            g.db.rollback()
    return response


def _close_session(_error: BaseException | None) -> None:
    if "db" in g:
        g.pop("db").close()


def next_key(db: Session, world_id: str, noun: str) -> str:
    """The next key for a noun in a world, such as ``mail-3``. Keys are never reused."""
    world = db.get_one(World, world_id)
    world.numbers = {**world.numbers, noun: world.numbers.get(noun, 0) + 1}
    return f"{noun}-{world.numbers[noun]}"


def add(db: Session, world_id: str, table: type[Row], **fields: Any) -> Row:
    """Add a row to a world. It has an id."""
    row = table(world_id=world_id, key=next_key(db, world_id, table.noun()), **fields)
    db.add(row)
    db.flush()
    return row
