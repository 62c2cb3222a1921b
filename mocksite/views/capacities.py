"""What one log-in can be: switching between its sides, making another, and answering an invitation."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from mocksite.db import database
from mocksite.db.models import Membership
from mocksite.queries.capacities import capacities_of
from mocksite.rules import plans
from mocksite.rules.form_fields import line_complaint, text_complaint, written
from mocksite.services import teams
from mocksite.views.access import act_as, edition_of, inside, login_required, own
from mocksite.views.failures import refuse
from mocksite.views.home import home

bp = Blueprint("sides", __name__)


@bp.post("/switch")
@login_required
def switch() -> ResponseReturnValue:
    """Act as another side from now on, and go on to a page of it if one is asked for. Claim D21."""
    key = request.form.get("side", "")
    if key not in [capacity.key for capacity in capacities_of(database.session(), g.account)]:
        return refuse("That is none of yours any more.", home)
    act_as(g.account, key)
    return redirect(inside(request.form.get("next", "")) or url_for("home.home"))


@bp.get("/new-account")
@login_required
def choose() -> ResponseReturnValue:
    return render_template("sides/choose.html", company=_owned_company())


@bp.get("/new-account/freelancer")
@login_required
def freelancer() -> ResponseReturnValue:
    if g.account.freelancer:
        return redirect(url_for(".choose"))
    return render_template("sides/freelancer.html")


@bp.post("/new-account/freelancer")
@login_required
def become_freelancer() -> ResponseReturnValue:
    """Set up a profile, and be a freelancer under the same log-in. Claim D21."""
    headline, overview = written(request.form, "headline"), written(request.form, "overview")
    if g.account.freelancer:
        return refuse("You have a freelancer account already.", choose)
    if wrong := line_complaint("Headline", headline):
        return refuse(wrong, freelancer, 422, "headline")
    if wrong := text_complaint("About you", overview):
        return refuse(wrong, freelancer, 422, "overview")
    g.account.freelancer, g.account.headline, g.account.overview = True, headline, overview
    g.account.joined_at = g.account.world.now
    if sold := edition_of(g.account).plans:
        g.account.connects = plans.monthly_connects(sold, plans.BASIC)
    return _welcome("freelancer", "You have a freelancer account now.")


@bp.get("/new-account/client")
@login_required
def client() -> ResponseReturnValue:
    return redirect(url_for(".choose")) if _owned_company() else render_template("sides/client.html")


@bp.post("/new-account/client")
@login_required
def become_client() -> ResponseReturnValue:
    """Name a company, and be a client under the same log-in."""
    name = written(request.form, "company")
    if _owned_company():
        return refuse("You have a client account already.", choose)
    if wrong := line_complaint("Company", name):
        return refuse(wrong, client, 422, "company")
    return _welcome(teams.found_company(database.session(), g.account, name).key, "You have a client account now.")


@bp.post("/invitations/<key>/<any(accept, decline):answer>")
@login_required
def answer_invitation(key: str, answer: str) -> ResponseReturnValue:
    invitation = own(Membership, key)
    if not teams.answer_invitation(database.session(), invitation, "active" if answer == "accept" else "declined"):
        return refuse("That invitation is none any more.", home)
    flash(f"You are in {invitation.team.name} now." if answer == "accept" else "You declined.")
    return redirect(url_for("home.home"))


def _owned_company() -> bool:
    return any(capacity.persona == "client" for capacity in capacities_of(database.session(), g.account))


def _welcome(key: str, words: str) -> ResponseReturnValue:
    act_as(g.account, key)
    flash(words)
    return redirect(url_for("home.home"))
