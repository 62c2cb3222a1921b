"""What a reader sees when a request cannot be carried out."""

from flask import flash, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from mocksite.views.access import View, came_from, to_log_in

MEANS = {
    404: ("There is no such page", "The address may be mistyped, or belong to somebody else."),
    405: ("That cannot be done here", "Go back and use the buttons of the page."),
    413: ("That is too much at once", "Send less: at most one megabyte."),
    500: ("Something went wrong on our side", "Nothing was changed. Try again."),
}

# Forms of readers who are not logged in.
PUBLIC = (
    "auth.check_password",
    "auth.check_code",
    "auth.log_out",
    "signup.begin",
    "signup.verify",
    "support.ask_from_outside",
    "restore.restore",
)


def refuse(
    message: str, page: View, status: int = 409, field: str | None = None, **shown: object
) -> ResponseReturnValue:
    """The page again, with what is wrong, beside the field where it is about one; nothing is changed.

    409: it cannot be done now; 422: not as it is written.
    """
    if field:
        g.wrong = {field: message}
    else:
        flash(message, "danger")
    response = make_response(page(**shown))
    response.status_code = status
    return response


def stale_form(_error: CSRFError) -> ResponseReturnValue:
    """A form of a session that has ended: its reader logs in and goes on; else shows its page as it is now."""
    if request.endpoint == "closing.stage":
        return redirect(url_for("closing.stage", **(request.view_args or {})))
    if g.account is None and request.endpoint not in PUBLIC:
        return to_log_in()
    page = render_template(
        "failure.html",
        heading="This page is out of date",
        text="Nothing was changed. Open the page again, and try once more.",
        back=came_from(),
    )
    return page, 400
