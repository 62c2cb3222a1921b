"""What a run says of sentences whose condition is not met: they did not apply, and the guide is still true."""

import zipfile

from playwright.sync_api import Locator, Page, expect

from tests.support.flows_process import CLOSE, GuideFolder

HEAD, TAIL = CLOSE.split("1. Log in.\n")
LINKED = "---\ntitle: Pay\npersona: freelancer\n---\n\n1. {}\n"
NOT_MET = LINKED.format("If **Banana** appears, click **Banana**.")
PAYS = LINKED.format("Go to **Payments**.\n2. If **Banana** appears, click **Banana**.")


def starting(*sentences: str) -> str:
    """The guide that closes, with sentences after the first."""
    return "1. ".join([HEAD, "Log in.\n", *(f"{sentence}\n" for sentence in sentences)]) + TAIL


GUIDES = {
    "unmet": starting(
        "If **Banana** appears, click **Banana**.",
        "Click **Payments** and, if **Banana** appears, click it.",
        "If **My Jobs** appears, click **Proposals** and click **My Jobs**.",
    ),
    "linked": starting(
        "If **Banana** appears, [do that](_pays.md).",
        "If **My Jobs** appears, [do this](_pays.md).",
        "Then [do nothing](_not_met.md).",
    ),
    "false": starting("If **Banana** appears, click **X**.", "If **My Jobs** appears, click **Banana**."),
    "end": starting("If **Banana** appears, click **X**.").replace("ends: closed", "ends: still open"),
    "mistaken": starting("If **Banana** appears, [do that](_false.md).", "If **My Jobs** appears, [do it](_false.md)."),
    "_pays": PAYS,
    "_not_met": NOT_MET,
    "_false": LINKED.format("If **My Jobs** appears, click **Banana**."),
}


def entry(page: Page, file: str) -> Locator:
    return page.locator("details").filter(has=page.locator("summary", has_text=file))


def marks(guide: Locator) -> str:
    return "".join(guide.locator("ol .mark > [aria-hidden]").all_text_contents())


def test_lines_report_and_trace_say_what_did_not_apply(folder: GuideFolder, page: Page) -> None:
    folder.write(**GUIDES)
    code, lines = folder.check("--tracing", "on")
    assert code == 1
    check_lines(lines)
    page.goto(folder.report.as_uri())
    check_report(page)
    check_trace(folder, lines)


def check_lines(lines: list[str]) -> None:
    assert [line for line in lines if line.startswith("✓")] == [
        "✓ linked.md  Close → closed (2 sentences did not apply)",
        "✓ unmet.md  Close → closed (1 sentence did not apply, 1 sentence applied only in part)",
    ]
    false = [line for line in lines if "looked for" in line]
    assert [line.strip().partition(": looked for")[0] for line in false] == [
        "false.md:9: “If My Jobs appears, click Banana.”",
        "_false.md:6: “If My Jobs appears, click Banana.”",
    ]


def check_report(page: Page) -> None:
    unmet = entry(page, "unmet.md")
    assert marks(unmet) == "✓–✓✓✓✓✓✓"
    unmet.locator("summary").click()
    expect(unmet.get_by_role("listitem").nth(1)).to_contain_text("did not apply: If Banana appears, click Banana.")
    expect(unmet.get_by_role("listitem").nth(2)).to_contain_text("applied only in part")
    expect(unmet.get_by_role("listitem").nth(3)).not_to_contain_text("appl")
    assert marks(entry(page, "linked.md")) == "✓–✓–✓✓✓✓"
    assert marks(entry(page, "false.md")) == "✓–✗····"
    assert marks(entry(page, "end.md")) == "✓–✓✓✓✗"
    assert marks(entry(page, "mistaken.md")) == "✓–✗····"
    expect(entry(page, "mistaken.md").locator("blockquote")).to_contain_text("_false.md:6")


def check_trace(folder: GuideFolder, lines: list[str]) -> None:
    at = lines.index("✗ false.md  Close")
    trace = next(line for line in lines[at:] if "trace: " in line).partition("trace: ")[2]
    with zipfile.ZipFile(folder.path / trace) as archive:
        steps = [archive.read(name).decode() for name in archive.namelist() if name.endswith(".trace")]
    assert any("did not apply, because this is not so: «Banana» is shown" in text for text in steps)
