"""Who is asking, and from what: the account and device of a request."""

from collections.abc import Callable
from functools import wraps
from pathlib import PurePosixPath
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import abort, current_app, flash, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from mocksite.catalog.navigation import SUPPORT, TARGETS, areas_of
from mocksite.catalog.personas import SUPPORT_AGENT
from mocksite.db import database
from mocksite.db.models import Account, InWorld
from mocksite.editions.schema import Edition
from mocksite.queries import world_edition
from mocksite.queries.capacities import Capacity, capacities_of, capacity_of

View = Callable[..., ResponseReturnValue]
Row = TypeVar("Row", bound=InWorld)
EVERYBODYS = ("settings", "support")  # what every account menu can lead to
ENDED = "Your session has ended. Log in, and go on where you were."


def recognise() -> None:
    """Before each request: the open account that is logged in, or None, and which of its sides it acts as."""
    g.account, g.locked, g.stopped = None, [], {}
    if request.blueprint != "control" and not (request.endpoint or "").endswith("static"):
        account = remembered("account")
        g.account = account if account and account.status == "open" else None
        if g.account:
            act_as(g.account, session.get("acting"))
            if request.endpoint in g.account.world.without:
                abort(404)


def act_as(account: Account, key: str | None = None) -> Capacity:
    """Act as one of the sides of an account from now on; one it does not have any more is another."""
    g.capacity = capacity_of(database.session(), account, key)
    capacity: Capacity = g.capacity
    if (
        session.get("acting") != capacity.key
    ):  # else every page sent the session again, over a log-out elsewhere meanwhile
        session["acting"] = capacity.key
    return capacity


def remember(role: str, account: Account) -> None:
    """Keep in the session who somebody is: logged in (``account``), past the ``gate``, or not in.

    Not in is who is ``half_in`` (a code is missing), ``shut_out`` (the account is closed) or ``locked_out`` (wrong too
    often).
    """
    session[role] = [account.id, account.world_id, account.reopened]


def remembered(role: str) -> Account | None:
    """The account that the session has in a role, unless it was reopened since: that has to be logged in to anew."""
    number, *life = session.get(role, [None])
    account = database.session().get(Account, number) if number else None
    return account if account and [account.world_id, account.reopened] == life else None


def chrome() -> dict[str, Any]:
    """What every page shows around its content."""
    account: Account | None = g.get("account")
    shown: dict[str, Any] = {"account": account, "wrong": g.get("wrong", {}), "support": SUPPORT}
    if account is None:
        return shown
    areas = areas_of(g.capacity.who)
    open_to = {target for target, endpoint in TARGETS.items() if endpoint in areas.values() or target in EVERYBODYS}
    capacities = capacities_of(database.session(), account)
    fixed = {"areas": areas, "targets": TARGETS, "open_to": open_to, "side": g.capacity, "sides": capacities}
    return {**shown, "edition": edition_of(account), **fixed}


def edition_of(account: Account) -> Edition:
    """The edition of the account's world."""
    return world_edition.of(account.world)


def other_capacity() -> str | None:
    """What to tell somebody whose form was drawn while they acted as another side; None where it is about this one."""
    if request.form.get("acting", g.capacity.key) == g.capacity.key:
        return None
    return f"This form was for another side of yours, and nothing was done. Now it is for {g.capacity.label}."


def device() -> str:
    """What the request comes from, ``desktop`` or ``mobile``, as the browser says: its client hint, else its name.

    A tablet that calls itself mobile is; one that asks for desktop pages, as iPads can, is a desktop. Claim D2.
    """
    hint = request.headers.get("Sec-CH-UA-Mobile")
    mobile = hint == "?1" if hint in ("?0", "?1") else "Mobi" in request.headers.get("User-Agent", "")
    return "mobile" if mobile else "desktop"


def sign_in(account: Account) -> None:
    """Log an account in, in a session that has nothing of whoever was there before."""
    session.clear()
    session["login_world"] = account.world_id
    remember("account", account)
    act_as(account)


def sign_out() -> None:
    """Log out; the world stays known, so that a user name can log in again."""
    session.pop("account", None)
    g.account = None


def login_required(view: View) -> View:
    """Send whoever is not logged in to the log-in page, and back afterwards; an agent has no such page."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        if g.account is None:
            return to_log_in()
        if g.account.persona == SUPPORT_AGENT:
            abort(404)
        return view(*args, **kwargs)

    return guarded


def to_log_in() -> ResponseReturnValue:
    """The log-in page, which leads back to the page asked for, or to the one whose form was sent."""
    if request.method in ("GET", "HEAD"):
        return redirect(url_for("auth.log_in", next=request.full_path.rstrip("?")))
    flash(ENDED, "danger")
    return redirect(url_for("auth.log_in", next=came_from()))


def came_from() -> str | None:
    """The page of this site that a form was sent from, if the browser says so.

    A refusal is drawn at the address of its form, which is no page: then it is the page above it.
    """
    try:
        page = urlsplit(request.referrer or "")
    except ValueError:
        return None
    if page.netloc != request.host:
        return None
    if is_page(page.path):
        return page.path + (f"?{page.query}" if page.query else "")
    return next((str(above) for above in PurePosixPath(page.path).parents if is_page(str(above))), None)


def is_page(path: str) -> bool:
    """Whether there is something to be seen at a path of this site."""
    try:
        current_app.create_url_adapter(request).match(path, method="GET")  # type: ignore[union-attr]
    except RequestRedirect:
        return True
    except HTTPException:
        return False
    return True


def inside(wanted: str) -> str | None:
    """Where a reader wanted to go, if that is an address of this site; None else."""
    # A browser takes a backslash for a slash, and drops tabs and line breaks before it looks.
    here = wanted.startswith("/") and not wanted.startswith("//") and "\\" not in wanted and wanted.isprintable()
    return wanted if here else None


def named(table: type[Row], key: str) -> Row:
    """The row of that key in the reader's world; else there is no such page."""
    row = database.session().scalar(select(table).where(table.world_id == g.account.world_id, table.key == key))
    return row or abort(404)


def own(table: type[Row], key: str) -> Row:
    """The row of that key, if it is the reader's own; else the page does not exist for them."""
    row = named(table, key)
    if g.account.id not in row.parties:
        abort(404)
    return row


def home_of(account: Account) -> str:
    """The address of the page an account starts from."""
    return url_for("desk.desk" if account.persona == SUPPORT_AGENT else "home.home")
