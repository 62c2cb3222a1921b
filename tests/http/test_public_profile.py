"""Skills and a portfolio, as their owner changes them and others see them."""

import pytest

from flows.site.client import World
from tests.support.changes import changed_rows
from tests.support.gated_edition import gated
from tests.support.http_client import HttpClient, Page, log_in
from tests.support.types import EditionData, MakeWorld

MINE = "/settings/me"
PROJECT = {"title": "A cookery book", "about": "Two hundred pages."}


def site() -> EditionData:
    edition = gated()
    edition["sections"].append({"id": "me", "label": "How I am seen", "panels": ["skills", "portfolio"]})
    return edition


pytestmark = pytest.mark.world(edition=site())


def seen(world: World) -> Page:
    return log_in(world, "client").get(f"/talent/{world.id}/freelancer")


def test_new_skills_are_seen_by_others(world: World, reader: HttpClient) -> None:
    old = world.state()["accounts"]["freelancer"]["skills"]
    assert f"Skills: {old}" in seen(world).texts("p")
    saved = reader.submit(f"{MINE}/skills", {"skills": " Book design "})
    assert saved.message == "Your skills are now: Book design."
    assert "Skills: Book design" in seen(world).texts("p")
    reader.submit(f"{MINE}/skills", {"skills": old})
    assert world.changes() == []


def test_projects_come_and_go(world: World, reader: HttpClient) -> None:
    before = seen(world).texts("strong")
    assert reader.submit(f"{MINE}/portfolio", PROJECT).message == "“A cookery book” is in your portfolio."
    assert PROJECT["title"] in seen(world).texts("strong")
    removed = reader.submit(f"{MINE}/portfolio/project-3/remove")
    assert removed.message == "“A cookery book” is no longer in your portfolio."
    assert (seen(world).texts("strong"), world.changes()) == (before, [])
    reader.submit(f"{MINE}/portfolio/project-1/remove")
    assert list(changed_rows(world)) == ["/projects/project-1"]


@pytest.mark.parametrize(
    ("what", "form", "complaints"),
    [
        ("skills", {"skills": ""}, {"skills": "Skills is needed."}),
        ("skills", {"skills": "x" * 121}, {"skills": "Write at most 120 characters, on one line."}),
        ("portfolio", {**PROJECT, "title": ""}, {"title": "Title is needed."}),
        ("portfolio", {**PROJECT, "about": " "}, {"about": "About the project is needed."}),
    ],
)
def test_what_is_missing_or_too_long_is_refused(
    world: World, reader: HttpClient, what: str, form: dict[str, str], complaints: dict[str, str]
) -> None:
    refused = reader.submit(f"{MINE}/{what}", form)
    assert (refused.status_code, refused.complaints, world.changes()) == (422, complaints, [])


def test_nobody_else_removes_a_project(world: World) -> None:
    client = log_in(world, "client")
    client.get(MINE)
    assert client.submit(f"{MINE}/portfolio/project-1/remove").status_code == 404
    assert world.changes() == []


@pytest.mark.parametrize("what", ["skills", "portfolio", "portfolio/project-1/remove"])
def test_an_edition_without_the_panels_has_no_page_for_them(make_world: MakeWorld, what: str) -> None:
    world = make_world(gated())
    assert log_in(world).submit(f"/settings/account/{what}", {"skills": "Cooking", **PROJECT}).status_code == 404
    assert world.changes() == []
