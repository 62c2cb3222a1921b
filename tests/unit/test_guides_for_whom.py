"""A guide can be for the personas that its edition has a closing for."""

import pytest

from flows.errors import GuideError
from flows.reading import guide as guides
from tests.support.guide_files import write_guide
from tests.support.types import CheckGuide

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
pytestmark = pytest.mark.usefixtures("folder")


def written(persona: str, of: list[str], fields: str = "", steps: str = "1. Log in.") -> guides.Guide:
    closings = ", ".join(f"{CLOSINGS[kind]}, {REST}" for kind in of)
    path = write_guide("own/leave.md", f"title: Leave\npersona: {persona}\nends: still open{fields}", steps)
    path.with_name("edition.toml").write_text(EDITION.format(closings=closings), "utf-8")
    return guides.load(path)


@pytest.mark.parametrize("of", ["company", "membership"])
@pytest.mark.parametrize("persona", ["admin", "manager", "member"])
def test_team_members_have_the_closings_of_the_team(persona: str, of: str, check: CheckGuide) -> None:
    check(written(persona, [of]))


@pytest.mark.parametrize(
    ("persona", "of", "has"), [("member", "account", "freelancer"), ("client", "membership", "admin, manager, member")]
)
def test_a_fault_names_the_personas_that_have_a_closing(persona: str, of: str, has: str, check: CheckGuide) -> None:
    with pytest.raises(GuideError) as raised:
        check(written(persona, [of]))
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
def test_obligations_of_every_capacity_are_valid(
    persona: str, owed: str, circumstances: str, check: CheckGuide
) -> None:
    fields = f"\nhaving: [{owed}]\ncircumstances: [{circumstances}]"
    check(written(persona, ["account", "company"], fields))


@pytest.mark.parametrize(
    ("persona", "owed", "circumstances"),
    [
        ("client", "balance", ""),
        ("freelancer", "open-job", ""),
        ("admin", "balance", ""),
        ("admin", "open-job", "dual"),
    ],
)
def test_obligations_of_no_capacity_are_refused(persona: str, owed: str, circumstances: str, check: CheckGuide) -> None:
    fields = f"\nhaving: [{owed}]\ncircumstances: [{circumstances}]"
    with pytest.raises(GuideError, match=f"^own/leave.md:5: having: a persona '{persona}' cannot owe '{owed}'; "):
        check(written(persona, ["account", "company"], fields))


@pytest.mark.parametrize(
    ("persona", "exists"),
    [("client-2", True), ("agency-owner", True), ("support-agent", True), ("client-x", False), ("butcher-2", False)],
)
def test_the_persona_of_a_linked_procedure_can_have_a_number(persona: str, exists: bool, check: CheckGuide) -> None:
    write_guide("own/_other.md", f"title: A\npersona: {persona}")
    guide = written("member", ["membership"], steps="1. [They go on](_other.md).")
    if exists:
        check(guide)
        return
    with pytest.raises(GuideError, match=f"^own/_other.md:3: persona: '{persona}' is not known; "):
        check(guide)
