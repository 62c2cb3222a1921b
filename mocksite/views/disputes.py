"""Disputes: what both parties say, and what support decided."""

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from mocksite.db import database
from mocksite.db.models import Dispute
from mocksite.queries import capacity_rows

bp = Blueprint("disputes", __name__, url_prefix="/disputes")


@bp.get("")
def disputes() -> ResponseReturnValue:
    return render_template("work/disputes.html", disputes=capacity_rows.of(database.session(), Dispute, g.capacity))
