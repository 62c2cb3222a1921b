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

1. Click your profile picture and select *Settings*.

   ![The menu](menu.png)

2. Go to **Account**. <Note>It is the second tab.</Note>
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
    page.write_text(PAGE.replace("Go to **Account**", "Go to **Billing**"), "utf-8")
    code, lines = pages.check(*QUICKLY)
    assert (code, lines[0]) == (1, "✗ leaving.mdx  Close an account")
    assert lines[1].startswith("    leaving.mdx:15: “Go to Billing.”: looked for a control named 'Billing'; there was ")


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
