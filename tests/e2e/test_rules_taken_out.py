"""Every shipped guide fails if the rule of its end is removed from its edition."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from flows.reading.front_matter import parse_end
from flows.reading.guide import Guide
from flows.walk.walker import WalkError
from mocksite.catalog.team_roles import ASSIGNABLE_ROLES
from tests.support.shipped_guides import SHIPPED, edition_of, one_of_each
from tests.support.types import EditionData, WalkOn

Change = Callable[[EditionData, Guide], None]


def nothing_comes_first(edition: EditionData, guide: Guide) -> None:
    _, named = parse_end(str(guide.front.ends))
    for closing in edition["closing"]:
        closing["block"] = [name for name in closing["block"] if name not in named]


def teams_are_for_good(edition: EditionData, _guide: Guide) -> None:
    edition["closing"] = [closing for closing in edition["closing"] if closing["of"] == "account"]


def everybody_leaves_by_themselves(edition: EditionData, guide: Guide) -> None:
    for closing in edition["closing"]:
        if closing["of"] == "membership":
            closing["by"].append(guide.front.persona)


def every_device_will_do(edition: EditionData, _guide: Guide) -> None:
    for closing in edition["closing"]:
        closing["devices"] = ["desktop", "mobile"]


def teams_take_the_account_along(edition: EditionData, guide: Guide) -> None:
    for closing in edition["closing"]:
        if guide.front.persona in closing["by"]:
            closing["of"], closing["after"]["with_account"] = "account", None


RULES: dict[str, list[Change]] = {
    "blocked by …": [nothing_comes_first],
    "owner only": [teams_are_for_good],
    "ask an admin": [teams_are_for_good, everybody_leaves_by_themselves],
    "desktop only": [every_device_will_do],
    "team closed": [teams_take_the_account_along],
}
CASES = [(guide, change) for guide in SHIPPED for change in RULES.get(parse_end(str(guide.front.ends))[0], [])]


# Every run takes out one rule of each sort; that each key of an edition has a guard is found by ``make mutants``.
OFTEN = (nothing_comes_first, everybody_leaves_by_themselves)


@pytest.mark.parametrize(
    ("guide", "change"),
    one_of_each(
        sorted(CASES, key=lambda case: case[1] not in OFTEN),
        lambda _, change: change if change in OFTEN else nothing_comes_first,
    ),
)
def test_a_guide_is_red_without_its_rule(walk_on: WalkOn, guide: Guide, change: Change) -> None:
    edition = edition_of(guide)
    change(edition, guide)
    with pytest.raises(WalkError):
        walk_on(guide, edition)


# The text or fault at which these guides fail.
ACCOUNT = "your account closes with it|Your account stays open|This account is closed|the stored account is open"


def turned(guide: Guide) -> list[str] | None:
    """The circumstances in which the guide's team is no longer the last, or becomes the last; None if there are none.

    If a client acts in a linked procedure, a freelancer's own client would be the wrong one; another team is added.
    """
    front, has = guide.front, guide.front.circumstances
    acted = any(linked.front.persona.startswith("client") for linked in guide.linked.values())
    circumstance = "several-teams" if acted else "dual"
    if front.persona in ASSIGNABLE_ROLES and front.ends == "closed" and circumstance not in has:
        return [*has, circumstance]
    if front.persona in ASSIGNABLE_ROLES and front.ends == "out of the team" and "dual" in has:
        return [name for name in has if name != "dual"]
    return None


LAST_TEAM = [(guide, others) for guide in SHIPPED if (others := turned(guide)) is not None]


@pytest.mark.parametrize(("guide", "others"), one_of_each(LAST_TEAM))
def test_a_guide_is_red_if_the_team_was_or_was_not_the_last(walk_on: WalkOn, guide: Guide, others: list[str]) -> None:
    with pytest.raises(WalkError, match=ACCOUNT):
        walk_on(guide, edition_of(guide), others)


# Where something ends and the account stays open.
GOES_ON = [(guide,) for guide in SHIPPED if guide.front.ends in ("team closed", "out of the team")]


@pytest.mark.parametrize("guide", one_of_each(GOES_ON))
def test_still_open_is_false_after_leaving_a_team(walk_on: WalkOn, guide: Guide) -> None:
    front = guide.front.model_copy(update={"ends": "still open"})
    with pytest.raises(
        WalkError, match=r"ends: the walk did not end 'still open': (the team .* is closed|the reader's)"
    ):
        walk_on(replace(guide, front=front), edition_of(guide))


def test_a_linked_procedure_of_a_missing_account_is_an_error(walk_on: WalkOn) -> None:
    guide = next(guide for guide in SHIPPED if "client-2" in [part.front.persona for part in guide.linked.values()])
    with pytest.raises(WalkError, match=r"_client-2\S+:3: looked for an account of client-2; there was member, "):
        walk_on(guide, edition_of(guide), [])
