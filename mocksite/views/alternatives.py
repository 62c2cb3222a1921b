"""Alternatives to closing: availability, visibility, a break, another user name."""

from datetime import UTC, date, datetime, time, timedelta

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from mocksite.catalog import worlds
from mocksite.db import database
from mocksite.db.models import Account
from mocksite.queries import world_edition
from mocksite.rules import visibility
from mocksite.rules.closing_texts import day
from mocksite.rules.form_fields import user_name_complaint, written
from mocksite.views.current_account import edition_of
from mocksite.views.error_pages import refuse, refuse_if
from mocksite.views.settings import panel_of, saved, section

bp = Blueprint("profile", __name__, url_prefix="/settings/<place>")
LONGEST_BREAK = timedelta(days=365)


@bp.post("/availability")
def save_availability(place: str) -> ResponseReturnValue:
    """Choose whether the reader takes work. Claims C5, D16."""
    panel_of(place, "availability")
    labels, chosen = edition_of(g.account).availability, written(request.form, "availability")
    if chosen not in (labels.available, labels.unavailable):
        refuse("Choose one of the two.", section, 422, "availability", place=place)
    if not g.account.available and world_edition.is_without(g.account.world, worlds.AVAILABILITY_BACK):
        refuse("You cannot become available again.", section, place=place)
    g.account.available = chosen == labels.available
    return saved(place, f"Your availability is now: {chosen}.")


@bp.post("/visibility")
def save_visibility(place: str) -> ResponseReturnValue:
    """Choose who sees the profile. Claims C3, C4, D19."""
    panel_of(place, "visibility")
    edition, chosen = edition_of(g.account), written(request.form, "visibility")
    option = next((option for option in edition.visibility if option.label == chosen), None)
    if option is None:
        refuse("Choose one from the list.", section, 422, "visibility", place=place)
    wider = visibility.is_wider(option, visibility.chosen(edition, g.account.visibility))
    if wider and world_edition.is_without(g.account.world, worlds.VISIBILITY_BACK):
        refuse("You cannot show it to more people again.", section, place=place)
    changes = visibility.choose(g.account, edition, option, g.account.world.now)
    g.account.visibility, g.account.visibility_before, g.account.visibility_from = changes
    return saved(place, f"Your profile is now: {option.label}.")


@bp.post("/pause")
def pause(place: str) -> ResponseReturnValue:
    """Take a break until a day. Claim C14."""
    panel_of(place, "pause")
    now = g.account.world.now
    if visibility.is_paused(g.account, now):
        refuse(f"You are already on a break until {day(g.account.paused_until)}.", section, place=place)
    until = _start_of_day(written(request.form, "until"))
    if until is None or not now < until <= now + LONGEST_BREAK:
        refuse("Choose a day between tomorrow and a year from now.", section, 422, "until", place=place)
    g.account.paused_until = until
    return saved(place, f"You take a break until {day(until)}. Everything stays as it is.")


@bp.post("/resume")
def resume(place: str) -> ResponseReturnValue:
    """End a break before its day."""
    panel_of(place, "pause")
    if not visibility.is_paused(g.account, g.account.world.now):
        refuse("You are not on a break.", section, place=place)
    g.account.paused_until = None
    return saved(place, "You are back. Others can find you again.")


@bp.post("/user-name")
def save_user_name(place: str) -> ResponseReturnValue:
    """Change the name to log in with. Claim C7."""
    panel_of(place, "user-name")
    name = written(request.form, "user-name").lower()
    taken = select(Account.id).where(Account.world_id == g.account.world_id, Account.username == name)
    complaint = user_name_complaint(name)
    if complaint is None and name == g.account.username:
        complaint = "That is already your user name."
    elif complaint is None and database.session().scalar(taken):
        complaint = "Somebody else has that user name."
    refuse_if(complaint, section, 422, "user-name", place=place)
    g.account.username = name
    return saved(place, f"Your user name is now: {name}.")


def _start_of_day(iso_date: str) -> datetime | None:
    """Midnight (UTC); None if there is no such day, such as ``2026-02-30``."""
    try:
        return datetime.combine(date.fromisoformat(iso_date), time(), UTC)
    except ValueError:
        return None
