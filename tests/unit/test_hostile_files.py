"""Whatever lies in a folder of guides: each file is read within limits or refused, and affects no other."""

import os
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from flows.__main__ import main
from flows.errors import UNPRINTABLE, FlowsError, GuideError, printable, printable_lines, shown
from flows.reading import guide as guides
from flows.reading.limits import FAULTS, LINKS, SIZE, WALKED
from flows.reading.text_file import read_text
from tests.support.flows_process import CLOSE, FRONT
from tests.support.guide_files import faults_of
from tests.support.hostile_files import BYTES, EDITIONS, KINDS, NAMES, write_hostile, write_named
from tests.support.types import CheckGuide

INTERNAL = "an error in Offramp itself"
pytestmark = pytest.mark.usefixtures("folder")


@pytest.mark.parametrize(("content", "fault"), BYTES.values(), ids=BYTES)
def test_a_hostile_text_is_refused_for_what_it_is(content: bytes, fault: str) -> None:
    Path("x.md").write_bytes(content)
    faults = faults_of(Path("x.md"))
    assert fault in "\n".join(faults)
    assert len(faults) <= FAULTS + 1
    assert INTERNAL not in "\n".join(faults)
    assert not any(map(UNPRINTABLE.search, faults))


@pytest.mark.parametrize(("content", "fault"), EDITIONS.values(), ids=EDITIONS)
def test_a_hostile_edition_is_refused_for_what_it_is(content: bytes, fault: str) -> None:
    Path("x.md").write_text(CLOSE, "utf-8")
    Path("edition.toml").write_bytes(content)
    (line,) = faults_of(Path("x.md"))
    assert line.startswith(fault)
    assert not UNPRINTABLE.search(line)


def test_a_dangling_edition_is_not_another_edition() -> None:
    Path("x.md").write_text(CLOSE, "utf-8")
    Path("edition.toml").symlink_to("nowhere")
    assert faults_of(Path("x.md")) == ["edition.toml: is a link to a file that does not exist"]


@pytest.mark.parametrize(("make", "fault"), KINDS.values(), ids=KINDS)
def test_what_is_not_a_file_is_refused_and_not_read(make: Callable[[Path], object], fault: str) -> None:
    make(Path("x.md"))
    tracemalloc.start()
    try:
        assert faults_of(Path("x.md")) == [f"x.md{fault}"]
        assert tracemalloc.get_traced_memory()[1] < 4 * SIZE
    finally:
        tracemalloc.stop()


def test_files_and_folders_of_every_kind_are_found(folder: Path) -> None:
    refused = write_hostile(folder)
    named = write_named(folder, CLOSE)
    (folder / "folder.md" / "inner.md").write_text(CLOSE, "utf-8")
    paths = guides.find(folder)
    assert {path.name for path in paths} == {*refused, *(path.name for path in named), "inner.md"}


def test_a_folder_that_cannot_be_listed_is_a_fault(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "secret").mkdir()
    (folder / "x.md").write_text(CLOSE, "utf-8")
    scan = os.scandir

    def scandir(path: Any) -> Any:
        if Path(path).name == "secret":  # its mode would not keep root out
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr("flows.reading.guide.os.scandir", scandir)
    assert [shown(path) for path in guides.find(folder)] == ["secret", "x.md"]


def test_a_file_that_may_not_be_read_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("x.md").write_text(CLOSE, "utf-8")

    def refuse(*_: Any) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("flows.reading.text_file.Path.open", refuse)
    assert faults_of(Path("x.md")) == ["x.md: cannot be read: Permission denied"]


@pytest.mark.parametrize("error", [RecursionError("maximum recursion\ndepth"), MemoryError(), KeyError("x")], ids=repr)
def test_an_error_that_nobody_foresaw_is_a_fault_of_the_file(error: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: str) -> None:
        raise error

    monkeypatch.setattr("flows.reading.guide.understand", fail)
    Path("x.md").write_text(FRONT + f"1. Fail like {type(error).__name__}.\n", "utf-8")
    (fault,) = faults_of(Path("x.md"))
    assert fault.startswith(f"x.md: cannot be read, because of {INTERNAL}; please report it, with the file: ")
    assert f"{type(error).__name__} at flows/reading/guide.py:" in fault


# Names.


def test_ids_of_guides_are_unique_and_printable(folder: Path) -> None:
    for inner in (folder, folder / "a", folder / "b"):
        inner.mkdir(exist_ok=True)
        write_named(inner, CLOSE)
    keys = [str(guides.load(path).id) for path in guides.find(folder)]
    assert len(set(keys)) == len(keys) == 3 * len(NAMES)
    assert not any(map(UNPRINTABLE.search, keys))
    assert [key for key in keys if key.partition("::")[2] != "Close"] == []
    assert "".join(keys).encode()


