"""Shipped editions are valid; faults are reported with file, key and remedy."""

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from mocksite.db.models import World
from mocksite.editions import loader
from mocksite.errors import EditionError
from mocksite.queries import world_edition


def changed(edition: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    copy = deepcopy(edition)
    *way, last = (int(part) if part.isdigit() else part for part in path.split("/"))
    at: Any = copy
    for part in way:
        at = at[part]
    if value is None:
        del at[last]
    else:
        at[last] = value
    return copy


@pytest.mark.parametrize("name", loader.names())
def test_every_shipped_edition_loads(name: str) -> None:
    assert loader.load(name).closings


def test_the_minimal_edition_is_valid(minimal: dict[str, Any]) -> None:
    edition = loader.parse(minimal, "minimal.toml")
    assert edition.closings[0].stages[0].cancel == "Cancel"


def test_an_edition_survives_being_stored(minimal: dict[str, Any]) -> None:
    minimal["closing"][0]["after"] |= {"status": "marked", "delete_after": "P30D"}
    minimal["closing"][0]["stages"][0]["asks"] = ["password", "feedback?"]
    edition = loader.parse(minimal, "minimal.toml")
    assert loader.parse(edition.model_dump(mode="json", by_alias=True), "stored") == edition


FAULTS = {
    "unknown key": ("colour", "red", "colour: unknown key; remove it or correct its spelling"),
    "unknown key of a stage": (
        "closing/0/stages/0/txt", "x", "closing[1].stages[1].txt: unknown key; did you mean text?",
    ),
    "missing key": ("title", None, "title: is missing; add it"),
    "missing key inside": ("closing/0/after/heading", None, "closing[1].after.heading: is missing; add it"),
    "unknown persona": (
        "closing/0/by",
        ["cat"],
        "closing[1].by[1]: 'cat' is not known; write one of "
            "'freelancer', 'client', 'agency-owner', 'admin', 'manager' or 'member'",
    ),
    "unknown literal": (
        "closing/0/stages/0/does",
        "shut",
        "closing[1].stages[1].does: 'shut' is not known; write one of 'close' or 'ask-support'",
    ),
    "unknown ask": (
        "closing/0/stages/0/asks",
        ["pin?"],
        "closing[1].stages[1].asks[1].name: 'pin' is not known; write one of "
            "'reason', 'feedback', 'password', 'security-answer', 'code' or 'message'",
    ),
    "unknown subject": (
        "closing/0/of",
        "team",
        "closing[1].of: 'team' is not known; write one of 'account', 'company', 'agency' or 'membership'",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("path", "value", "line"), FAULTS.values(), ids=FAULTS)
def test_each_fault_is_one_line_with_file_key_and_remedy(
    minimal: dict[str, Any], path: str, value: Any, line: str
) -> None:
    with pytest.raises(EditionError) as raised:
        loader.parse(changed(minimal, path, value), "minimal.toml")
    assert str(raised.value) == f"minimal.toml: {line}"


INVALID = {
    "nobody": ("closing/0/by", [], "closing[1].by: "),
    "no stage": ("closing/0/stages", [], "closing[1].stages: "),
    "no device": ("closing/0/devices", [], "closing[1].devices: "),
    "no section": ("sections", [], "sections: "),
    "id that is no address": ("sections/0/id", "Big Letters", "sections[1].id: "),
    "empty label": ("title", "", "title: "),
    "label with space around it": ("closing/0/control", " Leave", "closing[1].control: "),
    "no duration": ("closing/0/after/delete_after", "a month", "closing[1].after.delete_after: "),
}


@pytest.mark.parametrize(("path", "value", "key"), INVALID.values(), ids=INVALID)
def test_an_invalid_value_is_one_line_with_file_and_key(
    minimal: dict[str, Any], path: str, value: Any, key: str
) -> None:
    with pytest.raises(EditionError) as raised:
        loader.parse(changed(minimal, path, value), "minimal.toml")
    (line,) = str(raised.value).splitlines()
    assert line.startswith(f"minimal.toml: {key}")


def test_an_edition_that_is_not_an_object_is_one_line() -> None:
    with pytest.raises(EditionError, match=r"^minimal.toml: edition: .+$"):
        loader.parse("Settings", "minimal.toml")


def test_all_faults_are_listed(minimal: dict[str, Any]) -> None:
    edition = changed(changed(minimal, "title", None), "closing/0/control", None)
    with pytest.raises(EditionError) as raised:
        loader.parse(edition, "minimal.toml")
    assert str(raised.value).splitlines() == [
        "minimal.toml: title: is missing; add it",
        "minimal.toml: closing[1].control: is missing; add it",
    ]


@pytest.mark.parametrize("name", ["no-such-edition", f"../editions/{loader.names()[0]}", ""])
def test_an_unknown_edition_is_answered_with_the_known_ones(name: str) -> None:
    with pytest.raises(EditionError) as raised:
        loader.load(name)
    names = ", ".join(loader.names())
    assert str(raised.value) == f"edition {name!r} does not exist; write one of {names}, or give one inline"


def test_bad_toml_is_one_line_with_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loader, "FOLDER", tmp_path)
    (tmp_path / "torn.toml").write_text('title = "Torn\n', "utf-8")
    with pytest.raises(EditionError, match=r"^torn\.toml: .*line 1.*; correct the TOML$"):
        loader.load("torn")


def test_another_encoding_is_one_line_with_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loader, "FOLDER", tmp_path)
    (tmp_path / "latin.toml").write_bytes('title = "Überall"\n'.encode("latin-1"))
    with pytest.raises(EditionError, match=r"^latin\.toml: .+$"):
        loader.load("latin")


@pytest.mark.parametrize("never", ["-P30D", "P4000000D"], ids=["before it is closed", "after the year 9999"])
def test_delete_after_must_lie_between_closing_and_year_9999(minimal: dict[str, Any], never: str) -> None:
    after = {"heading": "You have left", "status": "marked", "delete_after": never}
    with pytest.raises(EditionError, match=r"^minimal\.toml: closing\[1\]\.after\.delete_after: "):
        loader.parse(changed(minimal, "closing/0/after", after), "minimal.toml")


@pytest.mark.parametrize("cancel", ["Confirm ", " confirm"])
def test_spaces_do_not_make_names_different(minimal: dict[str, Any], cancel: str) -> None:
    with pytest.raises(EditionError, match=r"^minimal\.toml: closing\[1\]\.stages\[1\]"):
        loader.parse(changed(minimal, "closing/0/stages/0/cancel", cancel), "minimal.toml")


def test_each_world_has_its_own_edition(minimal: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(world_edition, "CACHE_SIZE", 2)
    monkeypatch.setattr(world_edition, "CACHE", {})
    worlds = [World(id=name, edition={**minimal, "title": name}) for name in "abcde"]
    for world in worlds * 2:
        assert world_edition.of(world).title == world.id
        assert len(world_edition.CACHE) <= world_edition.CACHE_SIZE
