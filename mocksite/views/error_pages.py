"""What readers see when a request cannot be carried out."""

from flask import flash, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from mocksite.views.guards import View
from mocksite.views.redirects import redirect_to_log_in, referring_page

# The heading and text for each status.
ERRORS = {
    404: ("There is no such page", "The address may be mistyped, or belong to somebody else."),
    405: ("You cannot do that here", "Go back and use the buttons on the page."),
    413: ("That is too much at once", "Send one megabyte at most."),
    500: ("Something went wrong on our side", "Nothing was changed. Try again."),
}

# Forms for readers who are not logged in.
PUBLIC_FORMS = (
    "auth.check_password",
    "auth.check_code",
    "auth.log_out",
    "signup.begin",
    "signup.verify",
    "support.ask_from_outside",
    "restore.restore",
)


def text_for(status: int, description: str | None) -> tuple[str, str]:
    """The heading and text of the error page for a status."""
    return ERRORS.get(status, ("That did not work", description or ERRORS[500][1]))


def refuse(
    complaint: str, page: View, status: int = 409, field: str | None = None, **arguments: object
) -> ResponseReturnValue:
    """Draw the page again with a complaint, next to its field if it is about one; change nothing.

    409 means that it cannot be done now, 422 that the input is not valid.
    """
    if field:
        g.complaints = {field: complaint}
    else:
        flash(complaint, "danger")
    response = make_response(page(**arguments))
    response.status_code = status
    return response


def stale_form(_error: CSRFError) -> ResponseReturnValue:
    """A form from a session that has ended: log in first, or else open the page as it is now."""
    if request.endpoint == "closing.stage":
        return redirect(url_for("closing.stage", **(request.view_args or {})))
    if g.account is None and request.endpoint not in PUBLIC_FORMS:
        return redirect_to_log_in()
    page = render_template(
        "error.html",
        heading="This page is out of date",
        text="Nothing was changed. Open the page again and try once more.",
        back=referring_page(),
    )
    return page, 400
