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
def secrets(site: Site) -> list[str]:
    """What must not be shown of the worlds that are walked: the same request makes the same secrets."""
    world = site.make_world(tomllib.loads(EDITION))
    return [world.owner.password, *world.secrets]


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory, base_url: str, secrets: list[str]) -> GuideFolder:
    """A folder of guides, true and wrong in several ways, checked once."""
    folder = GuideFolder(tmp_path_factory.mktemp("checked"), base_url)
    guides = {"label": WRONG, "typo": TYPO, "end": CLOSE.replace("ends: closed", "ends: still open")}
    links = {"links": CLOSE.replace("Log in.", "[Go on](_linked.md)."), "_linked": LINKED}
    folder.write(close=CLOSE, much=MUCH, leak=WRONG.replace("Contact Details", secrets[0]), **guides, **links)
    in_folders = {"faulty": {"one": CLOSE, "two": CLOSE, "edition": "title = \n"}, "again": {"label": WRONG}}
    for name, written in in_folders.items():
        inner = GuideFolder(folder.path / name, base_url)
        inner.path.mkdir()
        inner.write(**written)
    code, lines = folder.check("--tracing", "retain-on-failure")
    assert code == 1
    (folder.path / "output.txt").write_text("\n".join(lines), "utf-8")
    return folder


def entry(page: Page, file: str) -> Locator:
    return page.locator(".guide").filter(has=page.locator("summary").get_by_text(file, exact=True))


def marks(guide: Locator) -> str:
    return "".join(guide.locator("ol .mark > [aria-hidden]").all_text_contents())


def test_the_report_marks_sentences_and_links_artifacts(checked: GuideFolder, page: Page) -> None:
    page.goto(checked.report.as_uri())

    expect(page.get_by_role("heading", level=1)).to_have_text("2 of 10 guides are true")
    opened = page.locator(".guide[open] > summary .file").all_text_contents()
    assert opened == ["again/label.md", "end.md", "label.md"]
    assert marks(entry(page, "close.md")) == "✓✓✓✓✓"
    section = entry(page, "label.md")
    assert marks(section) == "✓✗···"
    expect(section.locator(".mismatch")).to_contain_text("Looked for a control named 'Contact Details'.")
    assert section.locator(".walked b").all_text_contents()[:2] == ["Settings", "Contact Details"]
    expect(section.locator(".there")).to_contain_text("link 'Account'")
    assert len(section.locator(".unreached").all()) == 3
    readings = section.get_by_text("Read as: ").all_text_contents()
    assert readings[:2] == ["Read as: log in", "Read as: click «Account menu»; click «Settings»›«Contact Details»"]
    assert len(readings) == 4
    assert marks(entry(page, "end.md")) == "✓✓✓✓✗"
    expect(entry(page, "end.md")).to_contain_text("the stored account is closed, not open")
    expect(entry(page, "typo.md")).to_contain_text("typo.md:7: does not understand 'Juggle'")

    assert section.locator("img").evaluate("image => image.naturalWidth") > 0
    links = [str(link.get_attribute("href")) for link in page.locator(".shot, .trace a").all()]
    assert len(links) == 10  # a picture and a trace of each guide that failed
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
    expect(section.locator(".mismatch .wrong")).to_contain_text("Go on.")
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


def test_the_report_shows_a_fault_in_the_edition_once(checked: GuideFolder, page: Page) -> None:
    page.goto(checked.report.as_uri())

    assert page.get_by_text("correct the TOML").count() == 1
    expect(entry(page, "faulty/two.md")).to_contain_text("edition.toml has faults, listed above")


def test_no_secret_reaches_the_report(checked: GuideFolder, secrets: list[str], page: Page) -> None:
    page.goto(checked.report.as_uri())
    printed = (checked.path / "output.txt").read_text("utf-8")
    kept = html.unescape(checked.report.read_text("utf-8")) + checked.report.with_name("report.json").read_text("utf-8")

    assert "looked for a control named '[secret]'" in printed
    expect(entry(page, "leak.md").locator(".mismatch")).to_contain_text("Looked for a control named '[secret]'.")
    assert [secret for secret in secrets if secret in printed + kept] == []


def test_guides_of_one_name_have_their_own_pictures(checked: GuideFolder, page: Page) -> None:
    page.goto(checked.report.as_uri())
    pictures = [str(entry(page, file).locator("img").get_attribute("src")) for file in ("label.md", "again/label.md")]
    assert len(set(pictures)) == 2
