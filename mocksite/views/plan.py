"""A freelancer's plan: going down to the free one, and up again. Claim D17."""

from flask import Blueprint, abort, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from mocksite.catalog.statuses import Plan
from mocksite.editions.schema import Plans
from mocksite.rules.plans import BASIC, PLUS
from mocksite.views import gate
from mocksite.views.access import edition_of, login_required
from mocksite.views.failures import refuse
from mocksite.views.settings import panel_of, saved, section

bp = Blueprint("plan", __name__, url_prefix="/settings/<place>/plan")
bp.before_request(gate.guard)


@bp.get("/down")
@login_required
def downgrade(place: str) -> ResponseReturnValue:
    """Say what ends and what stays, before it is done."""
    plans = _plan_of(place)
    if g.account.plan == BASIC:
        return redirect(url_for("settings.section", place=place))
    return render_template("settings/downgrade.html", place=place, plans=plans)


@bp.post("/down")
@login_required
def go_down(place: str) -> ResponseReturnValue:
    return _change(place, BASIC, "You have {} now. Your profile and your history stay as they are.")


@bp.post("/up")
@login_required
def go_up(place: str) -> ResponseReturnValue:
    return _change(place, PLUS, "You have {} now.")


def _change(place: str, plan: Plan, words: str) -> ResponseReturnValue:
    plans = _plan_of(place)
    called = plans.basic if plan == BASIC else plans.plus
    if g.account.plan == plan:
        return refuse(f"You have {called} already.", section, place=place)
    g.account.plan = plan
    return saved(place, words.format(called))


def _plan_of(place: str) -> Plans:
    """The plans there are, where the section has that panel."""
    panel_of(place, "plan")
    return edition_of(g.account).plans or abort(404)
