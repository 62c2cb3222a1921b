"""Pages with one form, each behind a link of a section of the settings."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import abort, g, make_response, render_template, url_for

from mocksite.views.credentials import refusal_status


@dataclass(frozen=True)
class Line:
    """A field of a form: its name, its label, its type, and its value before anything is written."""

    name: str
    label: str
    type: str = "text"
    autocomplete: str = "off"
    value: str = ""


@dataclass(frozen=True)
class FormPage:
    """A page with a form; ``says`` is a sentence above it."""

    heading: str
    lines: list[Line]
    button: str
    says: str = ""


def draw_form(place: str, form: FormPage) -> str:
    """The page of a form, which leads back to a section."""
    return render_template("form.html", form=form, back=url_for("settings.section", place=place))


def refuse_form(place: str, form: FormPage, complaints: Mapping[str, str | None]) -> None:
    """Draw the form again with its complaints, if there are any."""
    g.complaints = {name: complaint for name, complaint in complaints.items() if complaint}
    if g.complaints:
        abort(make_response(draw_form(place, form), refusal_status(g.complaints.values())))
