"""Members & Permissions: the people in a team, and what those with a higher role can do."""

from flask import Blueprint, abort, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from mocksite.catalog import team_roles, worlds
from mocksite.catalog.personas import with_article
from mocksite.db import database
from mocksite.db.models import Membership, Team
from mocksite.queries import world_edition
from mocksite.queries.capacities import capacity_in
from mocksite.rules.form_fields import written
from mocksite.services import closings, outbox, teams, undo
from mocksite.views.current_account import capacity_complaint
from mocksite.views.error_pages import refuse, refuse_if
from mocksite.views.guards import row_or_404
from mocksite.views.paging import paged
from mocksite.views.redirects import done, done_for_now
from mocksite.views.settings import closing_of

PAGE = "members.members"
bp = Blueprint("members", __name__, url_prefix="/members")


@bp.get("")
def members() -> ResponseReturnValue:
    team = _team()
    invited = [row for row in team.memberships if row.status == "invited"]
    below = team_roles.below(g.capacity.role)
    return render_template(
        "teams/members.html",
        team=team,
        members=paged(team.members, url_for(PAGE), lambda row: f"{row.account.name} {row.account.email}"),
        invited=invited,
        below=below,
        roles=team_roles.ROLES,
        can_remove=_can_remove(team),
        undoables=undo.possible(database.session(), g.capacity, PAGE),
    )


@bp.post("")
def invite() -> ResponseReturnValue:
    """Invite somebody with a role below the reader's own."""
    team, db = _team(), database.session()
    refuse_if(capacity_complaint(), members)
    email, role = written(request.form, "email"), request.form.get("role", "")
    if not team_roles.below(g.capacity.role):
        refuse("Only the owner, admins and managers can invite people.", members, 403)
    if role not in team_roles.below(g.capacity.role):
        refuse("Choose a role below your own.", members, 422, "role")
    account = teams.account_of(db, team.world_id, email)
    if account is None:
        refuse("Nobody here has this email address.", members, 422, "email")
    if account.status != "open":
        refuse("That account is closed.", members, 409, "email")
    if membership := teams.current_membership(db, team, account):
        state = "is already in the team" if membership.status == "active" else "has already been invited"
        refuse(f"{account.name} {state}.", members, 409, "email")
    teams.invite(db, team, account, role, g.account)
    return done(f"{account.name} has been invited as {with_article(role)}.", ".members")


@bp.post("/<key>/withdraw")
def withdraw(key: str) -> ResponseReturnValue:
    """Withdraw an invitation."""
    invitation = _membership_below(key)
    if not teams.answer_invitation(database.session(), invitation, "withdrawn"):
        refuse("That invitation is no longer valid.", members)
    return done(f"{invitation.account.name} is no longer invited.", ".members")


@bp.post("/<key>/role")
def change_role(key: str) -> ResponseReturnValue:
    membership, role = _member_below(key), request.form.get("role", "")
    if role not in team_roles.below(g.capacity.role):
        refuse("Choose a role below your own.", members, 422)
    membership.role = role
    message = f"{g.account.name} has made you {with_article(role)} of {membership.team.name}."
    outbox.mail_account(database.session(), membership.account, f"Your role in {membership.team.name}", message)
    return done(f"{membership.account.name} is now {with_article(role)}.", ".members")


@bp.post("/<key>/remove")
def remove(key: str) -> ResponseReturnValue:
    """Remove somebody with a lower role, and close their account if it was all they had. Claim D12."""
    membership = _member_below(key)
    if not _can_remove(membership.team):
        abort(404)
    numbered_closing = closing_of(capacity_in(membership), "membership")

    def act() -> str:
        closings.remove(database.session(), membership, g.account, numbered_closing and numbered_closing[1])
        is_closed = membership.account.status != "open"
        closed = " That was their last team, so their account is closed." if is_closed else ""
        return f"{membership.account.name} has been removed.{closed}"

    return done_for_now(act, PAGE)


def _can_remove(team: Team) -> bool:
    """Whether the world has the rules that members can be removed from such a team, and by the reader's role."""
    rules = (worlds.REMOVAL_FROM.format(team.kind), worlds.REMOVAL_BY.format(g.capacity.role))
    return not any(world_edition.is_without(g.account.world, rule) for rule in rules)


def _team() -> Team:
    team: Team = g.capacity.team or abort(404)
    return team


def _membership_below(key: str) -> Membership:
    """A place or invitation with a role below the reader's own."""
    membership = row_or_404(Membership, key)
    if membership.team_id != _team().id:
        abort(404)
    if membership.account_id == g.account.id:
        refuse("You cannot do that to yourself.", members, 403)
    if not team_roles.outranks(g.capacity.role, membership.role):
        refuse(f"Only somebody with a higher role than {membership.account.name} can do that.", members, 403)
    return membership


def _member_below(key: str) -> Membership:
    """The place of a current member with a lower role."""
    membership = _membership_below(key)
    if membership.status != "active":
        refuse(f"{membership.account.name} is no longer in the team.", members)
    return membership
