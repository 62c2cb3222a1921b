"""The blueprint of the control API, and the check of its callers."""

import hmac
from ipaddress import ip_address

from flask import Blueprint, current_app, request

from mocksite.control.problems import Problem

bp = Blueprint("control", __name__, url_prefix="/_control")


def check() -> None:
    """Allow only callers with the control token or, if there is none, on this machine. Raises Problem.

    Browsers send the token as the password of HTTP's basic authentication (RFC 7617), other programs as a bearer token.
    """
    token = current_app.config["CONTROL_TOKEN"]
    if token:
        sent = request.authorization
        given = (sent.password if sent.type == "basic" else sent.token) if sent else None
        if not hmac.compare_digest((given or "").encode(), token.encode()):
            raise Problem(401, "Unauthorized", "send the control token of this site: Authorization: Bearer …")
    elif not (request.remote_addr and ip_address(request.remote_addr).is_loopback):
        raise Problem(403, "Loopback only", "call from this machine, or start the site with a control token")


@bp.before_request
def _check_request() -> None:
    check()
    # Other sites can make a browser post a form here, but not JSON.
    if request.method in ("POST", "PUT") and request.mimetype != "application/json":
        raise Problem(415, "Unsupported media type", "send JSON, with Content-Type: application/json")
