"""Find Work: the jobs that companies offer, and proposals for them, which cost connects where the edition has plans."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from mocksite.catalog.navigation import areas_of
from mocksite.db import database
from mocksite.db.models import Job, Proposal
from mocksite.queries.capacities import capacities_of
from mocksite.services import money
from mocksite.views.access import edition_of, login_required, named, other_capacity
from mocksite.views.failures import refuse

bp = Blueprint("find_work", __name__, url_prefix="/find-work")


@bp.get("")
@login_required
def find_work() -> ResponseReturnValue:
    _offers_work()
    db = database.session()
    jobs = select(Job).where(Job.world_id == g.account.world_id, Job.status == "open").order_by(Job.id.desc())
    shown = [job for job in db.scalars(jobs) if not _is_own(job)]
    return render_template("work/find_work.html", jobs=shown, proposed=_proposed(), plans=edition_of(g.account).plans)


@bp.post("/<key>")
@login_required
def propose(key: str) -> ResponseReturnValue:
    """Make a proposal for a job, on the reader's own or their agency's account."""
    _offers_work()
    job, bid = named(Job, key), money.cents(request.form.get("bid", ""))
    if _is_own(job):
        abort(404)
    if wrong := other_capacity():
        return refuse(wrong, find_work)
    if job.status != "open":
        return refuse(f"“{job.title}” is closed.", find_work)
    if job.id in _proposed():
        return refuse(f"You have made a proposal for “{job.title}” already.", find_work)
    if bid is None:
        return refuse("Write an amount such as $120.50.", find_work, 422, "bid")
    if wrong := _pay():
        return refuse(wrong, find_work)
    agency = g.capacity.team_id if g.capacity.team else None
    fields = {"account_id": g.account.id, "agency_id": agency, "post_id": job.id, "job": job.title}
    made = g.account.world.now
    database.add(database.session(), job.world_id, Proposal, **fields, bid_cents=bid, made_at=made)
    flash(f"Your proposal for “{job.title}” is sent.")
    return redirect(url_for("proposals.proposals"))


def _pay() -> str | None:
    """Take what a proposal costs in connects; why not, where there are too few."""
    plans = edition_of(g.account).plans
    if plans is None:
        return None
    if g.account.connects < plans.proposal_connects:
        return f"A proposal costs {plans.proposal_connects} connects, and you have {g.account.connects}."
    g.account.connects -= plans.proposal_connects
    return None


def _offers_work() -> None:
    if "Find Work" not in areas_of(g.capacity.who):
        abort(404)


def _is_own(job: Job) -> bool:
    """Whether a job is of a company that the reader is in."""
    return job.team_id in [capacity.team_id for capacity in capacities_of(database.session(), g.account)]


def _proposed() -> set[int | None]:
    """The jobs that the reader has an open proposal for."""
    mine = select(Proposal.post_id).where(Proposal.account_id == g.account.id, Proposal.status == "open")
    return set(database.session().scalars(mine))
