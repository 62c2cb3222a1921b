"""The settings: their sections, and what begins each closing, or is said in its place."""

from dataclasses import dataclass

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from mocksite.catalog import team_roles
from mocksite.catalog.ends import ASK_ADMIN, DESKTOP_ONLY, OWNER_ONLY
from mocksite.db import database
from mocksite.editions.closing_schema import Closing, Subject
from mocksite.editions.schema import Panel, Section
from mocksite.queries import capacity_rows
from mocksite.queries.capacities import Capacity, capacities_of
from mocksite.rules import closing_rules
from mocksite.rules.form_fields import QUESTIONS
from mocksite.views import gate
from mocksite.views.access import device, edition_of, login_required

bp = Blueprint("settings", __name__, url_prefix="/settings")
bp.before_request(gate.guard)


@bp.get("/")
@login_required
def overview() -> ResponseReturnValue:
    return draw("settings")


@bp.get("/<place>")
@login_required
def section(place: str) -> ResponseReturnValue:
    return draw(place)


def draw(place: str, **shown: object) -> str:
    """The page of a section, or the first page of the settings."""
    return render_template("settings/page.html", **settings_page(place), **shown)


def saved(place: str, words: str) -> ResponseReturnValue:
    """The page of a section again, with what was saved."""
    flash(words)
    return redirect(url_for("settings.section", place=place))


def panel_of(place: str, panel: Panel) -> Section:
    """The section of that id, if it has such a panel; else there is no such page."""
    found = edition_of(g.account).section(place, g.capacity.persona)
    if found is None or panel not in found.panels:
        abort(404)
    return found


def settings_page(place: str) -> dict[str, object]:
    """What the page of a section shows; 404 when the edition has no such section for the reader."""
    edition = edition_of(g.account)
    current = edition.section(place, g.capacity.persona)
    if place != "settings" and not (current and _is_shown(current)):
        abort(404)
    places = [capacity for capacity in capacities_of(database.session(), g.account) if capacity.team]
    return {
        "current": current,
        "listed": [part for part in edition.listed(current, g.capacity.persona) if _is_shown(part)],
        "questions": QUESTIONS,
        "my_reviews": capacity_rows.reviews_of(database.session(), g.account),
        "controls": [control for of in subjects(g.capacity) if (control := _control(g.capacity, of, place))],
        "my_teams": [(capacity, _control(capacity, "membership", place)) for capacity in places],
    }


def _is_shown(section: Section) -> bool:
    """Whether the reader sees a section: one of an agency, only who acts for one."""
    of_agency = section.panels == ["agency-profile"]
    return not of_agency or (g.capacity.team is not None and g.capacity.team.kind == "agency")


@dataclass(frozen=True)
class Control:
    """What begins a closing, or what is said in its place; ``team`` is of which team it is."""

    number: int
    closing: Closing
    team: str | None
    instead: str | None


def subjects(capacity: Capacity) -> list[Subject]:
    """What can be closed from a side, besides places in teams."""
    team: list[Subject] = [capacity.team.kind] if capacity.team else []
    return ["account", *team]


def closing_of(capacity: Capacity, of: Subject) -> tuple[int, Closing] | None:
    """The closing of something that is shown to a side, with its number."""
    return closing_rules.closing_for(
        edition_of(capacity.account), of, capacity.persona, frozenset(capacity.account.circumstances)
    )


def _control(capacity: Capacity, of: Subject, place: str) -> Control | None:
    """The control of a closing of a side, if it is in that place."""
    found = closing_of(capacity, of)
    if found is None or found[1].at not in (place, "navigation"):
        return None
    number, closing = found
    # What is owed decides whether a closing may go on, not whether its control is shown, so it is not looked up.
    has_question = capacity.account.security_question is not None
    standing = closing_rules.Standing(capacity.persona, has_security_question=has_question)
    refused = closing_rules.hidden(closing, standing, device())
    team = capacity.team.key if capacity.team and of != "account" else None
    return Control(number, closing, team, explain(refused, closing, capacity) if refused else None)


def explain(refused: closing_rules.Refusal, closing: Closing, capacity: Capacity) -> str:
    """Why a closing is not for its reader now, and what to do."""
    if refused.kind == "device":
        return DESKTOP_ONLY
    if refused.kind == "needs":
        return f"Set a security question first; then {closing.control} appears here."
    mine = capacity.membership
    if refused.kind == "own" or mine is None:
        return "You own it, so you cannot leave it: you can close it."
    team = mine.team
    if refused.kind == "owner":
        belongs, leaves = f"{team.name} belongs to {team.owner.name}.", closing_of(capacity, "membership")
        yourself = ", or go out of the team yourself" if leaves and capacity.persona in leaves[1].by else ""
        return f"{belongs} {OWNER_ONLY} Ask them{yourself}."
    above = [f"{row.account.name} ({row.role})" for row in team.members if team_roles.outranks(row.role, mine.role)]
    return f"{ASK_ADMIN} In {team.name}: {', '.join(above)}."
