"""Each end is false in each way in which it can be: every check of it fails after some walk."""

import pytest

from flows.reading.front_matter import parse_end
from flows.reading.guide import Guide
from flows.site.client import Site
from flows.walk.end_checks import Evidence
from flows.walk.judge import ENDS, faults_of_end
from flows.walk.reader import Reader
from tests.conftest import PATIENCE
from tests.support.shipped_guides import SHIPPED, edition_of, one_of_each
from tests.support.types import MakeWorld, OpenPage, WalkOn

# After each of these walks, the checks of other ends that fail, by their place in ``ENDS``.
FALSE_AFTER: dict[str, dict[str, tuple[int, ...]]] = {
    "books-are-kept": {
        "closed": (0, 1),
        "marked for deletion": (0, 1),
        "new account": (0, 1, 2),
        "blocked by …": (0, 1),
        "sent to support": (0, 1, 2),
        "desktop only": (0, 1),
        "owner only": (0, 1),
        "ask an admin": (0, 1),
        "team closed": (0, 1),
        "out of the team": (0, 1),
        "one account only": (0, 1),
        "restored": (0, 1, 2),
        "not restored": (0, 1, 2),
        "suspension lifted": (0, 1, 2),
        "still suspended": (0, 1),
        "as it was": (0, 3, 4),
        "still open": (0, 3),
    },
    "same-email-again": {
        "deleted": (0, 1),
        "owner only": (2,),
        "out of the team": (2,),
        "one account only": (2,),
        "as it was": (1,),
        "still open": (1,),
    },
    "removed-from-two-of-three-teams": {
        "owner only": (3,),
        "ask an admin": (2,),
        "as it was": (2,),
        "still open": (2,),
    },
    "company-settle-team-member": {"out of the team": (3,)},
}
# Ends that are true together with another, since one says more.
ALSO_TRUE = {
    "suspension lifted": {"still open"},
    "restored": {"as it was", "still open"},
    "still open": {"as it was"},
    "as it was": {"still open"},
    "desktop only": {"as it was", "still open"},
    "owner only": {"as it was", "still open"},
    "ask an admin": {"as it was", "still open"},
    "not restored": {"closed"},
}
# These are judged by the stored state alone, since the reader may be anywhere.
STATE_ONLY = {"team closed", "out of the team", "still suspended"}
BY_NAME = {guide.name: guide for guide in SHIPPED}
SHORTEST = {parse_end(str(guide.front.ends))[0]: guide for guide in reversed(SHIPPED)}


def evidence_for(end: str, last: Reader, site: Site, obligations: list[str], *, is_true: bool = False) -> Evidence:
    # What is not there by the end of a walk does not appear.
    last.page.set_default_timeout(PATIENCE if is_true else 100)
    return Evidence(last.world.state(), site.catalog(), last, end, obligations)


def test_every_check_of_every_end_is_in_the_table() -> None:
    failing = {end: sorted({number for after in FALSE_AFTER.values() for number in after.get(end, ())}) for end in ENDS}
    assert failing == {end: list(range(len(checks))) for end, checks in ENDS.items()}


@pytest.mark.parametrize("name", FALSE_AFTER)
def test_each_check_of_an_end_fails_after_some_walk(walk_on: WalkOn, site: Site, name: str) -> None:
    if (guide := BY_NAME.get(name)) is None:
        pytest.skip(f"the guide {name} does not ship")
    last = walk_on(guide, edition_of(guide))
    for end, expected in FALSE_AFTER[name].items():
        evidence = evidence_for(end, last, site, ["balance"])
        failing = [number for number in expected if list(ENDS[end][number](evidence))]
        assert (end, failing) == (end, list(expected))


@pytest.mark.parametrize("guide", one_of_each([(guide,) for guide in SHORTEST.values()]))
def test_after_a_walk_only_its_own_end_is_true(walk_on: WalkOn, site: Site, guide: Guide) -> None:
    own, obligations = parse_end(str(guide.front.ends))
    obligations = obligations or ["balance"]
    last = walk_on(guide, edition_of(guide))
    expected = {own, *ALSO_TRUE.get(own, set())}
    assert expected == {
        end for end in ENDS if not faults_of_end(evidence_for(end, last, site, obligations, is_true=end in expected))
    }

    last.page.goto("about:blank", timeout=0)
    assert bool(faults_of_end(evidence_for(own, last, site, obligations))) == (own not in STATE_ONLY)


def test_what_a_screen_says_is_not_enough(make_world: MakeWorld, site: Site, open_impatiently: OpenPage) -> None:
    world = make_world()
    closing = world.edition["closing"][1]
    says = [end["says"] for end in site.catalog()["ends"] if end["says"]]
    page = open_impatiently("desktop")
    page.set_content(
        f"<button>Account menu</button><h1>{closing['after']['heading']}</h1><h1>{closing['asked']['heading']}</h1>"
        f"<p role=alert>{closing['after']['login']}</p><p role=alert>{site.catalog()['unknown_login']}</p>"
        f"<ul aria-label='What comes first'><li>{site.catalog()['obligations']['balance']['says']}</li></ul>"
        + "".join(f"<p>{text}</p>" for text in says)
    )
    last = Reader(page, world, world.owner)
    # Where nothing is to change, the screen is all there is.
    expected = {"desktop only", "owner only", "ask an admin", "one account only", "as it was", "still open"}
    assert expected == {
        end for end in ENDS if not faults_of_end(evidence_for(end, last, site, ["balance"], is_true=end in expected))
    }
