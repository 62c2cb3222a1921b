"""Guide files: each fault is a line with file, line number and remedy."""

from pathlib import Path

import pytest

from flows.errors import GuideError
from flows.reading import guide as guides
from tests.support.guide_files import faults_of, write_guide

FRONT = "title: Close\npersona: freelancer\nends: closed"
FIELDS = "title, persona, having, circumstances, device, claims, gone, kept, ends"
ENDS = "1: ends: is missing; add it, or start the file's name with _ if it is only linked to"
pytestmark = pytest.mark.usefixtures("folder")


def write(front: str = FRONT, body: str = "1. Log in.", name: str = "site/close.md") -> Path:
    return write_guide(name, front, body)


def test_a_guide_is_read_with_the_line_of_each_sentence() -> None:
    path = write(
        f"{FRONT}\nhaving: [balance]\nclaims: [D3]", "1. Log in.\n2. Click **Settings**,\n   then **Account**."
    )
    guide = guides.load(path)
    assert (guide.label, guide.edition, guide.front.having, guide.front.device) == (
        "site/close.md", "site", ["balance"], "desktop",
    )  # fmt: skip
    assert [(sentence.line, sentence.text) for sentence in guide.sentences] == [
        (9, "Log in."),
        (10, "Click Settings, then Account."),
    ]
    assert [act.text for act in guide.sentences[1].acts] == ["click «Settings»", "click «Account»"]


def test_an_item_that_repeats_others_is_one_sentence_with_them() -> None:
    steps = "1. Log in.\n2. Click **Actions**.\n3. Press **Leave**.\n4. Repeat the last two steps for each team."
    guide = guides.load(write(body=steps))
    assert [(sentence.line, sentence.text) for sentence in guide.sentences] == [
        (7, "Log in."),
        (8, "Click Actions. Press Leave. Repeat the last two steps for each team."),
    ]
    assert [[act.each for act in sentence.acts] for sentence in guide.sentences] == [[False], [True]]


def test_an_item_that_cannot_be_repeated_is_a_fault_of_its_line() -> None:
    message = "cannot repeat 'log in'; only a control can be pressed for each of several things"
    assert faults_of(write(body="1. Log in.\n2. Repeat this for each team.")) == [f"site/close.md:7: {message}"]


@pytest.mark.parametrize("path", guides.find(guides.GUIDES), ids=lambda path: path.stem)
def test_every_shipped_guide_is_understood(path: Path) -> None:
    assert guides.load(path).sentences


FRONTS = {
    "unknown": (f"{FRONT}\nbrowser: chrome", [f"5: browser: is not known; write one of {FIELDS}"]),
    "missing": ("title: Close\nends: closed", ["1: persona: is missing; add it"]),
    "two missing": ("having: []", ["1: title: is missing; add it", "1: persona: is missing; add it"]),
    "no claim": (f"{FRONT}\nclaims: [D3, Z-9]", ["5: claims: 'Z-9' is not the ID of a claim, such as D4 or D4.a"]),
    "no end": ("title: Close\npersona: freelancer", [ENDS]),
    "no list": (
        f"{FRONT}\nhaving: balance",
        ["5: having: is not a list; write it in square brackets, such as [balance]"],
    ),
}


@pytest.mark.parametrize(("front", "lines"), FRONTS.values(), ids=FRONTS)
def test_a_fault_in_the_front_matter_names_line_and_key(front: str, lines: list[str]) -> None:
    assert faults_of(write(front)) == [f"site/close.md:{line}" for line in lines]


NO_MAPPING = {
    "a list that does not end": (f"{FRONT}\nhaving: [balance", 5),
    "a colon too many": ("title: Close: now\npersona: freelancer", 2),
    "no names": ("just words", 1),
    "a list": ("- a\n- b", 1),
}


@pytest.mark.parametrize(("front", "line"), NO_MAPPING.values(), ids=NO_MAPPING)
def test_front_matter_that_is_not_a_yaml_mapping_is_one_fault(front: str, line: int) -> None:
    (fault,) = faults_of(write(front))
    assert fault.startswith(f"site/close.md:{line}: ")


