"""The personas a guide can be for: those its edition has a closing for, with obligations they can have."""

from pathlib import Path
from typing import Any

import pytest

from flows.errors import GuideError
from flows.reading import guide as guides
from flows.reading.validate import check
from flows.site.client import Site

CLOSINGS = {
    "account": '{by = ["freelancer"], of = "account", at = "all"',
    "company": '{by = ["client"], of = "company", at = "all"',
    "membership": '{by = ["admin"], of = "membership", at = "all"',
}
REST = 'control = "Go", stages = [{heading = "Go?", button = "Yes", does = "close"}], after = {heading = "Gone"}}'
EDITION = """\
title = "For whom"
menu = {{settings = "Settings", log-out = "Log out"}}
sections = [{{id = "all", label = "All", panels = ["my-teams"]}}]
closing = [{closings}]
"""


@pytest.fixture(scope="module")
def catalog(site: Site) -> dict[str, Any]:
    return site.catalog()


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("own").mkdir()


def written(persona: str, of: list[str], fields: str = "", steps: str = "1. Log in.") -> guides.Guide:
    closings = ", ".join(f"{CLOSINGS[kind]}, {REST}" for kind in of)
    Path("own/edition.toml").write_text(EDITION.format(closings=closings), "utf-8")
    path = Path("own/leave.md")
    path.write_text(f"---\ntitle: Leave\npersona: {persona}\nends: still open\n{fields}---\n\n{steps}\n", "utf-8")
    return guides.load(path)


@pytest.mark.parametrize("of", ["company", "membership"])
@pytest.mark.parametrize("persona", ["admin", "manager", "member"])
def test_a_member_of_a_team_has_the_closings_of_the_team(
    persona: str, of: str, site: Site, catalog: dict[str, Any]
) -> None:
    check(written(persona, [of]), site, catalog)


@pytest.mark.parametrize(
    ("persona", "of", "has"), [("member", "account", "freelancer"), ("client", "membership", "admin, manager, member")]
)
def test_a_persona_without_a_closing_is_a_fault_that_lists_those_with_one(
    persona: str, of: str, has: str, site: Site, catalog: dict[str, Any]
) -> None:
    with pytest.raises(GuideError) as raised:
        check(written(persona, [of]), site, catalog)
    message = f"the edition 'For whom' has no closing for {persona!r}, only for {has}"
    assert str(raised.value) == f"own/leave.md:3: persona: {message}"


OWED = [
    ("client", "open-job", ""),
    ("client", "balance", "dual"),
    ("freelancer", "open-job", "dual"),
    ("admin", "balance", "dual"),
    ("member", "balance", "dual"),
]


@pytest.mark.parametrize(("persona", "owed", "circumstances"), OWED)
def test_what_any_side_of_somebody_can_owe_can_be_had(
    persona: str, owed: str, circumstances: str, site: Site, catalog: dict[str, Any]
) -> None:
    fields = f"having: [{owed}]\ncircumstances: [{circumstances}]\n"
    check(written(persona, ["account", "company"], fields), site, catalog)


@pytest.mark.parametrize(
    ("persona", "owed", "circumstances"),
    [
        ("client", "balance", ""),
        ("freelancer", "open-job", ""),
        ("admin", "balance", ""),
        ("admin", "open-job", "dual"),
    ],
)
def test_what_no_side_of_somebody_can_owe_is_refused(
    persona: str, owed: str, circumstances: str, site: Site, catalog: dict[str, Any]
) -> None:
    fields = f"having: [{owed}]\ncircumstances: [{circumstances}]\n"
    with pytest.raises(GuideError, match=f"^own/leave.md:5: having: a persona '{persona}' cannot owe '{owed}'; "):
        check(written(persona, ["account", "company"], fields), site, catalog)


@pytest.mark.parametrize(
    ("persona", "exists"),
    [("client-2", True), ("agency-owner", True), ("support-agent", True), ("client-x", False), ("butcher-2", False)],
)
def test_the_persona_of_a_linked_procedure_can_have_a_number(
    persona: str, exists: bool, site: Site, catalog: dict[str, Any]
) -> None:
    Path("own/_other.md").write_text(f"---\ntitle: A\npersona: {persona}\n---\n\n1. Log in.\n", "utf-8")
    guide = written("member", ["membership"], steps="1. [They go on](_other.md).")
    if exists:
        check(guide, site, catalog)
        return
    with pytest.raises(GuideError, match=f"^own/_other.md:3: persona: '{persona}' is not known; "):
        check(guide, site, catalog)
