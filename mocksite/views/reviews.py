"""Asking support to remove an undeserved review. Claim C2."""

from flask import Blueprint, abort, g, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from mocksite.db import database
from mocksite.db.models import Review, SupportRequest
from mocksite.rules.form_fields import text_complaint, written
from mocksite.services import support_requests
from mocksite.views.error_pages import refuse, refuse_if
from mocksite.views.guards import row_or_404
from mocksite.views.settings import panel_of, saved, section

bp = Blueprint("reviews", __name__, url_prefix="/settings/<place>/reviews")


@bp.get("/<key>")
def review(place: str, key: str) -> ResponseReturnValue:
    return render_template("settings/review.html", place=place, review=_about_reader(place, key))


@bp.post("/<key>")
def ask(place: str, key: str) -> ResponseReturnValue:
    about_reader, message = _about_reader(place, key), written(request.form, "message")
    if about_reader.status != "shown":
        refuse("That review has already been removed.", section, place=place)
    if _has_open_request(about_reader):
        refuse("Support already has your request about that review; wait for its answer.", section, place=place)
    refuse_if(text_complaint("Message", message), review, 422, "message", place=place, key=key)
    support_requests.submit(database.session(), g.account, "review", message, review_id=about_reader.id)
    return saved(place, "Support has your request. You will hear from us by email.")


def _about_reader(place: str, key: str) -> Review:
    panel_of(place, "reviews")
    review = row_or_404(Review, key)
    return review if review.about_id == g.account.id else abort(404)


def _has_open_request(about_reader: Review) -> bool:
    request_id = select(SupportRequest.id)
    about = request_id.where(SupportRequest.review_id == about_reader.id, SupportRequest.status == "open")
    return database.session().scalar(about) is not None
