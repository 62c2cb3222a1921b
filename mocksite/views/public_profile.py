"""What people change on their profile: what others read, their skills and their portfolio. Claim C22."""

from flask import Blueprint, g, request
from flask.typing import ResponseReturnValue

from mocksite.db import database
from mocksite.db.models import Project
from mocksite.rules.form_fields import line_complaint, text_complaint, written
from mocksite.views.error_pages import refuse_if
from mocksite.views.forms import FormPage, Line, draw_form, refuse_form
from mocksite.views.guards import own_row_or_404
from mocksite.views.settings import panel_of, saved, section

bp = Blueprint("public_profile", __name__, url_prefix="/settings/<place>")


@bp.get("/profile")
def profile(place: str) -> ResponseReturnValue:
    panel_of(place, "profile")
    return draw_form(place, _form())


@bp.post("/profile")
def save_profile(place: str) -> ResponseReturnValue:
    """Change what others read."""
    panel_of(place, "profile")
    headline, overview = written(request.form, "headline"), written(request.form, "overview")
    complaints = {"headline": line_complaint("Headline", headline), "overview": text_complaint("About you", overview)}
    refuse_form(place, _form(), complaints)
    g.account.headline, g.account.overview = headline, overview
    return saved(place, "Your profile is saved.")


def _form() -> FormPage:
    headline = Line("headline", "Headline", value=g.account.headline or "")
    overview = Line("overview", "About you", "text area", value=g.account.overview or "")
    return FormPage("Edit profile", [headline, overview], "Save profile")


@bp.post("/skills")
def save_skills(place: str) -> ResponseReturnValue:
    panel_of(place, "skills")
    skills = written(request.form, "skills")
    refuse_if(line_complaint("Skills", skills), section, 422, "skills", place=place)
    g.account.skills = skills
    return saved(place, f"Your skills are now: {skills}.")


@bp.post("/portfolio")
def add_project(place: str) -> ResponseReturnValue:
    panel_of(place, "portfolio")
    title, about = written(request.form, "title"), written(request.form, "about")
    refuse_if(line_complaint("Title", title), section, 422, "title", place=place)
    refuse_if(text_complaint("About the project", about), section, 422, "about", place=place)
    fields = {"account_id": g.account.id, "title": title, "about": about, "made_at": g.account.world.now}
    database.add(database.session(), g.account.world_id, Project, **fields)
    return saved(place, f"“{title}” is in your portfolio.")


@bp.post("/portfolio/<key>/remove")
def remove_project(place: str, key: str) -> ResponseReturnValue:
    panel_of(place, "portfolio")
    project = own_row_or_404(Project, key)
    database.session().delete(project)
    return saved(place, f"“{project.title}” is no longer in your portfolio.")
