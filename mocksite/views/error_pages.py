"""The responses to requests that fail."""

from collections.abc import Callable
from typing import NoReturn

from flask import abort, flash, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from mocksite.views.guards import is_public
from mocksite.views.redirects import redirect_to_log_in, referring_page

# The heading and text for each status.
ERRORS = {
    404: ("There is no such page", "The address may be mistyped, or belong to somebody else."),
    405: ("You cannot do that here", "Go back and use the buttons on the page."),
    413: ("That is too much at once", "Send one megabyte at most."),
    503: ("The site is busy", "Nothing was changed. Try again in a moment."),
    500: ("Something went wrong on our side", "Nothing was changed. Try again."),
}


# The text in place of that, if all was stored before the site failed.
DONE = "What you did was saved, but we cannot show you the result. Open the page again."


def page(status: int, description: str | None) -> str:
    """The error page for a status. If the site has failed, it leads back, and never says that it can be done twice."""
    heading, text = ERRORS.get(status, ("That did not work", description or ERRORS[500][1]))
    back = None
    if status >= 500:
        text = DONE if g.get("stored") else text
        back = request.full_path.rstrip("?") if request.method == "GET" else referring_page()
    return render_template("error.html", heading=heading, text=text, back=back)


def refuse(
    complaint: str, page: Callable[..., ResponseReturnValue], status: int = 409, field: str = "", **arguments: object
) -> NoReturn:
    """Draw the page again with a complaint, beside its field if there is one, and change nothing.

    409: it cannot be done now; 422: the input is not valid.
    """
    if field:
        g.complaints = {field: complaint}
    else:
        flash(complaint, "danger")
    response = make_response(page(**arguments))
    response.status_code = status
    abort(response)


def refuse_if(
    complaint: str | None,
    page: Callable[..., ResponseReturnValue],
    status: int = 409,
    field: str = "",
    **arguments: object,
) -> None:
    """Refuse the request if there is a complaint."""
    if complaint:
        refuse(complaint, page, status, field, **arguments)


def stale_form(_error: CSRFError) -> ResponseReturnValue:
    """The response to a form from a session that has ended."""
    if request.endpoint == "closing.stage":
        return redirect(url_for("closing.stage", **(request.view_args or {})))
    if g.account is None and not is_public():
        return redirect_to_log_in()
    page = render_template(
        "error.html",
        heading="This page is out of date",
        text="Nothing was changed. Open the page again and try once more.",
        back=referring_page(),
    )
    return page, 400
