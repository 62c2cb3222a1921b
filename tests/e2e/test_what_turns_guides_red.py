"""Every guide that ships is red on a site that has changed: a label renamed, a gate gone, a stage more or less."""

import copy
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from flows import guide as guides
from flows.guide import Guide, Sentence, shown
from flows.vocabulary import Act
from flows.walk import Walk, WalkError
from flows.worlds import Site, World
from mocksite import editions

Edition = dict[str, Any]
MakeWorld = Callable[..., World]
# Red is found by waiting for what does not come; nothing on this machine takes so long.
PATIENCE = 2_000
NAMES = ("label", "control", "heading", "button", "cancel", "mail", "login", "menu", "reasons", "violations")
# Buttons that pages with fixed names have too, so that a guide may press them there.
FIXED_TOO = {"continue", "send to support"}
CLOSED = ("closed", "marked for deletion")


def edition_of(guide: Guide) -> Edition:
    return editions.load(str(guide.edition)).model_dump(mode="json", by_alias=True)


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
    """A part of an edition in which what is called so is called otherwise."""
    if isinstance(part, dict):
        return {name: renamed(value, label, key if key == "menu" else name) for name, value in part.items()}
    if isinstance(part, list):
        return [renamed(value, label, key) for value in part]
    same = key in NAMES and isinstance(part, str) and part.casefold() == label.casefold()
    return "Something else" if same else part


def uses(guide: Guide, persona: str) -> Iterator[tuple[Guide, Sentence, Act, str]]:
    """Every label that a walk of a guide uses, in order, with where it stands."""
    for sentence in guide.sentences:
        for act in sentence.acts:
            if act.name == "do":
                linked = guide.linked[act.args[0]]
                yield from uses(linked, persona) if linked.front.persona == persona else ()
            elif act.name != "gone":
                for arg in act.args:
                    for label in arg if isinstance(arg, list) else [arg]:
                        yield guide, sentence, act, str(label)


def last_label(guide: Guide) -> tuple[str, str] | None:
    """The last label of the edition that a guide cannot do without, and where it stands first, as file and line."""
    known = {label.casefold() for label in labels(edition_of(guide))} - FIXED_TOO
    used = [use for use in uses(guide, guide.front.persona) if use[3].casefold() in known]
    optional = {label for _, _, act, label in used if act.optional}
    needed = [label for *_, label in used if label not in optional]
    if not needed:
        return None
    where, sentence, *_ = next(use for use in used if use[3].casefold() == needed[-1].casefold())
    return needed[-1], f"{shown(where.path)}:{sentence.line}: "


SHIPPED = [guides.load(path) for path in guides.find(guides.GUIDES)]
RENAMED = [(guide, *found) for guide in SHIPPED if (found := last_label(guide))]


def plain(name: str) -> Guide:
    """A guide of a shipped edition that closes the account without anything special."""
    return next(
        guide
        for guide in SHIPPED
        if guide.edition == name
        and guide.front.ends in CLOSED
        and not (guide.front.having or guide.front.circumstances)
    )


@pytest.fixture
def walk_on(
    make_world: MakeWorld, site: Site, open_page: Callable[[str], Page], tmp_path: Path
) -> Callable[[Guide, Edition], None]:
    """Walks a guide through an edition that is not its own."""

    def open_impatiently(device: str) -> Page:
        page = open_page(device)
        page.set_default_timeout(PATIENCE)
        return page

    def walk(guide: Guide, edition: Edition) -> None:
        front = guide.front
        asked = {"persona": front.persona, "having": tuple(front.having), "circumstances": tuple(front.circumstances)}
        world = make_world(edition=edition, **asked)
        Walk(world, site.catalog(), open_impatiently, tmp_path, grouped=False).through(guide)

    return walk


@pytest.mark.parametrize(
    ("guide", "label", "place"), RENAMED, ids=[f"{guide.label}-{label}" for guide, label, _ in RENAMED]
)
def test_a_guide_is_red_where_its_label_is_renamed(
    walk_on: Callable[[Guide, Edition], None], guide: Guide, label: str, place: str
) -> None:
    with pytest.raises(WalkError) as raised:
        walk_on(guide, renamed(edition_of(guide), label))
    assert str(raised.value).startswith(place)
    assert label.casefold() in str(raised.value).casefold()


@pytest.mark.parametrize("name", [name for name in editions.names() if editions.load(name).gate])
def test_a_guide_is_red_where_its_gate_is_gone(walk_on: Callable[[Guide, Edition], None], name: str) -> None:
    guide = plain(name)
    with pytest.raises(WalkError):
        walk_on(guide, {**edition_of(guide), "gate": None})


STAGES = [(name, number) for name in editions.names() for number in range(len(editions.load(name).closings[0].stages))]


@pytest.mark.parametrize(("name", "number"), STAGES)
def test_a_guide_is_red_where_there_is_a_stage_more(
    walk_on: Callable[[Guide, Edition], None], name: str, number: int
) -> None:
    guide = plain(name)
    edition = copy.deepcopy(edition_of(guide))
    edition["closing"][0]["stages"].insert(number, {"heading": "One more thing", "button": "Go on"})
    with pytest.raises(WalkError):
        walk_on(guide, edition)


@pytest.mark.parametrize(("name", "number"), [(name, number) for name, number in STAGES if number])
def test_a_guide_is_red_where_a_stage_is_gone(
    walk_on: Callable[[Guide, Edition], None], name: str, number: int
) -> None:
    guide = plain(name)
    edition = copy.deepcopy(edition_of(guide))
    gone = edition["closing"][0]["stages"].pop(number - 1)
    edition["closing"][0]["stages"][number - 1]["does"] = "close"
    if {"name": "reason", "required": True} in gone["asks"]:
        edition["closing"][0] |= {"reasons": [], "violations": []}
    with pytest.raises(WalkError):
        walk_on(guide, edition)
