"""The report of ``flows check``: what was true, where it failed, no secrets."""

import html
import tomllib
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from flows.site.client import Site
from tests.support.flows_process import CLOSE, EDITION, TYPO, WRONG, GuideFolder

LINKED = "---\ntitle: A\npersona: freelancer\n---\n\n1. Log in.\n2. Click **Nowhere**.\n"
STAYS = CLOSE[: CLOSE.index("2. ")].replace("ends: closed", "ends: still open")
MUCH = STAYS.replace("\n---\n\n", "\nhaving: [balance]\ncircumstances: [identity-check]\ndevice: Pixel 7\n---\n\n")


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory, base_url: str) -> GuideFolder:
    """A folder of guides, true and wrong in several ways, checked once."""
    folder = GuideFolder(tmp_path_factory.mktemp("checked"), base_url)
    guides = {"label": WRONG, "typo": TYPO, "end": CLOSE.replace("ends: closed", "ends: still open")}
    links = {"links": CLOSE.replace("Log in.", "[Go on](_linked.md)."), "_linked": LINKED}
    folder.write(close=CLOSE, much=MUCH, **guides, **links)
    folder.check("--tracing", "retain-on-failure")
    return folder


def entry(page: Page, file: str) -> Locator:
    return page.locator("details").filter(has=page.locator("summary", has_text=file))


def marks(guide: Locator) -> str:
    return "".join(guide.locator("ol .mark > [aria-hidden]").all_text_contents())


def test_the_report_marks_sentences_and_links_artifacts(checked: GuideFolder, page: Page) -> None:
    page.goto(checked.report.as_uri())

    expect(page.get_by_role("heading", level=1)).to_have_text("2 of 6 guides are true")
    assert page.locator("details[open] > summary .file").all_text_contents()[-1] != "close.md"
    assert marks(entry(page, "close.md")) == "✓✓✓✓✓"
    section = entry(page, "label.md")
    assert marks(section) == "✓✗···"
    expect(section.locator(".wrong")).to_contain_text("Looked for a control named 'Contact Details'.")
    expect(section.locator(".there")).to_contain_text("link 'Account'")
    assert len(section.locator(".unreached").all()) == 3
    readings = section.get_by_text("Read as: ").all_text_contents()
    assert readings[:2] == ["Read as: log in", "Read as: click «Account menu»; click «Settings»›«Contact Details»"]
    assert len(readings) == 4
    assert marks(entry(page, "end.md")) == "✓✓✓✓✗"
    expect(entry(page, "end.md")).to_contain_text("the stored account is closed, not open")
    expect(entry(page, "typo.md")).to_contain_text("typo.md:7: does not understand 'Juggle'")

    assert section.locator("img").evaluate("image => image.naturalWidth") > 0
    links = [str(link.get_attribute("href")) for link in page.get_by_role("link").all()]
    assert len(links) == 6  # a picture and a trace of each guide that failed
    # The links are relative, so that the folder can be passed on.
    assert [link for link in links if link.startswith("/") or not (checked.report.parent / link).is_file()] == []
    command = section.locator("code").text_content() or ""
    python, trace = command.split(" -m flows trace ")
    assert [path for path in (Path(python), checked.path / trace) if not path.is_file()] == []
    assert "report.html" in (checked.report.parent / ".artifacts").read_text("utf-8").split()


def test_the_report_quotes_the_sentence_of_a_linked_procedure(checked: GuideFolder, page: Page) -> None:
    page.goto(checked.report.as_uri())

    section = entry(page, "links.md")
    assert marks(section) == "✗····"
    expect(section.locator(".wrong")).to_contain_text("Go on.")
    expect(section.locator("blockquote")).to_contain_text("“Click Nowhere.”")
    expect(section.locator("blockquote")).to_contain_text("_linked.md:7")


def test_the_report_shows_front_matter_without_defaults(checked: GuideFolder, page: Page) -> None:
    page.goto(checked.report.as_uri())

    for file, about in (
        ("close.md", ["edition", "persona"]),
        ("much.md", ["edition", "persona", "having", "circumstances", "device"]),
    ):
        assert entry(page, file).locator("dt").all_text_contents() == about
    assert entry(page, "much.md").locator("dd").all_text_contents()[2:] == ["balance", "identity-check", "Pixel 7"]


def test_the_report_shows_a_fault_in_the_edition_once(folder: GuideFolder, page: Page) -> None:
    folder.write(close=CLOSE, keep=CLOSE, edition="title = \n")
    folder.check()
    page.goto(folder.report.as_uri())

    assert page.get_by_text("correct the TOML").count() == 1
    expect(entry(page, "keep.md")).to_contain_text("edition.toml has faults, listed above")


def test_no_secret_reaches_the_report(folder: GuideFolder, site: Site) -> None:
    # The same request makes the same secrets, so this world has those of the one that is walked; the guide searches
    # for one of them.
    twin = site.make_world(tomllib.loads(EDITION))
    folder.write(leak=WRONG.replace("Contact Details", twin.owner.password))
    code, lines = folder.check()
    kept = html.unescape(folder.report.read_text("utf-8"))

    assert code == 1
    assert "looked for a control named '[secret]'" in "\n".join(lines)
    assert "Looked for a control named '[secret]'" in kept
    assert [secret for secret in twin.secrets if secret in "\n".join(lines)] == []
    assert [secret for secret in twin.secrets if secret in kept] == []


def test_guides_of_one_name_have_their_own_pictures(folder: GuideFolder, page: Page) -> None:
    for name in ("one", "two"):
        inner = GuideFolder(folder.path / name / "guides", folder.base_url)
        inner.path.mkdir(parents=True)
        inner.write(close=WRONG)
    folder.check()
    page.goto(folder.report.as_uri())

    assert page.get_by_text("flows trace").count() == 0
    pictures = [str(image.get_attribute("src")) for image in page.locator("img").all()]
    assert len(set(pictures)) == 2
