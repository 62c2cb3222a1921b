"""Disputes: what both parties say, and what support decided."""

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload

from mocksite.db import database
from mocksite.db.models import Dispute, Payment
from mocksite.queries import capacity_rows

bp = Blueprint("disputes", __name__, url_prefix="/disputes")


@bp.get("")
def disputes() -> ResponseReturnValue:
    shown = joinedload(Dispute.payment).joinedload(Payment.contract).options(*capacity_rows.PARTIES)
    mine = capacity_rows.of(database.session(), Dispute, g.capacity, shown)
    return render_template("work/disputes.html", disputes=mine)
