"""Who is asking, and from what: the account and device of a request."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from mocksite import store
from mocksite.catalog import SUPPORT_AGENT
from mocksite.models import Account
from mocksite.schema import Edition

View = Callable[..., ResponseReturnValue]


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
    return {"account": account, "edition": edition_of(account) if account else None}


def edition_of(account: Account) -> Edition:
    """The edition of the account's world, as it was when the world was made."""
    return Edition.model_validate(account.world.edition)


def device() -> str:
    """What the request comes from, ``desktop`` or ``mobile``, as the browser says."""
    hinted = request.headers.get("Sec-CH-UA-Mobile") == "?1"
    return "mobile" if hinted or "Mobi" in request.headers.get("User-Agent", "") else "desktop"


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
        if g.account is None:
            wanted = request.full_path.rstrip("?") if request.method == "GET" else None
            return redirect(url_for("auth.log_in", next=wanted))
        return view(*args, **kwargs)

    return guarded


def home_of(account: Account) -> str:
    """The address of the page an account starts from."""
    return url_for("support.desk" if account.persona == SUPPORT_AGENT else "home.home")
