"""The pages of alternatives and reopening are accessible, and fit on a phone."""

from typing import Any

from playwright.sync_api import Page

from flows.pages.login_page import LoginPage
from flows.pages.screen import Screen
from flows.site.known_facts import attachments
from flows.walk.reader import links
from tests.support.types import CheckLooks, MakeWorld, OpenPage

PANELS = ["availability", "visibility", "pause", "user-name", "plan", "reviews", "download", "skills", "portfolio"]
VISIBILITY = [
    {"id": "public", "label": "Public", "found_by": "anyone", "opened_by": "anyone"},
    {"id": "hidden", "label": "Hidden", "found_by": "nobody", "opened_by": "anyone"},
]
GOES = {"profile": "deleted", "reviews": "deleted", "name": {"fate": "masked", "after": "P60D"}}


def edition(**restore: Any) -> dict[str, Any]:
    return {
        "title": "Everything",
        "menu": {"settings": "Settings", "log-out": "Log out"},
        "sections": [{"id": "me", "label": "How I am seen", "panels": PANELS}],
        "visibility": VISIBILITY,
        "visibility_takes": "P7D",
        "plans": {},
        "download": ["history", "files"],
        "retention": GOES,
        "closing": [
            {
                "by": ["freelancer", "client"],
                "of": "account",
                "at": "me",
                "control": "Leave",
                "warn": ["balance"],
                "stages": [{"heading": "Leave for good?", "button": "Leave now", "does": "close"}],
                "after": {"heading": "You have left", "mail": "Goodbye", "lost": ["balance"], "restore": restore},
            }
        ],
    }


def test_pages_of_the_alternatives_are_accessible_and_fit(
    make_world: MakeWorld, page: Page, check_looks: CheckLooks, open_page: OpenPage
) -> None:
    world = make_world(edition(by="support", within="P30D"), circumstances=("plus",), having=("balance",))
    other = open_page("desktop")
    screen, client = Screen(page), Screen(other)
    LoginPage(other, world).log_in(world.accounts["client"])
    other.goto("/my-jobs/post")
    client.fill("Title", "A logo for our van")
    client.fill("Budget", "120.00")
    client.press("Post job")
    LoginPage(page, world).log_in(world.owner)
    check_looks(page, "/settings/me", "/settings/me/plan/down", "/settings/me/reviews/review-1", "/find-work")
    screen.press("Send proposal")
    check_looks(page, "/find-work")
    page.goto("/settings/me")
    screen.choose("Visibility", "Hidden")
    screen.press("Save visibility")
    screen.fill("Paused until", "2026-06-01")
    screen.press("Pause")
    check_looks(page)
    check_looks(other, f"/talent/{world.id}", f"/talent/{world.id}/freelancer")
    page.goto("/closing/start/0")
    assert screen.words("What you could do instead").count()
    check_looks(page)


def test_pages_of_coming_back_are_accessible_and_fit(
    make_world: MakeWorld, page: Page, check_looks: CheckLooks, open_page: OpenPage
) -> None:
    world = make_world(edition(by="support", within="P30D", proof=True, takes="P2D"))
    desk = open_page("desktop")
    screen = Screen(page)
    LoginPage(page, world).log_in(world.owner)
    page.goto("/settings/me/reviews/review-1")
    screen.fill("Message", "That was not me.")
    screen.press("Send to support")
    LoginPage(desk, world).log_in(world.accounts["support-agent"])
    Screen(desk).press("Remove the review")
    check_looks(desk)
    page.goto("/closing/start/0")
    screen.press("Leave now")
    check_looks(page)
    LoginPage(page, world).log_in(world.owner)
    screen.press("Ask support to reopen it")
    screen.fill("Message", "Please.")
    check_looks(page)
    screen.attach("Proof of identity", attachments("files"))
    screen.press("Send to support")
    check_looks(page)
    screen.attach("Proof of identity", attachments("proof"))
    screen.press("Send to support")
    desk.reload()
    assert Screen(desk).words("Proof of identity").count()
    check_looks(desk)


def test_pages_of_a_mailed_link_and_an_appeal_are_accessible(
    make_world: MakeWorld, page: Page, check_looks: CheckLooks
) -> None:
    world = make_world(edition(by="link", within="P14D"))
    screen = Screen(page)
    LoginPage(page, world).log_in(world.owner)
    page.goto("/closing/start/0")
    screen.press("Leave now")
    (link,) = links(world.mail()[-1]["body"])
    check_looks(page, link)
    screen.press("Open it again")
    check_looks(page)
    check_looks(page, link)
    suspended = make_world(edition(by="support", within="P30D"), circumstances=("suspended",))
    LoginPage(page, suspended).log_in(suspended.owner)
    check_looks(page)
    screen.press("Appeal")
    check_looks(page)
