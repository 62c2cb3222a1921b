"""Members & Permissions: who is in a team, and what those above them can do about it."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from mocksite.catalog import team_roles
from mocksite.db import database
from mocksite.db.models import Membership, Team
from mocksite.queries.capacities import capacity_in
from mocksite.rules.form_fields import written
from mocksite.services import closings, outbox, teams
from mocksite.views.access import login_required, named, other_capacity
from mocksite.views.failures import refuse
from mocksite.views.settings import closing_of

bp = Blueprint("members", __name__, url_prefix="/members")


@bp.get("")
@login_required
def members() -> ResponseReturnValue:
    team = _team()
    invited = [row for row in team.memberships if row.status == "invited"]
    below = team_roles.below(g.capacity.role)
    return render_template("teams/members.html", team=team, invited=invited, below=below, roles=team_roles.ROLES)


@bp.post("")
@login_required
def invite() -> ResponseReturnValue:
    """Invite somebody who has an account, in a role below one's own."""
    team, db = _team(), database.session()
    if wrong := other_capacity():
        return refuse(wrong, members)
    email, role = written(request.form, "email"), request.form.get("role", "")
    if not team_roles.below(g.capacity.role):
        return refuse("Only the owner, admins and managers can invite.", members, 403)
    if role not in team_roles.below(g.capacity.role):
        return refuse("Choose a role below your own.", members, 422, "role")
    account = teams.account_of(db, team.world_id, email)
    if account is None:
        return refuse("Nobody here has this email address.", members, 422, "email")
    if account.status != "open":
        return refuse("That account is closed.", members, 409, "email")
    if there := teams.current_membership(db, team, account):
        told = "is in the team already" if there.status == "active" else "is invited already"
        return refuse(f"{account.name} {told}.", members, 409, "email")
    teams.invite(db, team, account, role, g.account)
    flash(f"{account.name} is invited as {role}.")
    return redirect(url_for(".members"))


@bp.post("/<key>/withdraw")
@login_required
def withdraw(key: str) -> ResponseReturnValue:
    """Take an invitation back."""
    invited = _below(key)
    if not isinstance(invited, Membership):
        return invited
    if not teams.answer_invitation(database.session(), invited, "withdrawn"):
        return refuse("That invitation is none any more.", members)
    flash(f"{invited.account.name} is not invited any more.")
    return redirect(url_for(".members"))


@bp.post("/<key>/role")
@login_required
def change_role(key: str) -> ResponseReturnValue:
    membership, role = _member_below(key), request.form.get("role", "")
    if not isinstance(membership, Membership):
        return membership
    if role not in team_roles.below(g.capacity.role):
        return refuse("Choose a role below your own.", members, 422)
    membership.role = role
    told = f"{g.account.name} has made you {role} of {membership.team.name}."
    outbox.mail_account(database.session(), membership.account, f"Your role in {membership.team.name}", told)
    flash(f"{membership.account.name} is {role} now.")
    return redirect(url_for(".members"))


@bp.post("/<key>/remove")
@login_required
def remove(key: str) -> ResponseReturnValue:
    """Remove somebody below oneself; an account that has nothing else closes with it. Claim D12."""
    membership = _member_below(key)
    if not isinstance(membership, Membership):
        return membership
    account = membership.account
    found = closing_of(capacity_in(membership), "membership")
    closings.remove(database.session(), membership, g.account, found and found[1])
    closed = " That was their last team, so their account is closed." if account.status != "open" else ""
    flash(f"{account.name} is removed.{closed}")
    return redirect(url_for(".members"))


def _team() -> Team:
    """The team that the reader acts for."""
    team: Team = g.capacity.team or abort(404)
    return team


def _below(key: str) -> Membership | ResponseReturnValue:
    """A place in the team that is below the reader's own; else what they are told."""
    membership = named(Membership, key)
    if membership.team_id != _team().id:
        abort(404)
    if membership.account_id == g.account.id:
        return refuse("Nobody can do that to themselves.", members, 403)
    if not team_roles.outranks(g.capacity.role, membership.role):
        return refuse(f"Only somebody above {membership.account.name} can do that.", members, 403)
    return membership


def _member_below(key: str) -> Membership | ResponseReturnValue:
    """The same, where they are in the team now."""
    membership = _below(key)
    if isinstance(membership, Membership) and membership.status != "active":
        return refuse(f"{membership.account.name} is not in the team any more.", members)
    return membership
