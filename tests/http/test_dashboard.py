"""The links on the home page are those of the edition, as far as the reader has their pages."""

import pytest

from tests.support.gated_edition import gated
from tests.support.http_client import log_in
from tests.support.types import MakeWorld

DASHBOARD = {"proposals": "My proposals", "billing": "My bills", "settings": "My settings"}
SHOWN = {"freelancer": ["My proposals", "My settings"], "client": ["My bills", "My settings"]}


@pytest.mark.parametrize("persona", SHOWN)
def test_the_home_page_links_to_what_the_edition_names(make_world: MakeWorld, persona: str) -> None:
    home = log_in(make_world({**gated(), "dashboard": DASHBOARD}, persona)).get("/home")
    (links,) = home.find("nav", aria_label="Your account")
    assert [link.get_text() for link in links.find_all("a")] == SHOWN[persona]


def test_other_home_pages_have_no_links(make_world: MakeWorld) -> None:
    assert log_in(make_world(gated())).get("/home").find("nav", aria_label="Your account") == []