@pytest.mark.parametrize("content", ["1. Log in.\n", "", "\n---\ntitle: late\n---\n"])
def test_a_file_without_front_matter_is_a_fault_with_a_remedy(content: str) -> None:
    Path("bare.md").write_text(content, "utf-8")
    assert faults_of(Path("bare.md"))[0] == (
        "bare.md:1: there is no front matter; start the file with --- title, persona, ends ---"
    )


BODIES = {
    "prose after the list": ("1. Log in.\n\nThat is all.", 9),
    "prose before the list": ("First of all:\n\n1. Log in.", 7),
    "heading": ("# Close\n\n1. Log in.", 7),
    "points": ("1. Log in.\n\n- Log out.", 9),
    "code": ("1. Log in.\n\n   ```\n   Log out.\n   ```", 9),
    "nested list": ("1. Log in.\n   1. Log out.", 8),
    "nested points": ("1. Log in.\n   - Log out.", 8),
    "ruler": ("1. Log in.\n\n---\n", 9),
}


@pytest.mark.parametrize(("body", "line"), BODIES.values(), ids=BODIES)
def test_anything_but_a_numbered_list_is_one_fault_with_a_line(body: str, line: int) -> None:
    (fault,) = faults_of(write(body=body))
    assert fault.startswith(f"site/close.md:{line}: ")
    assert fault.endswith(", or remove it")


@pytest.mark.parametrize("body", ["", "<!-- later -->"])
def test_a_guide_without_a_sentence_is_a_fault(body: str) -> None:
    assert faults_of(write(body=body))[-1] == "site/close.md:1: there is no sentence to walk; write a numbered list"


def test_an_unknown_sentence_is_a_fault_with_the_closest_steps() -> None:
    (fault,) = faults_of(write(body="1. Log in.\n2. Hover over **Settings**."))
    assert fault.startswith(
        "site/close.md:8: does not understand 'Hover over **Settings**', because of “hover”; the closest"
    )


def test_all_faults_are_listed() -> None:
    lines = faults_of(write("title: Close\npersona: freelancer\ncolour: red", "1. Jump.\n2. Log in.\n3. Do not jump."))
    assert [fault.split(": ")[0] for fault in lines] == ["site/close.md:4", "site/close.md:7", "site/close.md:9"]


def test_a_file_that_is_missing_or_not_text_is_one_fault() -> None:
    Path("latin.md").write_bytes("Größe".encode("latin-1"))
    assert faults_of(Path("none.md")) == ["none.md: there is no such file"]
    (fault,) = faults_of(Path("latin.md"))
    assert fault == "latin.md:1: cannot be read as UTF-8 text: invalid start byte"


def test_procedures_that_are_only_linked_to_are_not_listed() -> None:
    for name in ("site/b.md", "site/_linked.md", "site/a.md"):
        write(name=name)
    Path("site/notes.txt").write_text("x", "utf-8")
    assert [path.name for path in guides.find(Path("site"))] == ["a.md", "b.md"]


def test_a_missing_folder_is_one_fault() -> None:
    with pytest.raises(
        GuideError, match=r"^nowhere: there is no guide here; name a guide file, or a folder that contains some$"
    ):
        guides.find(Path("nowhere"))


def test_changed_guides_and_procedures_are_read_again() -> None:
    linked = write(name="site/_settle.md")
    path = write(body="1. [Settle](_settle.md).")
    guides.load(path)
    write(body="1. Log out.", name="site/_settle.md")
    write(f"{FRONT}\nhaving: [balance]", "1. [Settle](_settle.md).\n2. Log in.")
    guide = guides.load(path)
    assert (guide.front.having, len(guide.sentences)) == (["balance"], 2)
    assert [sentence.text for sentence in guide.linked[linked.name].sentences] == ["Log out."]
