"""The home page."""

from flask import Blueprint, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from mocksite.catalog.ledger_rows import CapacityRows, balance, dollars
from mocksite.catalog.personas import OFFERING
from mocksite.db import database
from mocksite.queries import capacity_rows
from mocksite.services import teams
from mocksite.views.redirects import redirect_to_log_in, start_page_of

SHOWN = ("contracts", "proposals", "payments", "withdrawals", "jobs", "invoices")
bp = Blueprint("home", __name__)


@bp.get("/start")
def start() -> ResponseReturnValue:
    return redirect(start_page_of(g.account)) if g.account else redirect_to_log_in()


@bp.get("/home")
def home() -> ResponseReturnValue:
    rows = capacity_rows.some_of(database.session(), g.capacity, *SHOWN)
    figures: dict[str, object] = {}
    if g.capacity.owns:
        figures |= {
            "Active contracts": sum(contract.status == "active" for contract in rows.contracts),
            "Past contracts": sum(contract.status != "active" for contract in rows.contracts),
        }
    if g.capacity.persona in OFFERING:
        figures["Open proposals"] = sum(proposal.status == "open" for proposal in rows.proposals)
        figures["Balance"] = dollars(balance(rows))
    if g.capacity.persona == "client":
        figures["Open jobs"] = sum(job.status == "open" for job in rows.jobs)
        figures["Unpaid invoices"] = sum(invoice.status == "unpaid" for invoice in rows.invoices)
    if g.capacity.team:
        figures["People in the team"] = len(g.capacity.team.members)
    invitations = teams.invitations(database.session(), g.account)
    return render_template(
        "home.html",
        figures=figures,
        begin=_how_to_begin(rows),
        invitations=invitations,
        connections=capacity_rows.connections_of(database.session(), g.account),
    )


def _how_to_begin(rows: CapacityRows) -> list[str]:
    """What a reader who has done nothing yet is told."""
    sentences = []
    if g.capacity.owns and not rows.contracts:
        sentences.append("You have no contracts yet.")
    if g.capacity.persona == "client" and not rows.jobs:
        sentences.append("You have not posted a job yet.")
    return sentences


@bp.get("/favicon.ico")
def icon() -> ResponseReturnValue:
    return redirect(url_for("static", filename="worklane.svg"))
