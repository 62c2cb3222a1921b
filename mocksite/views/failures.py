"""What a reader sees when a request cannot be carried out."""

from flask import Response, current_app, flash, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from mocksite.control.problems import Problem, as_problem
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


def failed(error: Exception) -> ResponseReturnValue:
    """An error page, or a problem document (RFC 9457) for the control API."""
    status = error.code or 500 if isinstance(error, HTTPException) else 500
    if isinstance(error, HTTPException) and isinstance(error.response, Response):
        return error.response
    if isinstance(error, SecurityError):
        # The request names another host: no page of ours can be drawn for it, not even one with links.
        return Response("This site does not answer to that host name.\n", 400, mimetype="text/plain")
    if status == 500 and not isinstance(error, Problem):
        current_app.logger.error("%s %s failed", request.method, request.path, exc_info=error)
    if request.path.startswith("/_control"):
        return as_problem(error)
    heading, text = MEANS.get(status, ("That did not work", getattr(error, "description", None) or MEANS[500][1]))
    return render_template("failure.html", heading=heading, text=text), status
