"""The sections of the settings: who has them, and which are listed."""

from typing import Any

import pytest

from mocksite.editions import loader
from mocksite.editions.schema import Edition
from tests.support.minimal_edition import clash, faults, minimal_edition

AGENTS = ["agency-owner", "admin"]
ACCOUNT = {"id": "account", "label": "Account"}
OTHER = {"id": "other", "label": "Other"}
DEEP = {"id": "deep", "label": "Deep", "under": "other"}
TEAMS = {**OTHER, "panels": ["my-teams"]}
UNREACHED = "cannot reach 'Deep', which is under 'other'; list only personas that have 'other'"


@pytest.fixture
def edition() -> Edition:
    """Sections for everybody, sections for some, and one nested under each."""
    sections = [
        ACCOUNT,
        {**OTHER, "by": ["client", "admin"]},
        {**DEEP, "by": ["admin"]},
        {"id": "mine", "label": "Mine", "under": "account", "by": ["freelancer"]},
        {"id": "theirs", "label": "Theirs", "under": "account"},
    ]
    return loader.parse({**minimal_edition(), "sections": sections})


HAS = {
    "everybody's": ("account", ["freelancer", "client", "admin", "member"]),
    "of some": ("other", ["client", "admin"]),
    "nested, of one": ("deep", ["admin"]),
    "there is none": ("attic", []),
}


@pytest.mark.parametrize(("identity", "has"), HAS.values(), ids=HAS)
def test_a_section_exists_for_its_personas(edition: Edition, identity: str, has: list[str]) -> None:
    everybody = ["freelancer", "client", "admin", "member"]
    sections = {who: edition.section(identity, who) for who in everybody}
    assert [who for who, section in sections.items() if section] == has
    assert {section.id for section in sections.values() if section} <= {identity}


LISTED = {
    "none open": ("freelancer", None, ["account"]),
    "open, with one's own": ("freelancer", "account", ["account", "mine", "theirs"]),
    "open, without another's": ("client", "account", ["account", "theirs", "other"]),
    "nested open": ("client", "theirs", ["account", "theirs", "other"]),
    "open, with another's nested": ("client", "other", ["account", "other"]),
    "nested open, one's own": ("admin", "deep", ["account", "other", "deep"]),
}


@pytest.mark.parametrize(("persona", "current", "listed"), LISTED.values(), ids=LISTED)
def test_the_list_shows_the_sections_of_the_persona(
    edition: Edition, persona: str, current: str | None, listed: list[str]
) -> None:
    opened = edition.section(current, persona) if current else None
    assert [section.id for section in edition.listed(opened, persona)] == listed


WRONG: dict[str, tuple[list[dict[str, Any]], list[str]]] = {
    "two of a name that one persona has": (
        [ACCOUNT, {**OTHER, "by": ["client", "admin"]}, {"id": "more", "label": "other", "by": ["admin"]}],
        [clash("sections", "other")],
    ),
    "two of a name of different personas": (
        [ACCOUNT, {**OTHER, "by": ["client"]}, {"id": "more", "label": "Other", "by": ["admin"]}], [],
    ),
    "called as what only others have in a panel": (
        [ACCOUNT, {**TEAMS, "by": ["client"]}, {"id": "more", "label": "Actions", "by": ["admin"]}], [],
    ),
    "called as what one has in a panel": (
        [ACCOUNT, {**TEAMS, "by": ["client"]}, {"id": "more", "label": "Actions", "by": ["client"]}],
        [clash("sections.other", "Actions")],
    ),
    "under one that nobody else has": (
        [ACCOUNT, {**OTHER, "by": AGENTS}, {**DEEP, "by": ["admin", "member", "client"]}],
        [f"sections[3].by: client, member {UNREACHED}"],
    ),
    "everybody's under one of some": (
        [ACCOUNT, {**OTHER, "by": AGENTS}, DEEP], [f"sections[3].by: freelancer, client, manager, member {UNREACHED}"],
    ),
    "of some under everybody's": ([ACCOUNT, OTHER, {**DEEP, "by": AGENTS}], []),
    "of the same under theirs": ([ACCOUNT, {**OTHER, "by": AGENTS}, {**DEEP, "by": AGENTS}], []),
    "under one there is none of": (
        [ACCOUNT, DEEP], ["sections[2].under: nobody can reach 'Deep' under 'other'; write one of account"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("sections", "lines"), WRONG.values(), ids=WRONG)
def test_each_fault_is_one_line_with_key_and_remedy(sections: list[dict[str, Any]], lines: list[str]) -> None:
    assert faults({"sections": sections}) == lines