def test_an_id_has_the_file_from_the_project_or_as_typed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = guides.find(guides.GUIDES)[0]
    Path("x.md").write_text(CLOSE, "utf-8")
    mine = Path("x.md").absolute()
    assert (guides.load(shipped).id.file, guides.load(mine).id.file) == (str(shipped), "x.md")
    for inside in (guides.GUIDES.parents[1], guides.GUIDES):
        monkeypatch.chdir(inside)
        relative = str(shipped.relative_to(guides.GUIDES.parents[1]))
        assert (guides.load(shipped).id.file, guides.load(mine).id.file) == (relative, str(mine))


@pytest.mark.parametrize(
    ("text", "shows"),
    [
        ("Größe “x” 中 👩‍💻\u00a0", "Größe “x” 中 👩‍💻\u00a0"),
        ("\x00\x07\t\x1b[2J\x7f\x9b", r"\x00\x07\t\x1b[2J\x7f\x9b"),
        ("a\nb\r\u2028\u2029", r"a\nb\r\u2028\u2029"),
        ("\u202a\u202e\u2066\u2069", r"\u202a\u202e\u2066\u2069"),
        (os.fsdecode(b"\xff"), r"\udcff"),
    ],
    ids=["plain", "controls", "line breaks", "directions", "not UTF-8"],
)
def test_printable_text_has_no_control_characters(text: str, shows: str) -> None:
    assert printable(text) == shows
    assert printable(shows) == shows
    assert printable_lines(f"{text}\n{text}").count("\n") == 1 + 2 * text.count("\n")


def test_a_fault_that_the_site_quotes_is_printable(check: CheckGuide) -> None:
    Path("x.md").write_text(CLOSE, "utf-8")
    Path("edition.toml").write_text('"\\u001b[31m\\u202e" = 1\n', "utf-8")
    with pytest.raises(GuideError) as raised:
        check(guides.load(Path("x.md")))
    assert r"edition.toml: \x1b[31m\u202e: " in str(raised.value)
    assert [line for line in raised.value.faults if UNPRINTABLE.search(line)] == []
    assert str(FlowsError("a\x1b\nb\u202e")) == "a\\x1b\nb\\u202e"


# Commands that read guides go on after one that cannot be read.


@pytest.mark.parametrize("arguments", [["list", "."], ["claims", "."]], ids=["list", "claims"])
def test_commands_list_the_others_and_report_the_fault(arguments: list[str]) -> None:
    Path("good.md").write_text(CLOSE.replace("ends:", "claims: [A1]\nends:"), "utf-8")
    Path("claims.toml").write_text('[[claims]]\nid = "A1"\nkind = ["path"]\nsays = "It is so"\n', "utf-8")
    Path("bad.md").write_bytes(b"\xff")
    done = CliRunner().invoke(main, arguments)
    assert done.exit_code == 1
    assert "good.md" in done.stdout
    assert "bad.md:1: cannot be read as UTF-8 text: invalid start byte" in done.stderr.splitlines()


# Linked guides.


def test_a_chain_of_links_that_is_too_long_is_a_fault() -> None:
    linked = FRONT.replace("ends: closed\n", "")
    Path("x.md").write_text(f"{FRONT}1. [Go](_0.md).\n", "utf-8")
    for number in range(LINKS + 1):
        Path(f"_{number}.md").write_text(f"{linked}1. [Go](_{number + 1}.md).\n", "utf-8")
    Path(f"_{LINKS + 1}.md").write_text(f"{linked}1. Log in.\n", "utf-8")
    assert f"_{LINKS}.md: is linked to through more than {LINKS} others; link to it more directly" in faults_of(
        Path("x.md")
    )
    Path(f"_{LINKS - 1}.md").write_text(f"{linked}1. Log in.\n", "utf-8")
    assert guides.load(Path("x.md")).walked == LINKS + 1


def test_a_link_to_itself_by_another_path_is_a_fault(folder: Path) -> None:
    (folder / "a").mkdir()
    path = folder / "a" / "x.md"
    path.write_text(f"{FRONT}1. [Go](../a/x.md).\n", "utf-8")
    assert "links back to itself" in faults_of(path)[-1]


def test_links_that_multiply_are_read_once_and_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    linked = FRONT.replace("ends: closed\n", "")
    twice = "1. [Go]({next}).\n2. [Go]({next}).\n3. [Go]({next}).\n4. [Go]({next}).\n"
    Path("x.md").write_text(FRONT + twice.format(next="_0.md"), "utf-8")
    for number in range(LINKS - 1):
        Path(f"_{number}.md").write_text(linked + twice.format(next=f"_{number + 1}.md"), "utf-8")
    Path(f"_{LINKS - 1}.md").write_text(f"{linked}1. Log in.\n", "utf-8")
    reads: list[Path] = []

    def read(path: Path) -> str:
        reads.append(path)
        return read_text(path)

    monkeypatch.setattr("flows.reading.guide.read_text", read)
    faults = faults_of(Path("x.md"))
    assert f"_4.md:1: has more than {WALKED:,} sentences with those it links to; divide it" in faults
    assert len(reads) == LINKS + 1
    assert len(faults) <= FAULTS + 1
