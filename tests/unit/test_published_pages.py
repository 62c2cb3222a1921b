"""Published pages as they stand: which lists are procedures, and what ``check --read-only`` prints of a folder."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.__main__ import main
from flows.reading.limits import LINE, PAGE
from flows.reading.page_reading import read_page
from tests.support.flows_process import CLOSE, EDITION

STEPS = "1. Press **A**.\n2. Press **B**.\n"
# The text of a page; and of each of its procedures, the heading and the sentences.
PAGES: dict[str, tuple[str, list[tuple[str, list[str]]]]] = {
    "no front matter": (f"# Beds\n\n{STEPS}", [("Beds", ["Press A.", "Press B."])]),
    "YAML": (f"---\nsidebar: 3\ntags: [x]\n---\n# Beds\n\n{STEPS}", [("Beds", ["Press A.", "Press B."])]),
    "TOML": (f"+++\nweight = 3\n+++\n# Beds\n\n{STEPS}", [("Beds", ["Press A.", "Press B."])]),
    "no heading": (STEPS, [("", ["Press A.", "Press B."])]),
    "prose around": (
        f"# Beds\n\nIn spring.\n\n{STEPS}\nIn autumn.\n\n- Not a step\n\n| a | b |\n|---|---|\n| 1. | 2. |\n",
        [("Beds", ["Press A.", "Press B."])],
    ),
    "several": (f"# Beds\n\n{STEPS}\n## Paths {{#p}}\n\n1. Press **C**.\n", [
        ("Beds", ["Press A.", "Press B."]), ("Paths", ["Press C."]),
    ]),
    "several under one heading": (f"# Beds\n\n{STEPS}\nOr:\n\n1. Press **C**.\n", [
        ("Beds", ["Press A.", "Press B."]), ("Beds", ["Press C."]),
    ]),
    "a picture between": ("# Beds\n\n1. Press **A**.\n\n![A bed](a.png)\n\n2. Press **B**.\n", [
        ("Beds", ["Press A.", "Press B."]),
    ]),
    "several sentences": ("1. Press **A**. Wait a bit (see below). Then press **B**.\n", [
        ("", ["Press A.", "Wait a bit (see below).", "Then press B."]),
    ]),
    "sub-steps": ("1. Press **A**:\n   1. Press **B**.\n   - Press **C**.\n2. Press **D**.\n", [
        ("", ["Press A:", "Press B.", "Press C.", "Press D."]),
    ]),
    "further paragraphs and notes": ("1. Press **A**.\n\n   It is big.\n\n   > Press **N**.\n\n2. Press **B**.\n", [
        ("", ["Press A.", "Press B."]),
    ]),
    "tags around": (f'<Steps className="x">\n{STEPS}</Steps>\n', [("", ["Press A.", "Press B."])]),
    "a heading after a tag": (f'<div class="steps">\n## Beds\n\n{STEPS}</div>\n', [("Beds", ["Press A.", "Press B."])]),
    "containers": (f":::tip\n{STEPS}\n:::\n", [("", ["Press A.", "Press B."])]),
    "inline HTML": ("1. Press <kbd>A</kbd> <i class='x'></i>.\n", [("", ["Press A ."])]),
    "JSX": ("1. Press **A** <Icon style={{ color: 1 }} /> and **B**.\n", [("", ["Press A  and B."])]),
    "wiki": ("1. Press [[A]]![[icon.svg]] and [[page|B]].\n", [("", ["Press A and B."])]),
    "a picture for an item": ("1. ![A bed](a.png)\n2. Press **B**.\n", [("", ["Press B."])]),
}  # fmt: skip
# Steps that no text can be made of: what is wrong with them.
REFUSED = {
    "a template": ("1. {% include steps %}\n", "a template that a command fills in"),
    "a variable": ("1. Press **{{ name }}**.\n", "a template that a command fills in"),
    "a long step": (f"1. Press {'very ' * LINE}.\n", f"a step of more than {LINE:,} characters"),
}
HOSTILE = {
    "deep lists": "\n".join(f"{'   ' * depth}1. Press **A**." for depth in range(200)),
    "deep quotes": f"1. {'> ' * 5000}Press **A**.",
    "deep emphasis": f"1. Press {'*' * 1500}A{'*' * 1500}.",
    "open tags": f"1. {'<b>' * 600}Press A.",
    "closed tags": f"1. {'</b>' * 400}Press **A**.",
    "arrows": f"1. Go to {'**A** > ' * 200}**B**.",
    "names": f"1. Press {'**A** ' * 250}.",
    "commas": f"1. Press **A** {', and' * 300} **B**.",
    "conditions": f"1. {'If **A** appears, ' * 100}press **B**.",
    "aims": f"1. Press **A** {'to open **B** ' * 100}.",
    "places": f"1. {'In **A**, ' * 200}press **B**.",
    "marks": "1. “”«»…·|[]{}<>/\\*_`'\"#&+@-–—",
    "scripts": "1. Нажмите **Да**. 点击 **是**。 اضغط **نعم**.",
    "emoji": "1. Press 🌱 **A** 🌱.",
}


def listed(path: Path) -> list[tuple[str, list[str]]]:
    page = read_page(path)
    assert page.faults == ()
    return [(one.heading, [sentence.text for sentence in one.sentences]) for one in page.procedures]


def written(folder: Path, text: str, name: str = "page.md") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def run(*arguments: str) -> tuple[int, list[str]]:
    done = CliRunner().invoke(main, ["check", *arguments, "--read-only"])
    return done.exit_code, done.output.splitlines()


@pytest.mark.parametrize("name", PAGES)
def test_numbered_lists_are_procedures(name: str, folder: Path) -> None:
    text, expected = PAGES[name]
    assert listed(written(folder, text)) == expected


@pytest.mark.parametrize("suffix", [".mdx", ".markdown", ".rst", ".MD"])
def test_files_by_other_names(suffix: str, folder: Path) -> None:
    written(folder, STEPS, f"page{suffix}")
    code, lines = run(".")
    assert (code, lines[:2]) == (0, ["1 page: 1 read, 1 with procedures.", "1 procedure: 1 understood (100%)."])


@pytest.mark.parametrize("name", REFUSED)
def test_steps_that_are_no_text(name: str, folder: Path) -> None:
    text, cause = REFUSED[name]
    (procedure,) = read_page(written(folder, text)).procedures
    assert [sentence.unclear and sentence.unclear.text for sentence in procedure.sentences] == [cause]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_read_or_refused(name: str, folder: Path) -> None:
    page = read_page(written(folder, HOSTILE[name]))
    assert page.faults == ()
    assert all(sentence.clauses for one in page.procedures for sentence in one.sentences)


def test_what_is_no_text_is_a_fault(folder: Path) -> None:
    (folder / "latin.md").write_bytes(b"1. Press \xe9.\n")
    written(folder, "x" * (PAGE + 1), "large.md")
    written(folder, "1. Press \x1b[31m.\n", "colors.md")
    code, lines = run(".")
    assert code == 1
    assert [line.split(": ", 1)[1] for line in lines[:3]] == [
        r"contains the control character \x1b; remove it",
        f"is larger than {PAGE:,} bytes; divide it",
        "cannot be read as UTF-8 text: invalid continuation byte",
    ]


def test_a_page_is_printed_with_its_readings(folder: Path) -> None:
    written(folder, "## Beds\n\n1. Press **A**.\n   - Find the bed to dig.\n\n   A remark.\n", "beds.md")
    assert run("beds.md") == (0, [
        "beds.md:3  Beds",
        "  Press A.",
        "      press «A»",
        "    Find the bed to dig.",
        "        check: find {the bed} (needs “the bed”)",
        "  not walked: 1 further paragraph",
        "  the page cannot know: the bed",
        "1 page: 1 read, 1 with procedures.",
        "1 procedure: 1 understood (100%).",
        "2 sentences: 2 understood (100%).",
        "Clauses: 1 act, 1 check.",
    ])  # fmt: skip


def test_of_a_folder_only_refusals_are_printed_by_cause(folder: Path) -> None:
    (folder / "docs").mkdir()
    written(folder / "docs", f"{STEPS}3. Yodel at **C**. Press **D** **E**.\n")
    written(folder / "docs", "Only prose.\n", "prose.md")
    assert run("docs") == (1, [
        "✗ docs/page.md:3: Yodel at C.",
        "                  ^^^^^ does not understand this: “Yodel”",
        "✗ docs/page.md:3: Press D E.",
        "                          ^ does not understand this: two names with nothing between them",
        "2 pages: 2 read, 1 with procedures.",
        "1 procedure: 0 understood (0%).",
        "4 sentences: 2 understood (50%).",
        "Clauses: 2 act, 2 unclear.",
        "Refused because of:",
        "     1  words that no rule covers",
        "     1  two names with nothing between them",
    ])  # fmt: skip


def test_files_of_guides_are_no_pages(folder: Path) -> None:
    for name in ("guides", "beside"):
        (folder / name).mkdir()
        written(folder / name, CLOSE if name == "guides" else STEPS, "close.md")
    written(folder / "beside", EDITION, "edition.toml")
    code, lines = run(".")
    assert code == 1
    assert not any(line.startswith("1 page") for line in lines)
    assert any("beside/close.md:1: there is no front matter" in line for line in lines)
