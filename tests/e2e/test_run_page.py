"""The page of a run, made from its record: found by search and filters, kept in the address, read by anybody."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from flows.reports import run_page
from flows.reports.comparison import compared
from flows.reports.record import Run
from flows.reports.result import FALSE, TRUE
from tests.support.runs import MESSAGES, false, run_of_every_kind, true
from tests.support.types import CheckLooks


def written(folder: Path, run: Run, former: Run | None = None) -> str:
    """The address of the page of a run."""
    path = folder / run_page.NAME
    run_page.write(path, run, compared(run, former) if former else None)
    return path.as_uri()


def shown(page: Page) -> list[str]:
    """The titles of the guides that are on the page now, in groups that are open."""
    titles = page.locator(".guide > summary .title").filter(visible=True)
    return titles.all_text_contents()


@pytest.mark.parametrize("run", [run_of_every_kind(), Run([true("a"), true("b")], 2)], ids=["every kind", "all true"])
def test_the_page_is_accessible_and_fits(tmp_path: Path, page: Page, check_looks: CheckLooks, run: Run) -> None:
    page.goto(written(tmp_path, run))
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")
    check_looks(page)
    check_looks(page)


def test_the_matrix_is_accessible_and_leads_to_each_walk(tmp_path: Path, page: Page, check_looks: CheckLooks) -> None:
    red = replace(false("a", MESSAGES["email"]), on="other", id="a[on other]")
    own = replace(true("a"), on="own", id="a[on own]")
    page.goto(f"{written(tmp_path, Run([red, own], 2))}#matrix")
    check_looks(page)
    page.get_by_role("link", name="false at step 2: Close a on other").click()
    expect(page.locator(".guide:target .mismatch")).to_be_visible()
    expect(page.locator("#matrix")).to_be_hidden()


def test_a_search_and_filters_are_kept_in_the_address(tmp_path: Path, page: Page) -> None:
    page.goto(written(tmp_path, run_of_every_kind()))
    page.get_by_label("Kind of failure").select_option("email")
    assert shown(page) == ["Close email", "Close shaky"]
    page.get_by_role("searchbox").fill("shaky")
    assert shown(page) == ["Close shaky"]
    expect(page.get_by_role("status")).to_have_text("1 of 18 shown")

    page.reload()
    assert shown(page) == ["Close shaky"]
    expect(page.get_by_label("Kind of failure")).to_have_value("email")
    page.get_by_role("searchbox").fill("nothing like it")
    page.locator(".none").get_by_role("button", name="Show all").click()
    expect(page.get_by_role("searchbox")).to_be_focused()
    assert len(shown(page)) == 16  # what is true or skipped is folded


@pytest.mark.parametrize(
    ("name", "value", "titles"),
    [
        ("Persona", "freelancer", ["Close true"]),
        ("Claim", "A2", ["Close true"]),
        ("Edition", "tests by hand", ["test_a", "test_b"]),
        ("Verdict", "not walked", ["Late"]),
    ],
)
def test_each_filter_shows_its_guides(tmp_path: Path, page: Page, name: str, value: str, titles: list[str]) -> None:
    page.goto(written(tmp_path, run_of_every_kind()))
    page.get_by_role("combobox", name=name, exact=True).select_option(value)
    assert shown(page) == titles


def test_the_slowest_come_first_if_wanted(tmp_path: Path, page: Page) -> None:
    slow, slower = replace(true("b"), seconds=20), replace(true("c"), seconds=90)
    page.goto(written(tmp_path, Run([true("a"), slow, slower], 3)))
    expect(page.get_by_role("banner").get_by_role("link", name="Close c")).to_be_visible()
    page.get_by_label("Order").select_option("slowest first")
    assert shown(page) == ["Close c", "Close b", "Close a"]
    page.get_by_role("button", name="Show all").first.click()
    assert shown(page) == ["Close a", "Close b", "Close c"]


def test_an_anchor_opens_what_it_leads_to(tmp_path: Path, page: Page) -> None:
    run = run_of_every_kind()
    good = next(result for result in run.results if result.verdict == TRUE)
    page.goto(f"{written(tmp_path, run)}#{run_page.anchor(good)}-2")
    expect(page.locator("li:target")).to_contain_text("Click Your dat.")
    expect(page.locator("li:target")).to_be_visible()


def test_a_failure_shows_what_is_meant_and_changed(tmp_path: Path, page: Page) -> None:
    result = replace(false("a", MESSAGES["control not there"]), traces=["a-2/trace.zip"])
    page.goto(written(tmp_path, Run([result], 1)))
    guide = page.locator(".guide")
    expect(guide.get_by_text("Did you mean Your data?")).to_be_visible()
    expect(guide.get_by_role("button", name="Copy")).to_be_visible()
    expect(guide.get_by_role("cell", name='"closed"')).to_be_hidden()
    guide.get_by_text("Changed in the stored state").click()
    expect(guide.get_by_role("cell", name='"closed"')).to_be_visible()


def test_what_is_newly_red_is_marked_and_can_be_filtered(tmp_path: Path, page: Page) -> None:
    red = false("a", MESSAGES["email"])
    now = Run([red, true("b"), false("c", MESSAGES["email"])], 3)
    page.goto(written(tmp_path, now, Run([true("a"), replace(true("b"), verdict=FALSE), now.results[2]], 3)))
    expect(page.get_by_text("1 newly red, 1 still red, 1 fixed")).to_be_visible()
    page.get_by_label("Since then").select_option("newly red")
    assert shown(page) == ["Close a"]


def test_a_claim_that_lost_its_proof_is_named_first(tmp_path: Path, page: Page) -> None:
    page.goto(f"{written(tmp_path, run_of_every_kind())}#claims")
    expect(page.get_by_text("1 lost, 1 true").first).to_be_visible()
    page.get_by_role("link", name="A1", exact=True).click()
    expect(page.locator(".claim:target")).to_contain_text("lost")


def test_the_page_is_read_without_scripts(tmp_path: Path, new_context: Callable[..., BrowserContext]) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto(written(tmp_path, run_of_every_kind()))
    expect(page.get_by_role("search")).to_be_hidden()
    expect(page.get_by_text("Did you mean Your data?").first).to_have_count(1)
    expect(page.get_by_role("heading", name="Claims and their proofs")).to_be_visible()
    assert len(shown(page)) == 16
