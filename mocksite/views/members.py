"""Members & Permissions: who is in a team, and what members with a higher role can do about it."""

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from mocksite.catalog import team_roles
from mocksite.catalog.personas import with_article
from mocksite.db import database
from mocksite.db.models import Membership, Team
from mocksite.queries.capacities import capacity_in
from mocksite.rules.form_fields import written
from mocksite.services import closings, outbox, teams
from mocksite.views.current_account import capacity_complaint
from mocksite.views.error_pages import refuse
from mocksite.views.guards import login_required, row_or_404
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
    """Invite somebody who has an account, with a role below the reader's own."""
    team, db = _team(), database.session()
    if complaint := capacity_complaint():
        return refuse(complaint, members)
    email, role = written(request.form, "email"), request.form.get("role", "")
    if not team_roles.below(g.capacity.role):
        return refuse("Only the owner, admins and managers can invite people.", members, 403)
    if role not in team_roles.below(g.capacity.role):
        return refuse("Choose a role below your own.", members, 422, "role")
    account = teams.account_of(db, team.world_id, email)
    if account is None:
        return refuse("Nobody here has this email address.", members, 422, "email")
    if account.status != "open":
        return refuse("That account is closed.", members, 409, "email")
    if membership := teams.current_membership(db, team, account):
        state = "is already in the team" if membership.status == "active" else "has already been invited"
        return refuse(f"{account.name} {state}.", members, 409, "email")
    teams.invite(db, team, account, role, g.account)
    flash(f"{account.name} has been invited as {with_article(role)}.")
    return redirect(url_for(".members"))


@bp.post("/<key>/withdraw")
@login_required
def withdraw(key: str) -> ResponseReturnValue:
    """Withdraw an invitation."""
    invitation = _membership_below(key)
    if not isinstance(invitation, Membership):
        return invitation
    if not teams.answer_invitation(database.session(), invitation, "withdrawn"):
        return refuse("That invitation is no longer valid.", members)
    flash(f"{invitation.account.name} is no longer invited.")
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
    message = f"{g.account.name} has made you {with_article(role)} of {membership.team.name}."
    outbox.mail_account(database.session(), membership.account, f"Your role in {membership.team.name}", message)
    flash(f"{membership.account.name} is now {with_article(role)}.")
    return redirect(url_for(".members"))


@bp.post("/<key>/remove")
@login_required
def remove(key: str) -> ResponseReturnValue:
    """Remove somebody with a lower role; their account closes too if this was all they had. Claim D12."""
    membership = _member_below(key)
    if not isinstance(membership, Membership):
        return membership
    account = membership.account
    numbered_closing = closing_of(capacity_in(membership), "membership")
    closings.remove(database.session(), membership, g.account, numbered_closing and numbered_closing[1])
    closed = " That was their last team, so their account is closed." if account.status != "open" else ""
    flash(f"{account.name} has been removed.{closed}")
    return redirect(url_for(".members"))


def _team() -> Team:
    """The team that the reader acts for."""
    team: Team = g.capacity.team or abort(404)
    return team


def _membership_below(key: str) -> Membership | ResponseReturnValue:
    """A membership or invitation with a role below the reader's own; else a refusal."""
    membership = row_or_404(Membership, key)
    if membership.team_id != _team().id:
        abort(404)
    if membership.account_id == g.account.id:
        return refuse("You cannot do that to yourself.", members, 403)
    if not team_roles.outranks(g.capacity.role, membership.role):
        return refuse(f"Only somebody with a higher role than {membership.account.name} can do that.", members, 403)
    return membership


def _member_below(key: str) -> Membership | ResponseReturnValue:
    """The same, of somebody who is in the team now."""
    membership = _membership_below(key)
    if isinstance(membership, Membership) and membership.status != "active":
        return refuse(f"{membership.account.name} is no longer in the team.", members)
    return membership
