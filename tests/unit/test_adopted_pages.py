"""Procedures of pages that ``offramp.toml`` makes walkable: what it gives, what is missing, and its first version."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.__main__ import main
from flows.errors import GuideError
from flows.reading.adopted import walkable
from flows.reading.page_reading import find_pages
from flows.reading.settings import settings_of
from flows.reports.result import of_walk
from mocksite.editions import loader

PAGE = "page.md"
SHIPPED = loader.names()[0]
ENTRY = f'[[procedure]]\npage = "page.md"\nheading = "Dig"\npersona = "freelancer"\nedition = "{SHIPPED}"\n'
ENDS = 'ends = "as it was"\n'
LOG_IN = "log in"
# A step, what is given for it, and the acts it comes to.
GIVEN: dict[str, tuple[str, dict[str, str], list[str]]] = {
    "a control": ("Press the red button.", {"the red button": '"Dig"'}, ["click «Dig»"]),
    "a goal": ("Confirm the harvest.", {"how to confirm the harvest": '"Yes"'}, ["click «Yes»"]),
    "a thing": ("Find the bed you want to dig.", {"the bed you want to dig": '"North"'}, ["«North» is shown"]),
    "a row": (
        "Press **Dig** next to the bed you want to dig.", {"the bed you want to dig": '"North"'},
        ["click «Dig» in «North»"],
    ),
    "a row before the act": (
        "Next to the bed you want to dig, press **Dig**.", {"the bed you want to dig": '"North"'},
        ["click «Dig» in «North»"],
    ),
    "a value": ("Enter a name in **Label**.", {"a name": '"Rose"'}, ["enter «Rose» in «Label»"]),
    "a field": ("Fill in **Label**.", {"Label": '"Rose"'}, ["enter «Rose» in «Label»"]),
    "a new value": ("Change the name to **Rose**.", {"the name": '"Label"'}, ["enter «Rose» in «Label»"]),
    "a condition met": ("If you keep bees, press **Smoke**.", {"whether you keep bees": "true"}, ["click «Smoke»"]),
    "a condition that is not": ("If you keep bees, press **Smoke**.", {"whether you keep bees": "false"}, []),
    "a condition after": ("Press **Smoke** if you keep bees.", {"whether you keep bees": "true"}, ["click «Smoke»"]),
    "what the reader sees to": ("Make sure the gate is locked.", {"the gate is locked": "true"}, []),
    "a condition of the site": (
        "If prompted, enter your password.", {}, ["if “enter password” is possible: enter password"],
    ),
    "a condition of the screen": ("If **Slugs** appears, press **Eat**.", {}, ["if «Slugs» is shown: click «Eat»"]),
    "a wish": (
        "If you want to rest, press **Rest**.", {}, ["if the reader wants to, as is assumed: click «Rest»"],
    ),
    "a name first": ("When the **Beds** page opens, press **Dig**.", {}, ["«Beds» is shown", "click «Dig»"]),
    "a second press": ("Tap **Dig** and tap again.", {"what to press again": '"Yes"'}, ["click «Dig»", "click «Yes»"]),
    "what needs no name": ("Press **Dig** beside the bed.", {"the bed": "true"}, ["click «Dig»"]),
    "a reason": ("Choose the reason that fits.", {}, ["choose reason"]),
    "nothing to do": ("The soil is wet. See [bees](b.md). Open your authenticator app.", {}, []),
    "an alternative": ("Press **Dig** or enter your password.", {}, ["click «Dig»"]),
    "a link in an email": ("Open the email and press the **Yes** button.", {}, ["email arrives", "open link in email"]),
}  # fmt: skip
FAULTS = {
    "no end": (ENTRY, "", "offramp.toml: Dig: ends: is missing; say how it ends"),
    "a need": (
        ENTRY + ENDS,
        "Press the red button.",
        "offramp.toml: Dig: needs: 'the red button' is missing; add it under [procedure.needs]",
    ),
    "an empty need": (
        f'{ENTRY}{ENDS}needs = {{"the red button" = ""}}', "Press the red button.",
        "offramp.toml: Dig: needs: 'the red button' is empty; write it",
    ),
    "an unclear sentence": (ENTRY + ENDS, "Yodel.", "page.md:3: does not understand 'Yodel'"),
    "another heading": (
        ENTRY.replace("Dig", "Rest") + ENDS,
        "",
        "offramp.toml: no procedure 1 stands under 'Rest' in page.md; correct it",
    ),
    "no persona": (
        ENTRY.replace('persona = "freelancer"\n', ""),
        "",
        "offramp.toml: no procedure has a persona; write whose account each is about",
    ),
    "no edition": (ENTRY.replace(SHIPPED, "x.toml") + ENDS, "", "x.toml: there is no such file"),
}  # fmt: skip


def write(folder: Path, adopted: str, *steps: str) -> Path:
    (folder / "offramp.toml").write_text(adopted, "utf-8")
    page = folder / PAGE
    page.write_text("## Dig\n\n" + "".join(f"1. {step}\n" for step in (steps or ("Press **A**.",))), "utf-8")
    return page


def adopt(folder: Path) -> tuple[int, list[str]]:
    done = CliRunner().invoke(main, ["adopt", str(folder)])
    return done.exit_code, done.output.splitlines()


@pytest.mark.parametrize("name", GIVEN)
def test_what_is_given_becomes_acts(name: str, folder: Path) -> None:
    step, needs, expected = GIVEN[name]
    given = "".join(f'"{need}" = {value}\n' for need, value in needs.items())
    (guide,) = walkable(write(folder, f"{ENTRY}{ENDS}[procedure.needs]\n{given}", step))
    assert [act.reading for sentence in guide.sentences for act in sentence.acts] == [LOG_IN, *expected]


@pytest.mark.parametrize("name", FAULTS)
def test_what_is_missing_or_wrong_is_a_fault(name: str, folder: Path) -> None:
    adopted, step, fault = FAULTS[name]
    with pytest.raises(GuideError) as raised:
        walkable(write(folder, adopted, *([step] if step else [])))
    assert str(raised.value).splitlines()[0].startswith(fault)


def test_a_page_has_the_procedures_that_are_adopted(folder: Path) -> None:
    again = ENTRY.replace('"Dig"', '"Dig"\nnumber = 2') + ENDS
    page = write(folder, f'{ENTRY}{ENDS}{again}[[procedure]]\npage = "page.md"\nheading = "Rest"\n')
    page.write_text("## Dig\n\n1. Press **A**.\n\nOr:\n\n1. Log in.\n\n## Rest\n\n1. Yodel.\n", "utf-8")
    guides = walkable(page)
    assert [(guide.front.title, guide.edition, guide.front.ends) for guide in guides] == [
        ("Dig", SHIPPED, "as it was"),
        ("Dig (2)", SHIPPED, "as it was"),
    ]
    assert [[sentence.text for sentence in guide.sentences] for guide in guides] == [
        ["Log in, to begin “Dig”.", "Press A."],
        ["Log in."],
    ]


@pytest.mark.parametrize("name", ["page.md", "p\udcff.md"])
def test_adopt_leaves_a_file_that_it_cannot_add_to(folder: Path, name: str) -> None:
    there = "procedure = []\n" if name == PAGE else 'edition = "x"\n'
    (folder / "offramp.toml").write_text(there, "utf-8")
    (folder / name).write_text("# Dig\n\n1. Press **Dig**.\n", "utf-8")
    done = CliRunner().invoke(main, ["adopt", str(folder)])
    assert isinstance(done.exception, GuideError)
    assert "offramp.toml: nothing can be added: " in str(done.exception)
    assert (folder / "offramp.toml").read_text("utf-8") == there


def test_adopt_writes_what_is_missing_and_keeps_the_rest(folder: Path) -> None:
    page = write(folder, "", "Press the red button.", "If you keep bees, press **A**.")
    (folder / "offramp.toml").unlink()
    code, lines = adopt(folder)
    assert (code, lines) == (0, ["page.md:3: Dig: persona, ends, 2 under needs", "offramp.toml: 1 added, of 1 page."])
    text = (folder / "offramp.toml").read_text("utf-8")
    assert text.splitlines()[2:] == [
        "[[procedure]]",
        'page = "page.md"',
        'heading = "Dig"',
        'persona = ""',
        'ends = ""',
        "[procedure.needs]",
        '"the red button" = ""',
        '"whether you keep bees" = true',
        "",
    ]
    page.write_text(page.read_text("utf-8") + '\n## "Rest"\n\n1. Press **A**.\n', "utf-8")
    assert adopt(folder) == (0, ['page.md:8: "Rest": persona, ends', "offramp.toml: 1 added, of 1 page."])
    assert (folder / "offramp.toml").read_text("utf-8").startswith(text.rstrip())
    assert adopt(folder) == (0, ["offramp.toml: 0 added, of 1 page."])


def test_reading_says_what_is_still_missing(folder: Path) -> None:
    write(folder, f'{ENTRY}needs = {{"the red button" = "Dig"}}', "Press the red button.", "Press the blue button.")
    done = CliRunner().invoke(main, ["check", PAGE, "--read-only"])
    assert [line for line in done.output.splitlines() if "press" in line or "know" in line] == [
        "      press «Dig»",
        "      press {the blue button} (needs “the blue button”)",
        "  the page cannot know: the blue button",
    ]


def test_settings_and_procedures_stand_in_one_file(folder: Path) -> None:
    settings = f'browser = "firefox"\nedition = "{SHIPPED}"\n\n'
    own = ENTRY.replace(f'edition = "{SHIPPED}"\n', "") + ENDS
    page = write(folder, settings + own)
    assert [(guide.front.title, guide.edition) for guide in walkable(page)] == [("Dig", SHIPPED)]
    assert settings_of(folder).browser == "firefox"
    page.write_text("## Dig\n\n1. Press **A**.\n\n## Rest\n\n1. Press **A**.\n", "utf-8")
    assert adopt(folder)[0] == 0
    assert (folder / "offramp.toml").read_text("utf-8").startswith((settings + own).rstrip())
    assert [entry.heading for entry in settings_of(folder).procedure] == ["Dig", "Rest"]


@pytest.mark.parametrize("edition", ["edition.toml", "offramp.toml"])
def test_settings_alone_leave_guides_guides(edition: str, folder: Path) -> None:
    page = write(folder, "")
    (folder / edition).write_text(f'edition = "{SHIPPED}"\n', "utf-8")
    assert find_pages([folder]) == ([], [folder])
    adopt(folder)
    assert find_pages([folder]) == ([page], [])


def test_a_guide_for_nobody_is_refused_and_not_passed_over(folder: Path) -> None:
    with pytest.raises(GuideError, match="persona"):
        walkable(write(folder, "workers = 1"))


def test_labels_are_in_bold_type_in_the_report(folder: Path) -> None:
    (guide,) = walkable(write(folder, ENTRY + ENDS, "Press *Dig*. Open **Beds** > `Roses`."))
    marked = [step.marked for step in of_walk(guide, None).steps]
    assert marked == ["Log in, to begin “Dig”.", "Press **Dig**.", "Open **Beds** > **Roses**."]


def test_a_refusal_is_a_finding_for_other_tools(folder: Path) -> None:
    write(folder, "", "Yodel.")
    done = CliRunner().invoke(main, ["check", PAGE, "--read-only", "--format", "json"])
    assert done.exit_code == 1
    (finding,) = json.loads(done.stdout)["findings"]
    assert (finding["file"], finding["line"], finding["kind"]) == (PAGE, 3, "not read")
    assert "does not understand" in done.stderr
