"""The page everybody starts from."""

from flask import Blueprint, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from mocksite import store
from mocksite.obligations import balance
from mocksite.views.access import home_of, login_required, to_log_in

bp = Blueprint("home", __name__)


@bp.get("/")
def start() -> ResponseReturnValue:
    return redirect(home_of(g.account)) if g.account else to_log_in()


@bp.get("/home")
@login_required
def home() -> ResponseReturnValue:
    has = store.holdings(store.session(), g.account)
    figures = {
        "Active contracts": sum(contract.status == "active" for contract in has.contracts),
        "Past contracts": sum(contract.status != "active" for contract in has.contracts),
    }
    if g.account.persona == "freelancer":
        figures["Open proposals"] = sum(proposal.status == "open" for proposal in has.proposals)
    return render_template("home.html", figures=figures, balance=balance(has))


@bp.get("/favicon.ico")
def icon() -> ResponseReturnValue:
    return redirect(url_for("static", filename="worklane.svg"), 301)
