"""Whoever is locked out asks support, who lets them try again: without a word of whose account it is."""

from collections.abc import Callable

import pytest
import requests

from flows.site.client import World
from tests.support.aftermath import mailed, said
from tests.support.browserless import Browserless, at, heading, words
from tests.support.gated_edition import complaints, decide, links, stored
from tests.support.proving import PROOFS, Asked, Proof

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]
MESSAGE = "It was my cat."
ASKED = "Support has your request"
each_proof = pytest.mark.parametrize("proof", PROOFS.values(), ids=PROOFS)
by_password = pytest.mark.parametrize("proof", [PROOFS["password at login"]], ids=[""])


@pytest.fixture
def world(make_world: MakeWorld, proof: Proof) -> World:
    return proof.world(make_world)


@pytest.fixture
def agent(world: World, log_in: LogIn) -> Browserless:
    return log_in(world.accounts["support-agent"])


@pytest.fixture
def locked(world: World, proof: Proof, base_url: str) -> Asked:
    """Somebody who was wrong until only support can help."""
    return lock(world, proof.come(world, base_url))


def lock(world: World, asked: Asked) -> Asked:
    answers = [asked.give("wrong").status_code for _ in range(5)]
    world.advance("PT15M")
    answers += [asked.give("wrong").status_code for _ in range(5)]
    assert answers[4::5] == [429, 429]
    return asked


def ask(reader: Browserless, message: str = MESSAGE) -> requests.Response:
    reader.get("/support/unlock")
    return reader.submit("/support/unlock", {"message": message})


@each_proof
def test_support_lets_whoever_is_locked_out_try_again(
    world: World, proof: Proof, locked: Asked, agent: Browserless
) -> None:
    before = len(world.mail())
    assert heading(locked.reader.get("/support/unlock")) == "Unlock your account"
    assert heading(ask(locked.reader)) == ASKED
    told = f"Unlock the account, from {world.owner.name}:\n\nSomebody who could not log in wrote:\n\n{MESSAGE}"
    assert mailed(world, before) == [("support-agent", "A new support request", told)]
    assert said(decide(agent, "unlock")) == f"{world.owner.name} has been told. The account is open."
    answer = world.mail()[-1]
    assert (answer["to"], answer["subject"]) == (world.owner.email, "Your account is unlocked")
    assert links(answer) == [f"{agent.base_url}/login"]
    assert world.state()["accounts"]["freelancer"]["locked"] == []
    assert world.state()["support_requests"]["request-1"]["status"] == "done"
    assert locked.give("wrong").status_code == proof.status
    assert at(locked.give(proof.right(world, locked))).endswith(proof.passed)


@by_password
@pytest.mark.parametrize("message", ["", "  ", "x" * 2001], ids=["empty", "blank", "too long"])
def test_a_message_is_needed(world: World, locked: Asked, message: str) -> None:
    before = stored(world)
    refused = ask(locked.reader, message)
    wrong = "Use at most 2000 characters." if message.strip() else "Message is needed."
    assert (refused.status_code, heading(refused)) == (422, "Unlock your account")
    assert complaints(refused) == {"message": wrong}
    assert stored(world) == before


@by_password
def test_support_is_asked_once_at_a_time(world: World, locked: Asked) -> None:
    assert [heading(ask(locked.reader)) for _ in range(2)] == [ASKED, ASKED]
    assert list(world.state()["support_requests"]) == ["request-1"]
    assert len(world.mail()) == 1


@by_password
def test_support_can_decline_and_be_asked_again(world: World, locked: Asked, agent: Browserless) -> None:
    ask(locked.reader)
    assert decide(agent, "decline").status_code == 422
    decide(agent, "decline", "Write from your own address.")
    assert mailed(world)[1:] == [("freelancer", "Your account stays open", "Write from your own address.")]
    assert world.state()["accounts"]["freelancer"]["locked"] == ["password"]
    declined = locked.reader.get("/support/unlock")
    assert (heading(declined), MESSAGE in declined.text) == ("Support has declined", False)
    assert "The account stays locked. You can ask again." in words(declined, "p")
    assert heading(ask(locked.reader)) == ASKED
    assert [row["status"] for row in world.state()["support_requests"].values()] == ["declined", "open"]


