"""Asking support to remove a review that is undeserved. Claim C2."""

from flask import Blueprint, abort, g, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from mocksite.db import database
from mocksite.db.models import Review, SupportRequest
from mocksite.rules.form_fields import text_complaint, written
from mocksite.services import support_requests
from mocksite.views import gate
from mocksite.views.access import login_required, named
from mocksite.views.failures import refuse
from mocksite.views.settings import panel_of, saved, section

bp = Blueprint("reviews", __name__, url_prefix="/settings/<place>/reviews")
bp.before_request(gate.guard)


@bp.get("/<key>")
@login_required
def review(place: str, key: str) -> ResponseReturnValue:
    return render_template("settings/review.html", place=place, review=_about_me(place, key))


@bp.post("/<key>")
@login_required
def ask(place: str, key: str) -> ResponseReturnValue:
    found, message = _about_me(place, key), written(request.form, "message")
    if found.status != "shown":
        return refuse("That review is removed already.", section, place=place)
    if _asked(found):
        return refuse("Support has your request about that review; wait for its answer.", section, place=place)
    if wrong := text_complaint("Message", message):
        return refuse(wrong, review, 422, "message", place=place, key=key)
    about = support_requests.RequestDetails(review_id=found.id)
    support_requests.submit(database.session(), g.account, "review", message, about)
    return saved(place, "Support has your request. You will hear from us by email.")


def _about_me(place: str, key: str) -> Review:
    """A review about the reader; else there is no such page."""
    panel_of(place, "reviews")
    found = named(Review, key)
    return found if found.about_id == g.account.id else abort(404)


def _asked(found: Review) -> bool:
    """Whether support has not decided yet."""
    waits = select(SupportRequest.id).where(SupportRequest.review_id == found.id, SupportRequest.status == "open")
    return database.session().scalar(waits) is not None
