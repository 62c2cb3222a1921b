"""The account of a request: logging in and out, its capacity, and the variables of its pages."""

from typing import Any, Literal

from flask import current_app, g, request, session
from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from mocksite.catalog import worlds
from mocksite.catalog.navigation import SUPPORT, TARGETS, areas_of
from mocksite.db import database
from mocksite.db.models import Account
from mocksite.editions.schema import Edition
from mocksite.queries import world_edition
from mocksite.queries.capacities import Capacity, capacities_of, choose

# What the session remembers an account as: logged in, past the gate of the settings, still without a code, closed or
# suspended, or locked after too many wrong credentials.
Role = Literal["account", "gate", "half_in", "shut_out", "locked_out"]
# Built once: building a query takes longer than running it.
WITH_WORLD = select(Account).where(Account.id == bindparam("id")).options(joinedload(Account.world, innerjoin=True))
ALWAYS_REACHABLE = ("settings", "support")  # menu targets that every account has


def load_account() -> None:
    """Before each request, set ``g.account``, to None unless an open account is logged in, and its capacities."""
    g.account, g.locked_fields, g.blocked_credentials = None, [], {}
    if request.blueprint != "control" and not (request.endpoint or "").endswith("static"):
        account = remembered("account")
        g.account = account if account and is_let_in(account) else None
        if g.account:
            act_as(g.account, session.get("acting"))


def is_let_in(account: Account) -> bool:
    """Whether somebody can be logged in to an account: only while it is open."""
    return account.status == "open" or world_edition.is_without(account.world, worlds.CLOSED_TO_OWNER)


def act_as(account: Account, key: str | None = None) -> Capacity:
    """Act in the capacity of that key from now on, or in another if it is gone."""
    g.capacities = capacities_of(database.session(), account)
    g.capacity = capacity = choose(g.capacities, account, key)
    # Written only if it changes: a new cookie could undo a logout in another tab.
    if session.get("acting") != capacity.key:
        session["acting"] = capacity.key
    return capacity


def remember(role: Role, account: Account) -> None:
    """Remember an account in the session, which from now on is in its world."""
    enter(account.world_id)
    session[role] = [account.id, *_life(account)]


def enter(world_id: str) -> None:
    """Put the session into a world; what was begun in another one without a login is forgotten."""
    if session.get("login_world") != world_id:
        for begun in ("half_in", "shut_out", "locked_out", "signup"):
            session.pop(begun, None)
        session["login_world"] = world_id


def remembered(role: Role) -> Account | None:
    """The account that the session remembers in a role, unless it was reopened or has a new password since."""
    account_id, *life = session.get(role, [None])
    account = database.session().scalar(WITH_WORLD, {"id": account_id}) if account_id else None
    return account if account and _life(account) == life else None


def _life(account: Account) -> list[object]:
    """What must not have changed since a session began."""
    return [account.world_id, account.reopened, account.password_changes]


def is_reader(role: Role) -> bool:
    """Whether the session remembers the account that is logged in in that role, too."""
    return g.account is not None and session.get(role) == session.get("account")


def edition_of(account: Account) -> Edition:
    """The edition of the account's world."""
    return world_edition.of(account.world)


def capacity_complaint() -> str | None:
    """The complaint about a form that was drawn for another capacity, if it was."""
    if request.form.get("acting", g.capacity.key) == g.capacity.key:
        return None
    return f"You switched accounts after you opened this form, so nothing was done. It is for {g.capacity.label} now."


def sign_in(account: Account) -> None:
    """Log an account in, with a new session."""
    session.clear()
    remember("account", account)
    act_as(account)


def sign_out() -> None:
    """Log out. The session keeps the world, so that a user name is enough to log in."""
    session.pop("account", None)
    g.account = None


def restore_session() -> None:
    """After a failure, forget who is logged in, so that the error page needs no database.

    The browser keeps its session as it was, unless what was done is stored.
    """
    g.account = None
    if not g.get("stored"):
        before = current_app.session_interface.open_session(current_app, request)
        session.clear()
        session.update(before or {})
        session.modified = False


def page_context() -> dict[str, Any]:
    """The variables that every template has."""
    account: Account | None = g.get("account")
    context: dict[str, Any] = {"account": account, "complaints": g.get("complaints", {}), "support": SUPPORT}
    if account is None:
        return context
    areas = areas_of(g.capacity.who)
    return {
        **context,
        "edition": edition_of(account),
        "areas": areas,
        "menu_at_left": world_edition.is_without(account.world, worlds.MENU_ON_THE_RIGHT),
        "settings_beside_menu": world_edition.is_without(account.world, worlds.SETTINGS_IN_THE_MENU),
        "targets": TARGETS,
        "reachable": {name for name, page in TARGETS.items() if page in areas.values() or name in ALWAYS_REACHABLE},
        "capacity": g.capacity,
        "capacities": g.capacities,
    }
