"""Whoever is wrong too often waits, and then needs support: however it is that they prove an account theirs."""

from collections.abc import Callable
from functools import partial

import pytest
import requests

from flows.site.client import World
from tests.support.aftermath import at_once
from tests.support.browserless import at, words
from tests.support.gated_edition import stored
from tests.support.proving import PROOFS, Asked, Proof

MakeWorld = Callable[..., World]
WRONG = "no proof"
WAIT = "That was wrong five times. Wait {} minutes, then try again."
LOCKED = "That was wrong too often. Only support can let you try again. Ask support to unlock it"
# What can be proved twice, and where an empty field is told that it is needed.
AGAIN = {name: proof for name, proof in PROOFS.items() if name != "authenticator to turn it off"}
REQUIRED = {name: proof for name, proof in AGAIN.items() if not name.endswith("at login")}
each_proof = pytest.mark.parametrize("proof", PROOFS.values(), ids=PROOFS)


@pytest.fixture
def world(make_world: MakeWorld, proof: Proof) -> World:
    return proof.world(make_world)


@pytest.fixture
def asked(world: World, proof: Proof, base_url: str) -> Asked:
    """Somebody who is asked for the proof, with nobody before them who was wrong."""
    return proof.come(world, base_url)


def told(answer: requests.Response) -> tuple[int, list[str]]:
    """The status of an answer, and what it complains of."""
    return answer.status_code, words(answer, "p", role="alert")


def wrongly(asked: Asked, times: int) -> list[tuple[int, list[str]]]:
    return [told(asked.give(WRONG)) for _ in range(times)]


@each_proof
def test_the_fifth_wrong_try_in_a_row_has_to_wait(world: World, proof: Proof, asked: Asked) -> None:
    assert wrongly(asked, 4) == [(proof.status, [proof.complaint])] * 4
    assert wrongly(asked, 1) == [(429, [WAIT.format(15)])]
    assert stored(world) == {}


@each_proof
def test_a_right_try_is_refused_meanwhile_and_taken_afterwards(world: World, proof: Proof, asked: Asked) -> None:
    wrongly(asked, 5)
    assert told(asked.give(proof.right(world, asked))) == (429, [WAIT.format(15)])
    world.advance("PT14M")
    waits = "That was wrong five times. Wait 1 minute, then try again."
    assert told(asked.give(proof.right(world, asked))) == (429, [waits])
    world.advance("PT59S")
    assert told(asked.give(WRONG)) == (429, [waits])
    world.advance("PT1S")
    assert at(asked.give(proof.right(world, asked))).endswith(proof.passed)


@pytest.mark.parametrize("proof", AGAIN.values(), ids=AGAIN)
def test_a_right_try_forgets_the_wrong_ones_before_it(world: World, proof: Proof, base_url: str) -> None:
    first, second = proof.come(world, base_url), proof.come(world, base_url)
    wrongly(first, 4)
    assert at(first.give(proof.right(world, first))).endswith(proof.passed)
    assert wrongly(second, 4) == [(proof.status, [proof.complaint])] * 4


@each_proof
def test_the_tenth_wrong_try_leaves_only_support(world: World, proof: Proof, asked: Asked) -> None:
    wrongly(asked, 5)
    world.advance("PT15M")
    assert wrongly(asked, 4) == [(proof.status, [proof.complaint])] * 4
    assert stored(world) == {}
    last = asked.give(WRONG)
    assert told(last) == (429, [LOCKED])
    assert words(last, "a", href="/support/unlock") == ["Ask support to unlock it"]
    assert world.state()["accounts"]["freelancer"]["locked"] == [proof.name]
    assert [path.rpartition("/")[0] for path in stored(world)] == ["/accounts/freelancer"]
    world.advance("P365D")
    assert told(asked.give(proof.right(world, asked))) == (429, [LOCKED])


@each_proof
def test_wrong_tries_at_once_are_all_counted(world: World, proof: Proof, asked: Asked) -> None:
    tabs = [asked.reader.tab() for _ in range(5)]
    answers = at_once([partial(asked.give, WRONG, tab) for tab in tabs])
    assert sorted(answer.status_code for answer in answers) == [*[proof.status] * 4, 429]
    assert told(asked.give(proof.right(world, asked))) == (429, [WAIT.format(15)])


@pytest.mark.parametrize("proof", REQUIRED.values(), ids=REQUIRED)
def test_what_is_left_empty_is_no_try(world: World, proof: Proof, asked: Asked) -> None:
    assert [asked.give(given).status_code for given in ("", " ", "\t", "", "", "")] == [proof.status] * 6
    assert at(asked.give(proof.right(world, asked))).endswith(proof.passed)
