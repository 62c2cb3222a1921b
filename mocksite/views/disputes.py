"""Disputes: what both parties say, and what support decided."""

from operator import attrgetter

from flask import Blueprint, g, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload

from mocksite.db import database
from mocksite.db.models import Dispute, Payment
from mocksite.queries import capacity_rows
from mocksite.views.paging import paged

bp = Blueprint("disputes", __name__, url_prefix="/disputes")


@bp.get("")
def disputes() -> ResponseReturnValue:
    shown = joinedload(Dispute.payment).joinedload(Payment.contract).options(*capacity_rows.PARTIES)
    mine = capacity_rows.of(database.session(), Dispute, g.capacity, shown)[::-1]
    listed = paged(mine, url_for(".disputes"), attrgetter("payment.contract.title"))
    return render_template("work/disputes.html", disputes=listed)
