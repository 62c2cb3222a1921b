"""The page everybody starts from."""

from flask import Blueprint, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from mocksite.catalog.ledger_rows import balance, dollars
from mocksite.catalog.personas import OFFERING
from mocksite.db import database
from mocksite.queries import capacity_rows
from mocksite.services import teams
from mocksite.views.access import home_of, login_required, to_log_in

bp = Blueprint("home", __name__)


@bp.get("/")
def start() -> ResponseReturnValue:
    return redirect(home_of(g.account)) if g.account else to_log_in()


@bp.get("/home")
@login_required
def home() -> ResponseReturnValue:
    has = capacity_rows.all_of(database.session(), g.capacity)
    figures: dict[str, object] = {}
    if g.capacity.owns:
        figures |= {
            "Active contracts": sum(contract.status == "active" for contract in has.contracts),
            "Past contracts": sum(contract.status != "active" for contract in has.contracts),
        }
    if g.capacity.persona in OFFERING:
        figures["Open proposals"] = sum(proposal.status == "open" for proposal in has.proposals)
        figures["Balance"] = dollars(balance(has))
    if g.capacity.persona == "client":
        figures["Open jobs"] = sum(job.status == "open" for job in has.jobs)
        figures["Unpaid invoices"] = sum(invoice.status == "unpaid" for invoice in has.invoices)
    if g.capacity.team:
        figures["People in the team"] = len(g.capacity.team.members)
    return render_template("home.html", figures=figures, invitations=teams.invitations(database.session(), g.account))


@bp.get("/favicon.ico")
def icon() -> ResponseReturnValue:
    return redirect(url_for("static", filename="worklane.svg"), 301)
