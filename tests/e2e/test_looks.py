"""Pages and dialogs are accessible, and fit on a phone."""

import re

import pytest
from playwright.sync_api import Page

from flows.pages.login_page import LoginPage
from flows.pages.screen import Screen
from flows.site.client import World
from mocksite.catalog.obligations import OBLIGATIONS
from tests.support.editions import read_edition
from tests.support.teams_edition import as_guided
from tests.support.types import CheckLooks, MakeWorld, OpenPage

PAGES = ["/", "/home", "/my-jobs", "/proposals", "/payments", "/disputes", "/messages", "/messages/contract-4",
         "/support", "/settings/", "/settings/contact-info", "/settings/my-profile", "/settings/security",
         "/closing/start/0", "/nowhere"]  # fmt: skip
TEAM_PAGES = ["/home", "/my-jobs", "/my-jobs/post", "/payments", "/billing", "/members", "/new-account",
              "/new-account/freelancer"]  # fmt: skip


@pytest.mark.parametrize(("persona", "pages"), [("freelancer", PAGES), ("client", TEAM_PAGES)])
def test_pages_of_work_are_accessible_and_fit(
    make_world: MakeWorld, page: Page, check_looks: CheckLooks, persona: str, pages: list[str]
) -> None:
    owes = tuple(name for name, obligation in OBLIGATIONS.items() if persona in obligation.who)
    # Two, since the front page lists both.
    world, _ = (make_world(persona=persona, having=owes, circumstances=("no-security-question",)) for _ in range(2))
    login = LoginPage(page, world)
    login.open()
    check_looks(page)
    login.log_in(world.owner)
    page.get_by_role("button", name="Account menu").click()
    check_looks(page)
    check_looks(page, *pages)


# An admin sees all that a member sees, and more.
@pytest.mark.parametrize("persona", ["agency-owner", "admin", pytest.param("member", marks=pytest.mark.thorough)])
def test_pages_of_teams_are_accessible_and_fit(
    make_world: MakeWorld, page: Page, check_looks: CheckLooks, persona: str
) -> None:
    circumstances = ("in-agency", "several-teams") if persona != "agency-owner" else ()
    world = make_world(as_guided(), persona, circumstances=circumstances)
    LoginPage(page, world).log_in(world.owner)
    check_looks(page)
    page.get_by_role("button", name="Account menu").click()
    check_looks(page)
    check_looks(page, "/members")
    page.goto("/settings/my-teams")
    if persona == "admin":
        page.get_by_role("button", name="Actions").first.click()
    check_looks(page)
    check_looks(page, "/settings/my-info", "/settings/agency-profile")
    # The pages that close the agency and leave a team, or say who can.
    closings = page.request.get("/settings/agency-profile").text() + page.request.get("/settings/my-teams").text()
    check_looks(page, *re.findall(r'"(/closing/start/[^"]+)"', closings)[:2])


def test_pages_of_support_are_accessible_and_fit(
    make_world: MakeWorld, page: Page, check_looks: CheckLooks, open_page: OpenPage
) -> None:
    world = make_world(having=("dispute",), circumstances=("two-factor",))
    desk = open_page("desktop")
    reader, agent = Screen(page), Screen(desk)
    login = LoginPage(page, world)
    login.log_in(world.owner)
    check_looks(page)
    login.enter_code(world.owner)
    page.goto("/support")
    reader.fill("Message", "May I close my account?")
    reader.press("Send to support")
    LoginPage(desk, world).log_in(world.accounts["support-agent"])
    check_looks(desk)
    desk.get_by_label("Answer").first.fill("When do you want to?")
    agent.press("Ask for more")
    page.reload()
    check_looks(page)
    check_looks(desk)
    desk.get_by_label("Answer").last.fill("The work matches the brief.")
    agent.press("Decide for the client")
    check_looks(desk)


def test_pages_of_leaving_and_joining_are_accessible_and_fit(
    make_world: MakeWorld, page: Page, check_looks: CheckLooks, open_page: OpenPage
) -> None:
    world = make_world(circumstances=("support-review",))
    desk = open_page("desktop")
    screen = Screen(page)
    LoginPage(page, world).log_in(world.owner)
    check_looks(page, "/closing/start/1")
    screen.fill("Message", "Please close it.")
    screen.press("Send to support")
    check_looks(page)
    LoginPage(desk, world).log_in(world.accounts["support-agent"])
    Screen(desk).press("Close the account")
    LoginPage(page, world).log_in(world.owner)
    check_looks(page)
    screen.press("Ask support to reopen it")
    check_looks(page)
    screen.fill("Message", "I would like to come back.")
    screen.press("Send to support")
    check_looks(page)
    page.goto("/signup")
    for label, text in {"Name": "Robin", "Email": f"new.{world.owner.email}", "Phone": world.owner.phone}.items():
        screen.fill(label, text)
    screen.fill("Password", world.owner.password)
    screen.press("Join as a client")
    check_looks(page)
    screen.fill("Phone", "555 555 5555")
    screen.fill("Password", world.owner.password)
    screen.press("Join as a client")
    assert screen.heading.all_inner_texts() == ["Verify your phone"]
    check_looks(page)


def test_pages_that_ask_for_credentials_are_accessible_and_fit(
    make_world: MakeWorld, page: Page, check_looks: CheckLooks
) -> None:
    own = read_edition("own") | {
        "settings_as": "tabs",
        "gate": {"asks": ["password", "security-question"], "heading": "You?"},
    }
    own["sections"][-1] |= {"panels": ["two-factor", "security-question"], "under": "contact-info"}
    world = make_world(own)
    screen = Screen(page)
    LoginPage(page, world).log_in(world.owner)
    check_looks(page, "/settings/security")
    screen.fill("Password", "a wrong one")
    screen.fill("Security answer", "a wrong one")
    screen.press("Continue")
    check_looks(page)
    check_looks(page, "/gate/forgotten")
    screen.press("Ask support to reset it")
    check_looks(page)
    page.goto("/settings/security")
    screen.fill("Password", world.owner.password)
    screen.fill("Security answer", world.owner.security_answer or "")
    screen.press("Continue")
    screen.press("Turn on two-step login")
    check_looks(page)
    page.goto(f"/_control/worlds/{world.id}/outbox")
    assert screen.heading.all_inner_texts() == ["Outbox"]
    check_looks(page)


def test_every_page_says_it_is_a_mock(world: World, page: Page) -> None:
    LoginPage(page, world).log_in(world.owner)
    for path in ["/login", "/signup", *PAGES]:
        page.goto(path)
        note = page.get_by_text("This is a mock site. Nothing here is real. Never enter real credentials.")
        assert note.is_visible(), path
