"""Every subset of what a freelancer can owe: exactly that is in the way, it can be settled, then the account closes."""

from collections.abc import Callable
from itertools import chain, combinations

import pytest
from browserless import Browserless, blockers, heading
from settling import CAN_OWE, HOW, Settler, check_money, money

from flows.worlds import World
from mocksite.obligations import OBLIGATIONS

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]
OWN = CAN_OWE["freelancer"]
SUBSETS = list(chain.from_iterable(combinations(OWN, size) for size in range(len(OWN) + 1)))
NAMES = {obligation.says: name for name, obligation in OBLIGATIONS.items()}
STEPS = 2 * len(OWN)  # what is left behind is settled too, so a chain is at most twice as long as the list


def in_the_way(reader: Browserless) -> list[str]:
    """The obligations that the site lists when the owner wants to close."""
    return [NAMES[says] for says in blockers(reader.get("/closing/start/0"))]


def test_every_obligation_of_a_freelancer_can_be_settled_here() -> None:
    assert sorted(OWN) == sorted(HOW)


@pytest.mark.parametrize("having", SUBSETS, ids="+".join)
def test_what_is_owed_is_in_the_way_until_it_is_settled(
    make_world: MakeWorld, log_in: LogIn, having: tuple[str, ...]
) -> None:
    world = make_world(having=having, seed=1 + SUBSETS.index(having))
    settler = Settler(world, log_in(world), log_in(world.accounts["support-agent"]))
    everything = money(world.state())
    left = in_the_way(settler.reader)
    assert left == list(having)
    for _ in range(STEPS):
        if not left:
            break
        name = left[0]
        settler.settle(name)
        found = in_the_way(settler.reader)
        assert name not in found
        check_money(world.state(), everything)
        left = found
    closed = settler.reader.submit(f"{settler.reader.begin()}/1", {"reason": "I am moving to another line of work"})
    assert heading(closed) == "Your account is closed"
    state = world.state()
    assert (state["accounts"]["freelancer"]["status"], state["accounts"]["freelancer"]["owes"]) == ("closed", [])
    check_money(state, everything)


@pytest.mark.parametrize("name", OWN)
def test_what_an_obligation_leaves_behind_is_what_the_catalog_says(
    make_world: MakeWorld, log_in: LogIn, name: str
) -> None:
    edition = make_world().edition | {"withdrawal_takes": "P3D"}
    world = make_world(edition=edition, having=(name,))
    Settler(world, log_in(world), log_in(world.accounts["support-agent"])).settle(name)
    left = [other for other in OBLIGATIONS[name].leaves if other in OWN]  # the others are left to the client
    assert world.state()["accounts"]["freelancer"]["owes"] == left
