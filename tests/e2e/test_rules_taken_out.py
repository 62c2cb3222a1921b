"""Every guide that ships is red where the rule that it tells of is taken out: which rule, its end says."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from flows.reading import ends
from flows.reading.guide import Guide
from flows.walk.walker import WalkError
from mocksite.catalog.team_roles import ASSIGNABLE_ROLES
from tests.support.shipped_guides import SHIPPED, Edition, WalkOn, edition_of, one_of_each

Change = Callable[[Edition, Guide], None]


def nothing_comes_first(edition: Edition, guide: Guide) -> None:
    _, named = ends.parse(str(guide.front.ends))
    for closing in edition["closing"]:
        closing["block"] = [name for name in closing["block"] if name not in named]


def teams_are_for_good(edition: Edition, _guide: Guide) -> None:
    edition["closing"] = [closing for closing in edition["closing"] if closing["of"] == "account"]


def everybody_leaves_by_themselves(edition: Edition, guide: Guide) -> None:
    for closing in edition["closing"]:
        if closing["of"] == "membership":
            closing["by"].append(guide.front.persona)


def every_device_will_do(edition: Edition, _guide: Guide) -> None:
    for closing in edition["closing"]:
        closing["devices"] = ["desktop", "mobile"]


def teams_take_the_account_along(edition: Edition, guide: Guide) -> None:
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


CASES = [(guide, change) for guide in SHIPPED for change in RULES.get(ends.parse(str(guide.front.ends))[0], [])]


@pytest.mark.parametrize(("guide", "change"), one_of_each(CASES, lambda _, change: change))
def test_a_guide_is_red_where_its_rule_is_taken_out(walk_on: WalkOn, guide: Guide, change: Change) -> None:
    edition = edition_of(guide)
    change(edition, guide)
    with pytest.raises(WalkError):
        walk_on(guide, edition)


# What any of these guides says, or is found not to be, where the account does the opposite.
ACCOUNT = "your account closes with it|Your account stays open|This account is closed|the stored account is open"


def turned(guide: Guide) -> list[str] | None:
    """Circumstances in which a guide's last team is not the last of the account, or the other way round; or None.

    Where a client acts, a freelancer's client would be the first of the name; then another team is what is left.
    """
    front, has = guide.front, guide.front.circumstances
    acted = any(linked.front.persona.startswith("client") for linked in guide.linked.values())
    more = "several-teams" if acted else "dual"
    if front.persona in ASSIGNABLE_ROLES and front.ends == "closed" and more not in has:
        return [*has, more]
    if front.persona in ASSIGNABLE_ROLES and front.ends == "out of the team" and "dual" in has:
        return [name for name in has if name != "dual"]
    return None


LAST_TEAM = [(guide, others) for guide in SHIPPED if (others := turned(guide)) is not None]


@pytest.mark.parametrize(("guide", "others"), one_of_each(LAST_TEAM, lambda guide, _: guide.front.ends))
def test_a_guide_is_red_where_the_last_team_is_or_is_not_the_last_of_the_account(
    walk_on: WalkOn, guide: Guide, others: list[str]
) -> None:
    with pytest.raises(WalkError, match=ACCOUNT):
        walk_on(guide, edition_of(guide), others)


# One guide of each end by which something ends and the account goes on.
GOES_ON = {guide.front.ends: guide for guide in SHIPPED if guide.front.ends in ("team closed", "out of the team")}


@pytest.mark.parametrize("guide", GOES_ON.values(), ids=GOES_ON)
def test_nothing_is_still_open_where_a_team_was_closed_or_left(walk_on: WalkOn, guide: Guide) -> None:
    front = guide.front.model_copy(update={"ends": "still open"})
    with pytest.raises(
        WalkError, match=r"ends: the walk did not end 'still open': (the team .* is closed|the reader's)"
    ):
        walk_on(replace(guide, front=front), edition_of(guide))


def test_a_linked_procedure_of_somebody_who_is_not_there_is_told_with_who_is(walk_on: WalkOn) -> None:
    guide = next(guide for guide in SHIPPED if any(each.front.persona == "client-2" for each in guide.linked.values()))
    with pytest.raises(WalkError, match=r"_client-2\S+:3: looked for an account of client-2; there was member, "):
        walk_on(guide, edition_of(guide), [])
