"""My Jobs: contracts, and the job posts of a company."""

from collections import Counter
from collections.abc import Callable
from operator import attrgetter

from flask import Blueprint, abort, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import selectinload

from mocksite.catalog.navigation import areas_of
from mocksite.db import database
from mocksite.db.models import Contract, Job, Team
from mocksite.queries import capacity_rows
from mocksite.rules.form_fields import line_complaint, written
from mocksite.services import contracts, money, undo
from mocksite.views.current_account import capacity_complaint
from mocksite.views.error_pages import refuse, refuse_if
from mocksite.views.guards import own_row_or_404, row_or_404
from mocksite.views.lists import listed
from mocksite.views.paging import Paged, paged
from mocksite.views.redirects import done, done_for_now

SHOWN = (*capacity_rows.PARTIES, selectinload(Contract.reviews))  # beside a contract
PAGE = "jobs.my_jobs"
bp = Blueprint("jobs", __name__, url_prefix="/my-jobs")


@bp.get("")
def my_jobs() -> ResponseReturnValue:
    db, owns = database.session(), g.capacity.owns
    posts = capacity_rows.of(db, Job, g.capacity)[::-1] if _posts_jobs() else None
    mine = listed(capacity_rows.of(db, Contract, g.capacity, *SHOWN))[::-1] if owns else None
    others = (contract.other(g.account) for contract in mine or ())
    together = Counter(other.id for other in others if other)
    undoables = undo.possible(db, g.capacity, PAGE)
    return render_template(
        "work/my_jobs.html",
        posts=None if posts is None else paged(posts, url_for(PAGE), attrgetter("title"), name="posts"),
        contracts=None if mine is None else _by_state(mine),
        together=together,
        undoables=undoables,
    )


@bp.get("/post")
def new_post() -> ResponseReturnValue:
    _company()
    return render_template("work/post_job.html")


@bp.post("/post")
def post_job() -> ResponseReturnValue:
    """Post a job for the reader's company."""
    company, title = _company(), written(request.form, "title")
    budget = money.cents(request.form.get("budget", ""))
    refuse_if(capacity_complaint(), new_post)
    refuse_if(line_complaint("Title", title), new_post, 422, "title")
    if budget is None:
        refuse("Enter an amount such as $120.50.", new_post, 422, "budget")
    fields = {"title": title, "budget_cents": budget, "posted_at": g.account.world.now}
    database.add(database.session(), company.world_id, Job, team_id=company.id, **fields)
    return done(f"“{title}” has been posted.", ".my_jobs")


@bp.post("/posts/<key>/close")
def close_job(key: str) -> ResponseReturnValue:
    job = row_or_404(Job, key)
    if job.team_id != _company().id:
        abort(404)
    if job.status != "open":
        refuse(f"“{job.title}” is already closed.", my_jobs)
    job.status, job.closed_at = "closed", g.account.world.now
    return done(f"“{job.title}” has been closed.", ".my_jobs")


@bp.post("/<key>/complete")
def complete_contract(key: str) -> ResponseReturnValue:
    contract = own_row_or_404(Contract, key)
    return _finish(contract, contracts.cannot_complete(contract), contracts.complete)


@bp.post("/<key>/end")
def end_contract(key: str) -> ResponseReturnValue:
    contract = own_row_or_404(Contract, key)
    return _finish(contract, contracts.cannot_end(contract), contracts.end)


def _finish(contract: Contract, complaint: str | None, finish: Callable[..., None]) -> ResponseReturnValue:
    if complaint:
        refuse(complaint, my_jobs)

    def act() -> str:
        finish(database.session(), contract, g.account)
        return f"You {contract.status} “{contract.title}”."

    return done_for_now(act, PAGE)


def _by_state(rows: list[Contract]) -> dict[str, Paged]:
    """The active contracts, the newest first, and the past ones, the last to end first."""
    active = [row for row in rows if row.status == "active"]
    past = sorted((row for row in rows if row.status != "active"), key=attrgetter("ended_at"), reverse=True)
    lists = {"active": active, "past": past}
    return {name: paged(some, url_for(PAGE), _text_of, name=name) for name, some in lists.items()}


def _text_of(contract: Contract) -> str:
    return f"{contract.title} {contract.called(contract.other(g.account))} {contract.company.name}"


def _posts_jobs() -> bool:
    return g.capacity.team is not None and g.capacity.team.kind == "company" and "My Jobs" in areas_of(g.capacity.who)


def _company() -> Team:
    company: Team = g.capacity.team if _posts_jobs() else abort(404)
    return company