@by_password
def test_an_agent_cannot_ask_back_whoever_could_not_answer(world: World, locked: Asked, agent: Browserless) -> None:
    ask(locked.reader)
    assert "Ask for more" not in words(agent.get("/support-desk/"), "button")
    refused = decide(agent, "ask", "Who are you?")
    assert (refused.status_code, said(refused)) == (409, "They could not answer that. Decide the request instead.")
    assert len(world.mail()) == 1


@each_proof
def test_nothing_of_the_account_is_shown(world: World, locked: Asked, agent: Browserless) -> None:
    outsider = locked.reader
    outsider.get("/support/unlock")
    outsider.submit("/logout")
    pages = [outsider.get("/support/unlock"), ask(outsider, ""), ask(outsider)]
    decide(agent, "decline", f"No, {world.owner.name}.")
    pages.append(outsider.get("/support/unlock"))
    assert [heading(page) for page in pages] == [
        "Unlock your account", "Unlock your account", ASKED, "Support has declined",
    ]  # fmt: skip
    owner = world.owner
    facts = [*world.secrets, owner.name, owner.email, owner.username, owner.phone, str(owner.security_question)]
    assert [fact for page in pages for fact in facts if fact in page.text] == []


@by_password
@pytest.mark.parametrize("method", ["get", "submit"])
def test_whoever_is_not_locked_out_is_sent_to_log_in(
    world: World, make_world: MakeWorld, proof: Proof, base_url: str, method: str
) -> None:
    waits = proof.come(world, base_url)
    assert [waits.give("wrong").status_code for _ in range(5)][-1] == 429
    elsewhere = proof.come(proof.world(make_world), base_url)
    lock(world, proof.come(world, base_url))
    assert world.state()["accounts"]["freelancer"]["locked"] == ["password"]
    readers = {"nobody": Browserless(base_url), "who waits": waits.reader, "of another world": elsewhere.reader}
    readers["nobody"].get("/login")
    given = () if method == "get" else ({"message": MESSAGE},)
    answers = {who: getattr(reader, method)("/support/unlock", *given) for who, reader in readers.items()}
    assert {who: at(answer) for who, answer in answers.items()} == dict.fromkeys(readers, "/login")
    assert world.state()["support_requests"] == {}


@by_password
@pytest.mark.parametrize("method", ["get", "submit"])
def test_whoever_was_unlocked_is_sent_to_log_in(locked: Asked, agent: Browserless, method: str) -> None:
    ask(locked.reader)
    decide(agent, "unlock")
    locked.reader.get("/login")
    given = () if method == "get" else ({"message": MESSAGE},)
    assert at(getattr(locked.reader, method)("/support/unlock", *given)) == "/login"


@pytest.mark.parametrize("proof", [PROOFS["answer at the gate"]], ids=[""])
def test_a_locked_answer_leaves_the_password_free(world: World, locked: Asked) -> None:
    assert at(locked.reader.log_in(world.owner)) == "/home"
    assert at(locked.reader.get("/settings/")) == "/gate"
    assert locked.give("wrong").status_code == 429
    assert heading(locked.reader.get("/support/unlock")) == "Unlock your account"


@by_password
def test_the_lock_of_one_account_leaves_the_others_free(
    world: World, make_world: MakeWorld, locked: Asked, log_in: LogIn
) -> None:
    other = make_world(edition=world.edition, persona="freelancer")
    assert [at(log_in(account).get("/home")) for account in (world.accounts["client"], other.owner)] == ["/home"] * 2


@by_password
def test_an_agent_unlocks_one_account_and_no_other(world: World, locked: Asked, agent: Browserless) -> None:
    other = Asked(Browserless(agent.base_url), "/login", "password", {"email": world.accounts["client"].email})
    other.reader.get("/login")
    lock(world, other)
    ask(locked.reader)
    decide(agent, "unlock")
    accounts = world.state()["accounts"]
    assert {key: account["locked"] for key, account in accounts.items() if account["locked"]} == {
        "client": ["password"]
    }


@pytest.mark.parametrize("proof", [PROOFS["answer at the gate"]], ids=[""])
def test_a_reset_of_the_question_frees_a_locked_answer(world: World, locked: Asked, agent: Browserless) -> None:
    locked.reader.get("/gate/forgotten")
    locked.reader.submit("/gate/forgotten")
    decide(agent, "reset")
    assert world.state()["accounts"]["freelancer"]["locked"] == []
    given = {"question": "What was the name of your first pet?", "answer": "Rex"}
    assert at(locked.reader.submit("/gate", given)) == "/settings/"
