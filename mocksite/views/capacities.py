"""The capacities of one login: switching, adding one, and answering invitations."""

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from mocksite.db import database
from mocksite.db.models import Membership
from mocksite.rules import plans
from mocksite.rules.form_fields import line_complaint, text_complaint, written
from mocksite.services import teams
from mocksite.views.current_account import act_as, edition_of
from mocksite.views.error_pages import refuse, refuse_if
from mocksite.views.guards import own_row_or_404
from mocksite.views.home import home
from mocksite.views.redirects import done, local_address

bp = Blueprint("capacities", __name__)


@bp.post("/switch")
def switch() -> ResponseReturnValue:
    """Switch to another capacity, and open the requested page in it. Claim D21."""
    key = request.form.get("capacity", "")
    if key not in [capacity.key for capacity in g.capacities]:
        refuse("You can no longer switch to that account.", home)
    act_as(g.account, key)
    return redirect(local_address(request.form.get("next", "")) or url_for("home.home"))


@bp.get("/new-account")
def choose() -> ResponseReturnValue:
    return render_template("capacities/choose.html", company=_owned_company())


@bp.get("/new-account/freelancer")
def freelancer() -> ResponseReturnValue:
    if g.account.freelancer:
        return redirect(url_for(".choose"))
    return render_template("capacities/freelancer.html")


@bp.post("/new-account/freelancer")
def become_freelancer() -> ResponseReturnValue:
    """Become a freelancer with the same login. Claim D21."""
    headline, overview = written(request.form, "headline"), written(request.form, "overview")
    if g.account.freelancer:
        refuse("You already have a freelancer account.", choose)
    refuse_if(line_complaint("Headline", headline), freelancer, 422, "headline")
    refuse_if(text_complaint("About you", overview), freelancer, 422, "overview")
    g.account.freelancer, g.account.headline, g.account.overview = True, headline, overview
    g.account.joined_at = g.account.world.now
    if edition_plans := edition_of(g.account).plans:
        g.account.connects = plans.monthly_connects(edition_plans, plans.BASIC)
    return _switch_to_new("freelancer", "You have a freelancer account now.")


@bp.get("/new-account/client")
def client() -> ResponseReturnValue:
    return redirect(url_for(".choose")) if _owned_company() else render_template("capacities/client.html")


@bp.post("/new-account/client")
def become_client() -> ResponseReturnValue:
    """Become a client with the same login."""
    name = written(request.form, "company")
    if _owned_company():
        refuse("You already have a client account.", choose)
    refuse_if(line_complaint("Company", name), client, 422, "company")
    return _switch_to_new(
        teams.found_company(database.session(), g.account, name).key, "You have a client account now."
    )


@bp.post("/invitations/<key>/<any(accept, decline):answer>")
def answer_invitation(key: str, answer: str) -> ResponseReturnValue:
    invitation = own_row_or_404(Membership, key)
    if not teams.answer_invitation(database.session(), invitation, "active" if answer == "accept" else "declined"):
        refuse("That invitation is no longer valid.", home)
    return done(
        f"You have joined {invitation.team.name}." if answer == "accept" else "You declined the invitation.",
        "home.home",
    )


def _owned_company() -> bool:
    return any(capacity.persona == "client" for capacity in g.capacities)


def _switch_to_new(key: str, message: str) -> ResponseReturnValue:
    act_as(g.account, key)
    return done(message, "home.home")
