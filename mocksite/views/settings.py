"""The settings: their sections, and the controls of closings."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, abort, g, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from mocksite.catalog import team_roles, worlds
from mocksite.catalog.ends import ASK_ADMIN, DESKTOP_ONLY, OWNER_ONLY
from mocksite.db import database
from mocksite.db.models import Account
from mocksite.editions.closing_schema import Closing, Device, Subject
from mocksite.editions.schema import Panel, Section
from mocksite.queries import capacity_rows
from mocksite.queries.capacities import Capacity
from mocksite.queries.closing_scope import acts_as_owner
from mocksite.queries.world_edition import is_without
from mocksite.rules import closing_rules, plans
from mocksite.rules.form_fields import QUESTIONS
from mocksite.services import recovery_codes, subscriptions, undo
from mocksite.views.current_account import edition_of
from mocksite.views.redirects import done

PAGE = "settings.section"
bp = Blueprint("settings", __name__, url_prefix="/settings")
# What a panel's template needs from the database, by the name of the variable.
ROWS: dict[Panel, dict[str, Callable[[Session, Account], object]]] = {
    "portfolio": {"my_projects": capacity_rows.projects_of},
    "reviews": {"my_reviews": capacity_rows.reviews_of},
    "two-factor": {"codes_left": recovery_codes.left},
    "plan": {
        "charges": subscriptions.charges_of,
        "undoables": lambda db, _account: undo.possible(db, g.capacity, PAGE),
    },
}


@bp.get("/")
def overview() -> ResponseReturnValue:
    return draw("settings")


@bp.get("/<place>")
def section(place: str) -> ResponseReturnValue:
    return draw(place)


def draw(place: str, **context: object) -> str:
    """The page of a section, or the first page."""
    return render_template("settings/page.html", **settings_page(place), **context)


def saved(place: str, message: str) -> ResponseReturnValue:
    """Redirect to a section, with a message."""
    return done(message, PAGE, place=place)


def panel_of(place: str, panel: Panel) -> Section:
    """The section of that id if it has the panel; else 404."""
    section = edition_of(g.account).section(place, g.capacity.persona)
    if section is None or panel not in section.panels:
        abort(404)
    return section


def settings_page(place: str) -> dict[str, object]:
    """The variables of a section's template; 404 if the reader has no such section."""
    edition = edition_of(g.account)
    current = edition.section(place, g.capacity.persona)
    if place != "settings" and not (current and _is_visible(current)):
        abort(404)
    panels = current.panels if current else []
    needed = [row for panel in panels for row in ROWS.get(panel, {}).items()]
    return {
        **{name: load(database.session(), g.account) for name, load in needed},
        "current": current,
        "listed": [part for part in edition.listed(current, g.capacity.persona) if _is_visible(part)],
        "questions": QUESTIONS,
        "more_connects": plans.next_grant(edition.plans, g.account.plan, g.account.connects) if edition.plans else 0,
        "explains_visibility": bool(edition.visibility) and not is_without(g.account.world, worlds.VISIBILITY_MEANINGS),
        "controls_last": not is_without(g.account.world, worlds.CONTROL_AT_THE_BOTTOM),
        "controls": [control for of in subjects(g.capacity) if (control := _control(g.capacity, of, place))],
        "my_teams": [(capacity, _control(capacity, "membership", place)) for capacity in g.capacities if capacity.team],
    }


def _is_visible(section: Section) -> bool:
    """An agency's section is only for readers who act for one."""
    of_agency = section.panels == ["agency-profile"]
    return not of_agency or (g.capacity.team is not None and g.capacity.team.kind == "agency")


def device() -> Device:
    """The kind of device that the client hint, or else the user agent, names.

    A tablet that calls itself mobile is mobile; one that asks for desktop pages, as iPads can, is a desktop. Claim D2.
    """
    hint = request.headers.get("Sec-CH-UA-Mobile")
    mobile = hint == "?1" if hint in ("?0", "?1") else "Mobi" in request.headers.get("User-Agent", "")
    return "mobile" if mobile else "desktop"


@dataclass(frozen=True)
class Control:
    """The control of a closing, of a team if ``team`` is its key, or the ``explanation`` instead."""

    number: int
    closing: Closing
    team: str | None
    explanation: str | None

    @property
    def id(self) -> str:
        return control_id(self.number, self.team)


def control_id(number: int, team: str | None) -> str:
    """The id of the control of a closing, from which a reader who leaves the closing goes on."""
    return f"closing-{number}-{team}" if team else f"closing-{number}"


def subjects(capacity: Capacity) -> list[Subject]:
    """What can be closed in a capacity, other than memberships."""
    team: list[Subject] = [capacity.team.kind] if capacity.team else []
    return ["account", *team]


def closing_of(capacity: Capacity, of: Subject) -> tuple[int, Closing] | None:
    """The closing of a subject that is shown in a capacity, with its number."""
    circumstances = frozenset(capacity.account.circumstances)
    return closing_rules.closing_for(edition_of(capacity.account), of, capacity.persona, circumstances)


def can_leave(capacity: Capacity) -> bool:
    """Whether the world has the rule that people can leave that kind of team. Claim D24."""
    kind = capacity.team and capacity.team.kind
    return not is_without(capacity.account.world, worlds.LEAVING.format(kind))


def _control(capacity: Capacity, of: Subject, place: str) -> Control | None:
    numbered_closing = closing_of(capacity, of)
    if numbered_closing is None or numbered_closing[1].at not in (place, "navigation"):
        return None
    if of == "membership" and not can_leave(capacity):
        return None
    number, closing = numbered_closing
    # Obligations block a closing but do not hide its control.
    has_question = capacity.account.security_question is not None
    applicant = closing_rules.Applicant(
        capacity.persona, has_security_question=has_question, acts_as_owner=acts_as_owner(capacity)
    )
    refusal = closing_rules.why_not_offered(closing, applicant, device())
    team = capacity.team.key if capacity.team and of != "account" else None
    return Control(number, closing, team, explain(refusal, closing, capacity) if refusal else None)


def explain(refusal: closing_rules.Refusal, closing: Closing, capacity: Capacity) -> str:
    """Why the reader cannot use a closing, and what to do instead."""
    if refusal.kind == "device":
        return DESKTOP_ONLY
    if refusal.kind == "needs":
        return f"Set a security question first; then {closing.control} appears here."
    membership = capacity.membership
    if refusal.kind == "own" or membership is None:
        return "You own this team, so you cannot leave it, but you can close it."
    team = membership.team
    if refusal.kind == "owner":
        leaving = closing_of(capacity, "membership")
        or_leave = ", or leave the team yourself" if leaving and capacity.persona in leaving[1].by else ""
        return f"{team.name} belongs to {team.owner.name}. {OWNER_ONLY} Ask them{or_leave}."
    higher = [row for row in team.members if team_roles.outranks(row.role, membership.role)]
    return f"{ASK_ADMIN} In {team.name}: {', '.join(f'{row.account.name} ({row.role})' for row in higher)}."
