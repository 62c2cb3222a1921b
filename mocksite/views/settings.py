"""The settings: their sections, and the control that closes the account."""

from flask import Blueprint, abort, g, render_template
from flask.typing import ResponseReturnValue

from mocksite import rules, store
from mocksite.catalog import DESKTOP_ONLY
from mocksite.closings import standing
from mocksite.fields import QUESTIONS
from mocksite.schema import Closing, Panel, Section
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


def panel_of(place: str, panel: Panel) -> Section:
    """The section of that id, if it has such a panel; else there is no such page."""
    found = next((part for part in edition_of(g.account).sections if part.id == place), None)
    if found is None or panel not in found.panels:
        abort(404)
    return found


def settings_page(place: str) -> dict[str, object]:
    """What the page of a section shows; 404 when the edition has no such section."""
    edition = edition_of(g.account)
    current = next((part for part in edition.sections if part.id == place), None)
    if current is None and place != "settings":
        abort(404)
    account_standing = standing(store.session(), g.account)
    found = rules.closing_for(edition, account_standing)
    page: dict[str, object] = {"current": current, "listed": edition.listed(current), "questions": QUESTIONS}
    if found and found[1].at in (place, "navigation"):
        number, closing = found
        refused = rules.hidden(closing, account_standing, device())
        page |= {"number": number, "closing": closing, "hidden": refused and _explain(refused, closing)}
    return page


def _explain(refused: rules.Refusal, closing: Closing) -> str:
    if refused.kind == "device":
        return DESKTOP_ONLY
    return f"Set a security question first; then {closing.control} appears here."
