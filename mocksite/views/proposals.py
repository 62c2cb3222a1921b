"""Proposals: the reader's own, and withdrawing them."""

from operator import attrgetter

from flask import Blueprint, g, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload

from mocksite.db import database
from mocksite.db.models import Job, Proposal
from mocksite.queries import capacity_rows
from mocksite.views.error_pages import refuse
from mocksite.views.guards import own_row_or_404
from mocksite.views.lists import listed
from mocksite.views.paging import paged
from mocksite.views.redirects import done

bp = Blueprint("proposals", __name__, url_prefix="/proposals")


@bp.get("")
def proposals() -> ResponseReturnValue:
    shown = joinedload(Proposal.post).joinedload(Job.team)
    newest_first = listed(capacity_rows.of(database.session(), Proposal, g.capacity, shown))[::-1]
    return render_template(
        "work/proposals.html", proposals=paged(newest_first, url_for(".proposals"), attrgetter("job"))
    )


@bp.post("/<key>/withdraw")
def withdraw_proposal(key: str) -> ResponseReturnValue:
    proposal = own_row_or_404(Proposal, key)
    if proposal.status != "open":
        refuse(f"Your proposal for “{proposal.job}” is already {proposal.status}.", proposals)
    proposal.status = "withdrawn"
    return done(f"You withdrew your proposal for “{proposal.job}”.", ".proposals")
