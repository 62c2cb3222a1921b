"""A guide drawn from a model finds a defect in a browser, and is shrunk; the site as it is makes none of them false."""

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from flows.explore import search
from flows.explore.draw import length_in
from flows.explore.model import Act, End, Model, Route, Start, guide
from flows.explore.search import Drawn
from flows.explore.walks import Walks
from flows.site.client import Site
from tests.conftest import PATIENCE
from tests.support.editions import FOLDERS

DEFECT = "proposals-do-not-block"
WITHDRAW = Act(
    name="withdraw money",
    needs=["balance"],
    says=["Open **Payments** and click **Withdraw**."],
    becomes={"balance": ""},
)
TRY = Act(
    name="be refused",
    says=["Click your picture and select **Settings**.", "Go to **Contact Info** and click **Close my account**."],
    each={"open-proposal": "Check that **Open proposal** is shown."},
    lastly=["Click **Back to settings**."],
)
START = Start(persona="freelancer", facts=[], having=["open-proposal", "balance"])
MODEL = Model(
    facts={"open-proposal": "", "balance": ""},
    groups={"owing": ["open-proposal", "balance"]},
    start=[START],
    act=[WITHDRAW, TRY],
    end=[End(needs=["owing"], says=TRY.says, ends="blocked by {owing}")],
)


def test_a_defect_is_found_and_shrunk(browser: Browser, site: Site, tmp_path: Path) -> None:
    folder = tmp_path / "own"
    shutil.copytree(FOLDERS / "own", folder)
    walks, path = Walks(browser, site, PATIENCE), folder / "drawn.md"
    route = Route(START, ("open-proposal", "balance"), (), (WITHDRAW, TRY))
    path.write_text(guide(MODEL, route), "utf-8")
    each = Drawn(path, MODEL, route, length_in(folder), walks.walk(path))
    assert not each.outcome.is_false
    assert DEFECT in each.outcome.near
    find = search.find(walks, DEFECT, "", [each], tries=1)
    assert find
    assert (find.where, find.alarm, find.short_steps) == ("its end", "", 3)
    assert "having: [open-proposal]\n" in find.short.read_text("utf-8")
    assert "Payments" not in find.short.read_text("utf-8")


@pytest.mark.thorough
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("edition", search.editions())
def test_every_guide_drawn_is_true(edition: str, browser: Browser, site: Site, tmp_path: Path) -> None:
    walks = Walks(browser, site, PATIENCE)
    drawn = search.draw(walks, edition, tmp_path / edition, steps=60, count=1, number=1)
    assert {each.path.name: each.outcome.mismatch for each in drawn if each.outcome.is_false} == {}
