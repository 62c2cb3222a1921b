"""Find Work: job posts, and proposals for them, which cost connects in editions with plans."""

from flask import Blueprint, abort, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from mocksite.catalog.navigation import areas_of
from mocksite.db import database
from mocksite.db.models import Job, Proposal
from mocksite.services import money
from mocksite.views.current_account import capacity_complaint, edition_of
from mocksite.views.error_pages import refuse, refuse_if
from mocksite.views.guards import row_or_404
from mocksite.views.paging import paged
from mocksite.views.redirects import done

bp = Blueprint("find_work", __name__, url_prefix="/find-work")


@bp.get("")
def find_work() -> ResponseReturnValue:
    _require_area()
    db = database.session()
    jobs = select(Job).where(Job.world_id == g.account.world_id, Job.status == "open").order_by(Job.id.desc())
    others = [job for job in db.scalars(jobs.options(joinedload(Job.team))) if not _is_own(job)]
    on_offer = paged(others, url_for(".find_work"), lambda job: f"{job.title} {job.team.name}")
    return render_template(
        "work/find_work.html", jobs=on_offer, proposed=_proposed(), plans=edition_of(g.account).plans
    )


@bp.post("/<key>")
def propose(key: str) -> ResponseReturnValue:
    """Make a proposal, as a freelancer or for the reader's agency."""
    _require_area()
    job, bid = row_or_404(Job, key), money.cents(request.form.get("bid", ""))
    if _is_own(job):
        abort(404)
    refuse_if(capacity_complaint(), find_work)
    if job.status != "open":
        refuse(f"“{job.title}” is closed.", find_work)
    if job.id in _proposed():
        refuse(f"You have already made a proposal for “{job.title}”.", find_work)
    if bid is None:
        refuse("Enter an amount such as $120.50.", find_work, 422, "bid")
    refuse_if(_pay(), find_work)
    agency = g.capacity.team_id if g.capacity.team else None
    fields = {"account_id": g.account.id, "agency_id": agency, "post_id": job.id, "job": job.title}
    database.add(database.session(), job.world_id, Proposal, **fields, bid_cents=bid, made_at=g.account.world.now)
    return done(f"Your proposal for “{job.title}” has been sent.", "proposals.proposals")


def _pay() -> str | None:
    """Take the connects for a proposal; a complaint if there are too few."""
    plans = edition_of(g.account).plans
    if plans is None:
        return None
    if g.account.connects < plans.proposal_connects:
        return f"A proposal costs {plans.proposal_connects} connects, and you have {g.account.connects}."
    g.account.connects -= plans.proposal_connects
    return None


def _require_area() -> None:
    if "Find Work" not in areas_of(g.capacity.who):
        abort(404)


def _is_own(job: Job) -> bool:
    return job.team_id in [capacity.team_id for capacity in g.capacities]


def _proposed() -> set[int | None]:
    """The ids of the jobs with an open proposal of the reader."""
    mine = select(Proposal.post_id).where(Proposal.account_id == g.account.id, Proposal.status == "open")
    return set(database.session().scalars(mine))
