"""Who is asking, and from what: the account and device of a request."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import abort, flash, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from mocksite import store
from mocksite.areas import AREAS, SUPPORT, TARGETS
from mocksite.catalog import SUPPORT_AGENT
from mocksite.models import Account, InWorld
from mocksite.schema import Edition

View = Callable[..., ResponseReturnValue]
Row = TypeVar("Row", bound=InWorld)
ENDED = "Your session has ended. Log in, and go on where you were."


def recognise() -> None:
    """Before each request: the open account that is logged in, or None."""
    g.account = None
    on_a_page = request.endpoint is not None and not request.endpoint.endswith("static")
    if on_a_page and request.blueprint != "control" and "account" in session:
        account = store.session().get(Account, session["account"])
        # The world is compared too: a database may give the number of a deleted account to a new one.
        if account and account.status == "open" and account.world_id == session.get("world"):
            g.account = account


def chrome() -> dict[str, Any]:
    """What every page shows around its content."""
    account: Account | None = g.get("account")
    edition = edition_of(account) if account else None
    return {"account": account, "edition": edition, "areas": AREAS, "support": SUPPORT, "targets": TARGETS}


def edition_of(account: Account) -> Edition:
    """The edition of the account's world, as it was when the world was made."""
    return Edition.model_validate(account.world.edition)


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
    session["account"] = account.id
    session["world"] = account.world_id


def sign_out() -> None:
    """Log out; the world stays known, so that a user name can log in again."""
    session.pop("account", None)
    g.account = None


def login_required(view: View) -> View:
    """Send whoever is not logged in to the log-in page, and back afterwards."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> ResponseReturnValue:
        return to_log_in() if g.account is None else view(*args, **kwargs)

    return guarded


def to_log_in() -> ResponseReturnValue:
    """The log-in page, which leads back to the page asked for, or to the one whose form was sent."""
    if request.method == "GET":
        return redirect(url_for("auth.log_in", next=request.full_path.rstrip("?")))
    flash(ENDED, "danger")
    return redirect(url_for("auth.log_in", next=came_from()))


def came_from() -> str | None:
    """The page of this site that a form was sent from, if the browser says so."""
    page = urlsplit(request.referrer or "")
    return page.path + (f"?{page.query}" if page.query else "") if page.netloc == request.host else None


def own(table: type[Row], key: str) -> Row:
    """The row of that key, if it is the reader's own; else the page does not exist for them."""
    named = select(table).where(table.world_id == g.account.world_id, table.key == key)
    row = store.session().scalar(named)
    if row is None or g.account.id not in row.parties:
        abort(404)
    return row


def home_of(account: Account) -> str:
    """The address of the page an account starts from."""
    return url_for("desk.desk" if account.persona == SUPPORT_AGENT else "home.home")
