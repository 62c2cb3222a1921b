"""Shipped guides fail if a label is renamed, a gate removed, a stage added or removed."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest

from flows.errors import shown
from flows.language.act import Act
from flows.reading.guide import Guide, Sentence
from flows.walk.walker import WalkError
from mocksite.editions import loader
from tests.support.shipped_guides import SHIPPED, edition_of, one_of_each
from tests.support.types import WalkOn

NAMES = ("label", "control", "heading", "button", "cancel", "mail", "login", "menu", "reasons", "violations")
# These words are also used by the site itself, so a guide may still find them.
FIXED_TOO = {"continue", "send to support", "account not found."}
CLOSED = ("closed", "marked for deletion")


def labels(part: Any, key: str = "") -> Iterator[str]:
    """Every name that an edition gives to something on a screen or to a mail."""
    if isinstance(part, dict):
        for name, value in part.items():
            yield from labels(value, key if key == "menu" else name)
    elif isinstance(part, list):
        for value in part:
            yield from labels(value, key)
    elif isinstance(part, str) and key in NAMES:
        yield part


def renamed(part: Any, label: str, key: str = "") -> Any:
    if isinstance(part, dict):
        return {name: renamed(value, label, key if key == "menu" else name) for name, value in part.items()}
    if isinstance(part, list):
        return [renamed(value, label, key) for value in part]
    same = key in NAMES and isinstance(part, str) and part.casefold() == label.casefold()
    return "Something else" if same else part


def uses(guide: Guide, persona: str) -> Iterator[tuple[Guide, Sentence, Act, str]]:
    """Every label that a walk uses, in order, with its guide, sentence and act."""
    for sentence in guide.sentences:
        for act in [act for outer in sentence.acts for act in (outer, *outer.inside)]:
            if act.name == "do":
                linked = guide.linked[act.args[0]]
                yield from uses(linked, persona) if linked.front.persona == persona else ()
            elif act.name != "gone":
                for arg in act.args:
                    for label in arg if isinstance(arg, list) else [arg]:
                        yield guide, sentence, act, str(label)


def last_label(guide: Guide) -> tuple[str, str] | None:
    """The last label that a guide depends on, and the place of its first use."""
    own_labels = {label.casefold() for label in labels(edition_of(guide))} - FIXED_TOO
    used = [use for use in uses(guide, guide.front.persona) if use[3].casefold() in own_labels]
    optional = {label for _, _, act, label in used if act.condition}
    needed = [label for *_, label in used if label not in optional]
    if not needed:
        return None
    where, sentence, *_ = next(use for use in used if use[3].casefold() == needed[-1].casefold())
    return needed[-1], f"{shown(where.path)}:{sentence.line}: "


RENAMED = [(guide, *place) for guide in SHIPPED if (place := last_label(guide))]


def plain(name: str) -> Guide:
    """A plain guide of the closing that a shipped edition lists first."""
    by = loader.load(name).closings[0].by
    return next(
        guide
        for guide in SHIPPED
        if guide.edition == name
        and guide.front.persona in by
        and guide.front.ends in CLOSED
        and not (guide.front.having or guide.front.circumstances)
    )


@pytest.mark.parametrize(("guide", "label", "place"), one_of_each(RENAMED))
def test_a_guide_is_red_if_its_label_is_renamed(walk_on: WalkOn, guide: Guide, label: str, place: str) -> None:
    with pytest.raises(WalkError) as raised:
        walk_on(guide, renamed(edition_of(guide), label))
    assert str(raised.value).startswith(place)
    assert label.casefold() in str(raised.value).casefold()


GATES = [(name,) for name in loader.names() if loader.load(name).gate]


@pytest.mark.thorough
@pytest.mark.parametrize("name", one_of_each(GATES))
def test_a_guide_is_red_if_its_gate_is_gone(walk_on: WalkOn, name: str) -> None:
    guide = plain(name)
    with pytest.raises(WalkError):
        walk_on(guide, {**edition_of(guide), "gate": None})


STAGES = [(name, number) for name in loader.names() for number in range(len(loader.load(name).closings[0].stages))]


@pytest.mark.parametrize(("name", "number"), one_of_each(STAGES))
def test_a_guide_is_red_if_a_stage_is_added(walk_on: WalkOn, name: str, number: int) -> None:
    guide = plain(name)
    edition = copy.deepcopy(edition_of(guide))
    edition["closing"][0]["stages"].insert(number, {"heading": "One more thing", "button": "Go on"})
    with pytest.raises(WalkError):
        walk_on(guide, edition)


LATER = [(name, number) for name, number in STAGES if number]


@pytest.mark.thorough
@pytest.mark.parametrize(("name", "number"), one_of_each(LATER))
def test_a_guide_is_red_if_a_stage_is_gone(walk_on: WalkOn, name: str, number: int) -> None:
    guide = plain(name)
    edition = copy.deepcopy(edition_of(guide))
    gone = edition["closing"][0]["stages"].pop(number - 1)
    edition["closing"][0]["stages"][number - 1]["does"] = "close"
    if {"name": "reason", "required": True} in gone["asks"]:
        edition["closing"][0] |= {"reasons": [], "violations": []}
    with pytest.raises(WalkError):
        walk_on(guide, edition)
