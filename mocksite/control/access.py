"""The blueprint of the control API, and the check of its callers."""

import hmac
from ipaddress import ip_address

from flask import Blueprint, current_app, request

from mocksite.control.problems import Problem

bp = Blueprint("control", __name__, url_prefix="/_control")


@bp.before_request
def _allowed() -> None:
    """Allow only callers with the control token or, if there is none, on this machine."""
    token = current_app.config["CONTROL_TOKEN"]
    if token:
        sent = request.headers.get("Authorization", "").removeprefix("Bearer ")
        if not hmac.compare_digest(sent.encode(), token.encode()):
            raise Problem(401, "Unauthorized", "send the control token of this site: Authorization: Bearer …")
    elif not (request.remote_addr and ip_address(request.remote_addr).is_loopback):
        raise Problem(403, "Loopback only", "call from this machine, or start the site with a control token")
    # Other sites can make a browser post a form here, but not JSON.
    if request.method in ("POST", "PUT") and request.mimetype != "application/json":
        raise Problem(415, "Unsupported media type", "send JSON, with Content-Type: application/json")
