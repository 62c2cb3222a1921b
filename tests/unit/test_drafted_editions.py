"""Editions drafted from adopted procedures: what they take from the page, what they guess, and what is refused."""

import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.__main__ import main
from flows.reading.adopted import walkable
from flows.reports.result import AGREES, TRUE, of_walk
from mocksite.editions import loader

ADOPTED = '[[procedure]]\npage = "page.md"\nheading = "Leave"\npersona = "freelancer"\nends = "closed"\n'
STEPS = [
    "Click your avatar and choose **Preferences**.",
    "Go to **Preferences** > **Data**.",
    "Press **Leave us**.",
    "The **Why?** page opens. Choose a reason, enter your password and some feedback, and press **Next**.",
    "Press **Leave for good**.",
    'The **Goodbye** page opens. Open your inbox and look for an email with the subject "You left".',
]
EDITION = {
    "draft": "page.md: Leave",
    "title": "Leave",
    "menu": {"settings": "Preferences", "log-out": "Log out"},
    "sections": [{"id": "section", "label": "Data", "panels": ["contact"]}],
    "closing": [
        {
            "by": ["freelancer"],
            "of": "account",
            "at": "section",
            "control": "Leave us",
            "reasons": ["One reason", "Another reason"],
            "stages": [
                {"heading": "Why?", "asks": ["reason", "password", "feedback?"], "button": "Next"},
                {"heading": "Leave for good", "button": "Leave for good", "does": "close"},
            ],
            "after": {"heading": "Goodbye", "mail": "You left"},
        }
    ],
}


def draft(folder: Path, *steps: str, adopted: str = ADOPTED) -> tuple[int, str]:
    (folder / "offramp.toml").write_text(adopted, "utf-8")
    (folder / "page.md").write_text("## Leave\n\n" + "".join(f"1. {step}\n" for step in steps), "utf-8")
    done = CliRunner().invoke(main, ["draft-edition", "page.md"])
    return done.exit_code, done.output + str(done.exception or "")


def test_a_draft_has_what_the_page_names(folder: Path) -> None:
    code, output = draft(folder, *STEPS)
    assert (code, output) == (0, "Leave: drafted in edition.toml; review it, then remove its first line\n")
    text = (folder / "edition.toml").read_text("utf-8")
    assert tomllib.loads(text) == EDITION
    guessed = [line.partition(" ")[0] for line in text.splitlines() if line.endswith("# not on the page")]
    assert guessed == ["log-out", "reasons", "heading"]


def test_the_site_takes_a_draft_without_its_mark(folder: Path) -> None:
    draft(folder, *STEPS)
    (guide,) = walkable(folder / "page.md")
    assert isinstance(guide.edition, dict)
    assert loader.parse(guide.edition, "own").title == "Leave"


def test_an_edition_is_a_draft_until_its_mark_is_removed(folder: Path) -> None:
    draft(folder, *STEPS)
    edition = folder / "edition.toml"
    assert [guide.draft for guide in walkable(folder / "page.md")] == [True]
    edition.write_text("\n".join(edition.read_text("utf-8").splitlines()[1:]), "utf-8")
    assert [guide.draft for guide in walkable(folder / "page.md")] == [False]


def test_only_on_its_draft_a_walk_agrees_with_it(folder: Path) -> None:
    draft(folder, *STEPS)
    (guide,) = walkable(folder / "page.md")
    assert [of_walk(guide, None, on).verdict for on in ("", "another")] == [AGREES, TRUE]


PLACES = {
    "a place is the section": (["Go to **Me**.", "Press **Out** in **Data**.", "Press **Yes**."], "Data"),
    "no place": (["Go to **Me**.", "Press **Out**.", "Press **Yes**."], "Account"),
}


@pytest.mark.parametrize("name", PLACES)
def test_the_section(name: str, folder: Path) -> None:
    steps, section = PLACES[name]
    assert draft(folder, *steps)[0] == 0
    edition = tomllib.loads((folder / "edition.toml").read_text("utf-8"))
    assert [each["label"] for each in edition["sections"]] == [section]


REFUSED = {
    "too little": (["Go to **Me**.", "Press **Out**."], "presses 2 controls; a closing needs"),
    "another act": (["Reload the page.", *STEPS], "'reload' cannot be drafted"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_drafted(name: str, folder: Path) -> None:
    steps, fault = REFUSED[name]
    code, output = draft(folder, *steps)
    assert code == 1
    assert fault in output
    assert not (folder / "edition.toml").exists()


def test_a_procedure_about_nobody_is_not_drafted(folder: Path) -> None:
    code, output = draft(folder, *STEPS, adopted=ADOPTED.replace("freelancer", ""))
    assert (code, output) == (1, "offramp.toml: no procedure of page.md has a persona; write whose account it is about")


def test_nothing_is_overwritten_and_no_shipped_edition_drafted(folder: Path) -> None:
    (folder / "edition.toml").write_text("mine = 1\n", "utf-8")
    assert draft(folder, *STEPS)[1] == "Leave: not drafted, since edition.toml already exists\n"
    shipped = f'{ADOPTED}edition = "{loader.names()[0]}"\n'
    assert "one that ships" in draft(folder, *STEPS, adopted=shipped)[1]
    assert (folder / "edition.toml").read_text("utf-8") == "mine = 1\n"
