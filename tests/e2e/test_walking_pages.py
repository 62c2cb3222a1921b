"""Published pages walked as they stand, with what ``offramp.toml`` says of them."""

from pathlib import Path

import pytest

from tests.support.flows_process import QUICKLY, GuideFolder

PAGE = """\
---
sidebar_position: 4
---

# Leaving

We are sorry to see you go.

## Close an account {#close}

1. Go to *Settings*.

   ![The menu](menu.png)

2. Go to **Settings** > **Account**. <Note>It is the second tab.</Note>
3. Click **Close my account**, choose a reason, and press **Continue**.
4. Confirm the closing. This cannot be undone.

## Rest

1. Yodel.
"""
ADOPTED = """\
[[procedure]]
page = "leaving.mdx"
heading = "Close an account"
persona = "freelancer"
ends = "closed"
[procedure.needs]
"how to confirm the closing" = "Close my account"

[[procedure]]
page = "leaving.mdx"
heading = "Rest"
"""


@pytest.fixture
def pages(folder: GuideFolder) -> GuideFolder:
    folder.write()
    (folder.path / "leaving.mdx").write_text(PAGE, "utf-8")
    (folder.path / "offramp.toml").write_text(ADOPTED, "utf-8")
    return folder


def test_an_adopted_procedure_is_walked(pages: GuideFolder) -> None:
    code, lines = pages.check(*QUICKLY)
    assert (code, lines[0]) == (0, "✓ leaving.mdx  Close an account → closed")


def test_an_untrue_sentence_is_reported_in_the_page(pages: GuideFolder) -> None:
    page: Path = pages.path / "leaving.mdx"
    page.write_text(PAGE.replace("> **Account**", "> **Billing**"), "utf-8")
    code, lines = pages.check(*QUICKLY)
    assert (code, lines[0]) == (1, "✗ leaving.mdx  Close an account")
    assert lines[1].startswith(
        "    leaving.mdx:15: “Go to Settings > Billing.”: looked for a control named 'Billing'; there was "
    )


def test_what_is_missing_is_reported_instead_of_a_walk(pages: GuideFolder) -> None:
    text = ADOPTED.replace('"how to confirm the closing" = "Close my account"\n', "").replace('ends = "closed"\n', "")
    (pages.path / "offramp.toml").write_text(text, "utf-8")
    code, lines = pages.check(*QUICKLY)
    assert code == 1
    assert lines[:3] == [
        "✗ leaving.mdx  cannot be read",
        "    offramp.toml: Close an account: ends: is missing; say how it ends",
        "    offramp.toml: Close an account: needs: 'how to confirm the closing' is missing; "
        "add it under [procedure.needs]",
    ]


def test_a_walk_on_a_draft_is_not_true_until_that_is_reviewed(pages: GuideFolder) -> None:
    edition = pages.path / "edition.toml"
    edition.unlink()
    code, output = pages.flows("draft-edition", "leaving.mdx")
    assert (code, output) == (0, "Close an account: drafted in edition.toml; review it, then remove its first line\n")
    code, lines = pages.check(*QUICKLY)
    agrees = "≈ leaving.mdx  Close an account: agrees with its own draft, which nobody has reviewed"
    assert (code, lines[:1]) == (2, [agrees])
    assert lines[1].startswith("1 guide: 1 agrees with its own draft, in ")
    assert "Agrees with its own draft: review the edition" in pages.report.read_text("utf-8")
    edition.write_text(edition.read_text("utf-8").partition("\n")[2], "utf-8")
    code, lines = pages.check(*QUICKLY)
    assert (code, lines[0]) == (0, "✓ leaving.mdx  Close an account → closed")


def test_a_review_finds_what_a_draft_agrees_with(pages: GuideFolder) -> None:
    """The page says the wrong button: its draft agrees with it, and the reviewed edition does not."""
    misread = PAGE.replace(
        "and press **Continue**.\n4. Confirm the closing.", "and press **Continue**.\n4. Press **Keep my account**."
    )
    (pages.path / "leaving.mdx").write_text(misread, "utf-8")
    (pages.path / "offramp.toml").write_text(ADOPTED.partition("[procedure.needs]")[0], "utf-8")
    edition = pages.path / "edition.toml"
    site = edition.read_text("utf-8")
    edition.unlink()
    pages.flows("draft-edition", "leaving.mdx")
    assert pages.check(*QUICKLY)[0] == 2
    assert 'button = "Keep my account"' in edition.read_text("utf-8")  # what a reviewer sees, and the site does not do
    edition.write_text(site, "utf-8")
    assert pages.check(*QUICKLY)[0] == 1
