"""Whatever people call themselves and their work, pages keep their width, and each text its own direction."""

from typing import Any

import pytest
from playwright.sync_api import Page

from flows.pages.account_menu import AccountMenu
from flows.pages.screen import Screen
from flows.site.client import World
from mocksite.rules.form_fields import LONGEST_LINE
from tests.e2e.test_every_window import sweep
from tests.support import signup
from tests.support.http_client import HttpClient, log_in
from tests.support.shipped_guides import one_of_each
from tests.support.types import MakeWorld
from tests.support.windows import paths_from, show_to

TEXTS = {
    "one long word": "W" * LONGEST_LINE,
    "from right to left": "מעצבת אתרים, 20 שנה (Worklane) — שלום!",
    "accents and emoji": "É\u0301milie 👩🏽 Ó\u0328lafs 🎨🇫🇷 " + "🎉" * 60,
    "many words": ("Ab " * 40).strip(),
}
PANELS = ["profile", "contact", "availability", "visibility", "skills", "portfolio", "reviews", "my-teams"]
EDITION: dict[str, Any] = {
    "title": "Texts",
    "menu": {"settings": "Settings", "log-out": "Log out"},
    "sections": [{"id": "me", "label": "Me", "panels": PANELS}],
    "visibility": [{"id": "public", "label": "Public", "found_by": "anyone", "opened_by": "anyone"}],
    "closing": [
        {
            "by": ["freelancer", "client"],
            "of": "account",
            "at": "me",
            "control": "Leave",
            "warn": ["open-job"],
            "stages": [{"heading": "Leave?", "asks": ["feedback?"], "button": "Leave now", "does": "close"}],
            "after": {"heading": "You have left", "cancelled": ["open-proposal"]},
        }
    ],
}


def written_by(world: World, text: str) -> HttpClient:
    """Sign a person up who is called so, as are their company, profile, work and words; leaves one thing of each."""
    newcomer = signup.sign_up(HttpClient(world.site.base_url), world, name=text, persona="client")
    newcomer.submit("/new-account/client", {"company": text})
    newcomer.submit("/my-jobs/post", {"title": text, "budget": "1000.00"})
    newcomer.submit("/new-account/freelancer", {"headline": text, "overview": text})
    newcomer.submit("/settings/me/skills", {"skills": text})
    newcomer.submit("/settings/me/portfolio", {"title": text, "about": text})
    newcomer.submit("/support", {"message": text})
    for who in ("freelancer", "client"):
        log_in(world, who).submit("/messages/contract-4", {"message": text})
    log_in(world, "client").submit("/members", {"email": signup.details(world)["email"], "role": "member"})
    return newcomer


@pytest.mark.parametrize("name", one_of_each([(name,) for name in TEXTS]))
def test_texts_keep_pages_as_they_are(make_world: MakeWorld, page: Page, name: str) -> None:
    text = TEXTS[name]
    world = make_world(EDITION, having=["active-contract"])
    newcomer = written_by(world, text)
    faults, shown = [], 0
    for reader in (newcomer, *(log_in(world, who) for who in ("client", "freelancer", "support-agent"))):
        show_to(page, reader)
        paths = [path for path in paths_from(page, "/") if text in page.request.get(path).text()]
        shown += len(paths)
        faults += sweep(page, paths, [(320, "light")])[0]
    assert faults == []
    assert shown > 10


@pytest.mark.parametrize(("name", "direction"), [("from right to left", "rtl"), ("many words", "ltr")])
def test_a_text_has_a_direction_of_its_own(make_world: MakeWorld, page: Page, name: str, direction: str) -> None:
    world = make_world(EDITION)
    newcomer = written_by(world, TEXTS[name])
    show_to(page, newcomer)
    page.goto("/settings/me")
    directions = page.get_by_text(TEXTS[name], exact=True).evaluate_all(
        "elements => elements.map(element => getComputedStyle(element).direction)"
    )
    assert len(directions) > 4
    assert set(directions) == {direction}
    AccountMenu(page).picture.click()
    assert Screen(page).words(TEXTS[name]).count()
