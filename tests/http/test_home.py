"""The home page: its figures lead to their pages, and it says what waits for the reader."""

from typing import Any

import pytest

from flows.site.client import World
from tests.support.http_client import HttpClient, Page, log_in
from tests.support.signup import sign_up
from tests.support.support_desk import decide
from tests.support.teams_edition import nothing_asked
from tests.support.types import MakeWorld

JOBS, BILLING, MEMBERS = "/my-jobs", "/billing", "/members"
OFFERED = {"Active contracts": JOBS, "Past contracts": JOBS, "Open proposals": "/proposals", "Balance": "/payments"}
TEAM = {"People in the team": MEMBERS}
# The figures of each persona, and where they lead.
TILES: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "freelancer": ((), OFFERED),
    "agency-owner": ((), {**OFFERED, **TEAM}),
    "client": (
        (),
        {"Active contracts": JOBS, "Past contracts": JOBS, "Open jobs": JOBS, "Unpaid invoices": BILLING, **TEAM},
    ),
    "admin": ((), {"Open jobs": JOBS, "Unpaid invoices": BILLING, **TEAM, "Your role": MEMBERS}),
    "manager": ((), {"Open jobs": JOBS, **TEAM, "Your role": MEMBERS}),
    "member": ((), {**TEAM, "Your role": MEMBERS}),
    "member of an agency": (("in-agency",), {**TEAM, "Your role": MEMBERS}),
}


def waiting(page: Page) -> list[str]:
    return [text for row in page.find("ul", aria_label="What waits for you") for text in row.stripped_strings]


@pytest.mark.parametrize("persona", TILES)
def test_every_figure_leads_to_a_page_of_the_reader(make_world: MakeWorld, persona: str) -> None:
    circumstances, tiles = TILES[persona]
    reader = log_in(make_world(nothing_asked(), persona.partition(" ")[0], circumstances=circumstances))
    home = reader.get("/home")
    links = {link.get_text(): str(link["href"]) for link in home.find("a", class_="stretched-link")}
    assert links == tiles
    assert {path: reader.get(path).status_code for path in links.values()} == dict.fromkeys(links.values(), 200)
    assert "Nothing needs your attention." in home.texts("p", class_="detail mb-0")


WAITING: dict[str, tuple[dict[str, Any], list[str], str]] = {
    "a refund": ({"persona": "freelancer", "having": ("pending-refund",)}, ["1 refund to approve"], "/payments"),
    "two refunds": (
        {"persona": "client", "having": ("pending-refund", "pending-refund")}, ["2 refunds to approve"], "/payments",
    ),
    "an invoice": ({"persona": "client", "having": ("unpaid-invoice",)}, ["1 invoice to pay"], "/billing"),
}  # fmt: skip


@pytest.mark.parametrize(("arguments", "says", "path"), WAITING.values(), ids=WAITING)
def test_it_says_what_waits_for_the_reader(
    make_world: MakeWorld, arguments: dict[str, Any], says: list[str], path: str
) -> None:
    home = log_in(make_world(nothing_asked(), **arguments)).get("/home")
    assert waiting(home) == says
    assert path in home.linked_paths


def test_an_admin_sees_what_the_company_has_to_pay(make_world: MakeWorld) -> None:
    world = make_world(nothing_asked(), "client", having=("unpaid-invoice", "team-member"))
    member = next(key for key, row in world.state()["memberships"].items() if row["account"] == "member")
    owner = log_in(world)
    owner.get(MEMBERS)
    owner.submit(f"{MEMBERS}/{member}/role", {"role": "admin"})
    assert waiting(log_in(world, "member").get("/home")) == ["1 invoice to pay"]


def test_a_question_from_support_waits(world: World, reader: HttpClient) -> None:
    reader.get("/support")
    reader.submit("/support", {"message": "Where is it?"})
    assert waiting(reader.get("/home")) == []
    decide(log_in(world, "support-agent"), "ask", "Where is what?")
    assert waiting(reader.get("/home")) == ["1 question from support to answer"]


BEGINNINGS = {
    "client": {"Look for freelancers": "/talent", "Post your first job": "/my-jobs/post"},
    "freelancer": {"See the jobs on offer": "/find-work"},
}


@pytest.mark.parametrize("persona", BEGINNINGS)
def test_somebody_new_is_shown_where_to_begin(newcomer: HttpClient, world: World, persona: str) -> None:
    home = sign_up(newcomer, world, persona=persona).get("/home")
    links = {
        link.get_text(): str(link["href"]) for step in home.find("p", class_="panel") for link in step.find_all("a")
    }
    assert links == BEGINNINGS[persona]
    assert {path: newcomer.get(path).status_code for path in links.values()} == dict.fromkeys(links.values(), 200)
