"""Where readers go next: the start page, the login page, or back."""

from collections.abc import Callable
from pathlib import PurePosixPath
from urllib.parse import urlsplit

from flask import current_app, flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from mocksite.catalog.personas import SUPPORT_AGENT
from mocksite.db import database
from mocksite.db.models import Account
from mocksite.services import undo

SESSION_ENDED = "Your session has ended. Log in to continue where you were."


def start_page_of(account: Account) -> str:
    """The address of an account's start page."""
    return url_for("desk.desk" if account.persona == SUPPORT_AGENT else "home.home")


def redirect_to_log_in() -> ResponseReturnValue:
    """The login page, which leads back to the requested page or form."""
    if request.method in ("GET", "HEAD"):
        return redirect(url_for("auth.log_in", next=request.full_path.rstrip("?")))
    flash(SESSION_ENDED, "danger")
    return redirect(url_for("auth.log_in", next=referring_page()))


def done(message: str, endpoint: str, **values: object) -> ResponseReturnValue:
    """Redirect to an endpoint, with a message."""
    flash(message)
    return redirect(url_for(endpoint, **values))  # type: ignore[arg-type]


def referring_page() -> str | None:
    """The page of this site from which a form was sent, if the browser says so.

    After a refusal that is the address of the form, which cannot be opened: take the nearest page above it.
    """
    try:
        page = urlsplit(request.referrer or "")
    except ValueError:
        return None
    if page.netloc != request.host:
        return None
    if _can_be_opened(page.path):
        return page.path + (f"?{page.query}" if page.query else "")
    return next((str(parent) for parent in PurePosixPath(page.path).parents if _can_be_opened(str(parent))), None)


def _can_be_opened(path: str) -> bool:
    try:
        current_app.create_url_adapter(request).match(path, method="GET")  # type: ignore[union-attr]
    except RequestRedirect:
        return True
    except HTTPException:
        return False
    return True


def local_address(address: str) -> str | None:
    """The address if it is on this site, else None."""
    # Browsers read a backslash as a slash, and drop tabs and line breaks.
    is_local = (
        address.startswith("/") and not address.startswith("//") and "\\" not in address and address.isprintable()
    )
    return address if is_local else None


def done_for_now(act: Callable[[], str], page: str) -> ResponseReturnValue:
    """Do something that can be undone on a page, and go there with its message."""
    return done(undo.carry_out(database.session(), g.capacity, page, act), page)
