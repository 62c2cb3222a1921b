"""Changing to the free plan, and back to the paid one. Claim D17."""

from flask import Blueprint, abort, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from mocksite.catalog.statuses import Plan
from mocksite.db import database
from mocksite.editions.schema import Plans
from mocksite.rules.plans import BASIC, PLUS
from mocksite.services import subscriptions, undo
from mocksite.views.current_account import edition_of
from mocksite.views.error_pages import refuse
from mocksite.views.settings import PAGE, panel_of, saved, section

bp = Blueprint("plan", __name__, url_prefix="/settings/<place>/plan")


@bp.get("/down")
def downgrade(place: str) -> ResponseReturnValue:
    """Say what ends and what stays."""
    plans = _plan_of(place)
    if g.account.plan == BASIC:
        return redirect(url_for("settings.section", place=place))
    return render_template("settings/downgrade.html", place=place, plans=plans)


@bp.post("/down")
def change_to_basic(place: str) -> ResponseReturnValue:
    return _change(place, BASIC, "You now have {}. Your profile and your history stay as they are.")


@bp.post("/up")
def change_to_plus(place: str) -> ResponseReturnValue:
    return _change(place, PLUS, "You now have {}.")


def _change(place: str, plan: Plan, message: str) -> ResponseReturnValue:
    plans = _plan_of(place)
    name = plans.basic if plan == BASIC else plans.plus
    if g.account.plan == plan:
        refuse(f"You already have {name}.", section, place=place)

    def act() -> str:
        subscriptions.change_plan(database.session(), g.account, plan)
        return message.format(name)

    return saved(place, undo.carry_out(database.session(), g.capacity, PAGE, act, place=place))


def _plan_of(place: str) -> Plans:
    panel_of(place, "plan")
    return edition_of(g.account).plans or abort(404)
