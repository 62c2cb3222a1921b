"""The home page."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from mocksite.catalog.ledger_rows import CapacityRows, balance, dollars
from mocksite.catalog.navigation import areas_of
from mocksite.catalog.personas import OFFERING
from mocksite.db import database
from mocksite.db.models import Invoice, Job
from mocksite.queries import attention, capacity_rows
from mocksite.services import teams
from mocksite.views.redirects import redirect_to_log_in, start_page_of

SHOWN = ("contracts", "proposals", "payments", "withdrawals", "jobs", "invoices", "refunds")
JOBS, PROPOSALS, MEMBERS = "jobs.my_jobs", "proposals.proposals", "members.members"
bp = Blueprint("home", __name__)


@dataclass(frozen=True)
class Tile:
    """A figure on the home page, and the endpoint of the page that it is about."""

    name: str
    figure: object
    endpoint: str


@bp.get("/start")
def start() -> ResponseReturnValue:
    return redirect(start_page_of(g.account)) if g.account else redirect_to_log_in()


@bp.get("/home")
def home() -> ResponseReturnValue:
    db, rows = database.session(), _rows()
    return render_template(
        "home.html",
        tiles=list(_tiles(rows)),
        begin=_how_to_begin(rows),
        waiting=list(attention.waiting(db, g.account, rows)),
        invitations=teams.invitations(db, g.account),
        connections=capacity_rows.connections_of(db, g.account),
    )


def _rows() -> CapacityRows:
    """The rows of the reader's capacity; in another person's team, those whose pages they can open."""
    db, areas = database.session(), areas_of(g.capacity.who)
    if g.capacity.owns:
        return capacity_rows.some_of(db, g.capacity, *SHOWN)
    jobs = capacity_rows.of(db, Job, g.capacity) if "My Jobs" in areas else ()
    invoices = capacity_rows.of(db, Invoice, g.capacity) if "Billing" in areas else ()
    return CapacityRows(jobs=jobs, invoices=invoices)


def _tiles(rows: CapacityRows) -> Iterator[Tile]:
    areas = areas_of(g.capacity.who)
    if g.capacity.owns:
        yield Tile("Active contracts", sum(contract.status == "active" for contract in rows.contracts), JOBS)
        yield Tile("Past contracts", sum(contract.status != "active" for contract in rows.contracts), JOBS)
    if g.capacity.persona in OFFERING:
        yield Tile("Open proposals", sum(proposal.status == "open" for proposal in rows.proposals), PROPOSALS)
        yield Tile("Balance", dollars(balance(rows)), "payments.payments")
    if g.capacity.persona not in OFFERING and "My Jobs" in areas:
        yield Tile("Open jobs", sum(job.status == "open" for job in rows.jobs), JOBS)
    if "Billing" in areas:
        unpaid = sum(invoice.status == "unpaid" for invoice in rows.invoices)
        yield Tile("Unpaid invoices", unpaid, "billing.billing")
    if g.capacity.team:
        yield Tile("People in the team", len(g.capacity.team.members), MEMBERS)
    if not g.capacity.owns and g.capacity.team:
        yield Tile("Your role", str(g.capacity.role).capitalize(), MEMBERS)


def _how_to_begin(rows: CapacityRows) -> list[tuple[str, str, str]]:
    """What a reader who has done nothing yet is told, and where they begin: the endpoint, and the link to it."""
    hires = g.capacity.persona == "client"
    begin = ("talent.talent", "Look for freelancers") if hires else ("find_work.find_work", "See the jobs on offer")
    steps = []
    if g.capacity.owns and not rows.contracts:
        steps.append(("You have no contracts yet.", *begin))
    if hires and not rows.jobs:
        steps.append(("You have not posted a job yet.", "jobs.new_post", "Post your first job"))
    return steps


@bp.get("/favicon.ico")
def icon() -> ResponseReturnValue:
    return redirect(url_for("static", filename="worklane.svg"))
