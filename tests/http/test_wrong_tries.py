"""After too many wrong tries there is a wait, and then only support can help."""

from functools import partial

import pytest

from flows.site.client import World
from tests.support.changes import account_row, at_once, changed_rows, statuses
from tests.support.credentials import CREDENTIALS, Credential, Prompt
from tests.support.http_client import Page
from tests.support.types import MakeWorld

WRONG = "no proof"
WAIT = "That was wrong five times. Wait {} minutes, then try again."
LOCKED = "That was wrong too often. Only support can let you try again. Ask support to unlock it"
# Credentials that can be given twice, and those whose empty field is refused as required.
AGAIN = {name: proof for name, proof in CREDENTIALS.items() if name != "authenticator to turn it off"}
REQUIRED = {name: proof for name, proof in AGAIN.items() if not name.endswith("at login")}
each_proof = pytest.mark.parametrize("proof", CREDENTIALS.values(), ids=CREDENTIALS)


@pytest.fixture
def world(make_world: MakeWorld, proof: Credential) -> World:
    return proof.world(make_world)


@pytest.fixture
def prompt(world: World, proof: Credential) -> Prompt:
    """Somebody asked for the credential, with no wrong tries before."""
    return proof.come(world)


def result(answer: Page) -> tuple[int, list[str]]:
    return answer.status_code, answer.alerts


def wrongly(prompt: Prompt, times: int) -> list[tuple[int, list[str]]]:
    return [result(prompt.answer(WRONG)) for _ in range(times)]


@each_proof
def test_the_fifth_wrong_try_in_a_row_has_to_wait(world: World, proof: Credential, prompt: Prompt) -> None:
    assert wrongly(prompt, 4) == [(proof.status, [proof.complaint])] * 4
    assert wrongly(prompt, 1) == [(429, [WAIT.format(15)])]
    assert changed_rows(world) == {}


@each_proof
def test_a_right_try_is_refused_until_the_wait_is_over(world: World, proof: Credential, prompt: Prompt) -> None:
    wrongly(prompt, 5)
    assert result(prompt.answer(proof.right(world, prompt))) == (429, [WAIT.format(15)])
    world.advance("PT14M")
    waits = "That was wrong five times. Wait 1 minute, then try again."
    assert result(prompt.answer(proof.right(world, prompt))) == (429, [waits])
    world.advance("PT59S")
    assert result(prompt.answer(WRONG)) == (429, [waits])
    world.advance("PT1S")
    assert prompt.answer(proof.right(world, prompt)).path.endswith(proof.passed)


@pytest.mark.parametrize("proof", AGAIN.values(), ids=AGAIN)
def test_a_right_try_resets_the_count(world: World, proof: Credential) -> None:
    first, second = proof.come(world), proof.come(world)
    wrongly(first, 4)
    assert first.answer(proof.right(world, first)).path.endswith(proof.passed)
    assert wrongly(second, 4) == [(proof.status, [proof.complaint])] * 4


@each_proof
def test_the_tenth_wrong_try_leaves_only_support(world: World, proof: Credential, prompt: Prompt) -> None:
    wrongly(prompt, 5)
    world.advance("PT15M")
    assert wrongly(prompt, 4) == [(proof.status, [proof.complaint])] * 4
    assert changed_rows(world) == {}
    last = prompt.answer(WRONG)
    assert result(last) == (429, [LOCKED])
    assert last.texts("a", href="/support/unlock") == ["Ask support to unlock it"]
    assert account_row(world)["locked"] == [proof.name]
    assert [path.rpartition("/")[0] for path in changed_rows(world)] == ["/accounts/freelancer"]
    world.advance("P365D")
    assert result(prompt.answer(proof.right(world, prompt))) == (429, [LOCKED])


@each_proof
def test_wrong_tries_at_once_are_all_counted(world: World, proof: Credential, prompt: Prompt) -> None:
    tabs = [prompt.client.tab() for _ in range(5)]
    answers = at_once([partial(prompt.answer, WRONG, tab) for tab in tabs])
    assert statuses(answers) == [*[proof.status] * 4, 429]
    assert result(prompt.answer(proof.right(world, prompt))) == (429, [WAIT.format(15)])


@pytest.mark.parametrize("proof", REQUIRED.values(), ids=REQUIRED)
def test_an_empty_field_is_not_a_try(world: World, proof: Credential, prompt: Prompt) -> None:
    assert [prompt.answer(text).status_code for text in ("", " ", "\t", "", "", "")] == [proof.status] * 6
    assert prompt.answer(proof.right(world, prompt)).path.endswith(proof.passed)
