"""What a reader sees when a request cannot be carried out."""

from flask import Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from mocksite.control.problems import Problem, as_problem

MEANS = {
    404: ("There is no such page", "The address may be mistyped, or belong to somebody else."),
    405: ("That cannot be done here", "Go back and use the buttons of the page."),
    500: ("Something went wrong on our side", "Nothing was changed. Try again."),
}


def stale_form(_error: CSRFError) -> ResponseReturnValue:
    """A form of a session that has ended: show its page as it is now, where it has one."""
    if request.endpoint == "closing.stage":
        return redirect(url_for("closing.stage", **(request.view_args or {})))
    page = render_template(
        "failure.html", heading="This page is out of date", text="Go back, reload it, and try again."
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
