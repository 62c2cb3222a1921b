"""What somebody can do instead of closing: how they are seen, a break from work, another user name."""

from datetime import UTC, date, datetime, time, timedelta

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from mocksite.db import database
from mocksite.db.models import Account
from mocksite.rules import visibility
from mocksite.rules.closing_texts import day
from mocksite.rules.form_fields import user_name_complaint, written
from mocksite.views import gate
from mocksite.views.access import edition_of, login_required
from mocksite.views.failures import refuse
from mocksite.views.settings import draw, panel_of, saved, section

bp = Blueprint("profile", __name__, url_prefix="/settings/<place>")
bp.before_request(gate.guard)
LONGEST_BREAK = timedelta(days=365)


@bp.post("/availability")
@login_required
def save_availability(place: str) -> ResponseReturnValue:
    """Say whether work can be offered. Claims C5, D16."""
    panel_of(place, "availability")
    names, chosen = edition_of(g.account).availability, written(request.form, "availability")
    if chosen not in (names.available, names.unavailable):
        return draw(place, wrong={"availability": "Choose one of the two."}), 422
    g.account.available = chosen == names.available
    return saved(place, f"Others see that you are: {chosen}.")


@bp.post("/visibility")
@login_required
def save_visibility(place: str) -> ResponseReturnValue:
    """Choose who sees the profile. Claims C3, C4, D19."""
    panel_of(place, "visibility")
    edition, chosen = edition_of(g.account), written(request.form, "visibility")
    option = next((option for option in edition.visibility if option.label == chosen), None)
    if option is None:
        return draw(place, wrong={"visibility": "Choose one of the list."}), 422
    seen = visibility.choose(g.account, edition, option, g.account.world.now)
    g.account.visibility, g.account.visibility_before, g.account.visibility_from = seen
    return saved(place, f"Your profile is now: {option.label}.")


@bp.post("/pause")
@login_required
def pause(place: str) -> ResponseReturnValue:
    """Take a break from work until a day; it ends by itself. Claim C14."""
    panel_of(place, "pause")
    now = g.account.world.now
    if visibility.is_paused(g.account, now):
        return refuse(f"You take a break already, until {day(g.account.paused_until)}.", section, place=place)
    until = _morning(written(request.form, "until"))
    if until is None or not now < until <= now + LONGEST_BREAK:
        complaint = "Choose a day from tomorrow on, at most a year away."
        return draw(place, wrong={"until": complaint}), 422
    g.account.paused_until = until
    return saved(place, f"You take a break until {day(until)}. Everything stays as it is.")


@bp.post("/resume")
@login_required
def resume(place: str) -> ResponseReturnValue:
    """End a break before its day."""
    panel_of(place, "pause")
    if not visibility.is_paused(g.account, g.account.world.now):
        return refuse("You do not take a break.", section, place=place)
    g.account.paused_until = None
    return saved(place, "You are back. Others find you again.")


@bp.post("/user-name")
@login_required
def save_user_name(place: str) -> ResponseReturnValue:
    """Change the name that logs in. Claim C7."""
    panel_of(place, "user-name")
    given = written(request.form, "user-name").lower()
    same = select(Account.id).where(Account.world_id == g.account.world_id, Account.username == given)
    complaint = user_name_complaint(given)
    if complaint is None and given == g.account.username:
        complaint = "That is your user name already."
    elif complaint is None and database.session().scalar(same):
        complaint = "Somebody else has that user name."
    if complaint:
        return draw(place, wrong={"user-name": complaint}), 422
    g.account.username = given
    return saved(place, f"Your user name is now: {given}.")


def _morning(written_day: str) -> datetime | None:
    """Midnight (UTC) as a day begins; None where it is not one, such as ``2026-02-30``."""
    try:
        return datetime.combine(date.fromisoformat(written_day), time(), UTC)
    except ValueError:
        return None
