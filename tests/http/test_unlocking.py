"""A locked-out reader asks support to unlock the account, and learns nothing of it."""

import pytest

from flows.site.client import World
from tests.support.changes import account_row, changed_rows
from tests.support.credentials import CREDENTIALS, Credential, Prompt
from tests.support.http_client import HttpClient, Page, log_in
from tests.support.mail import links, mailed
from tests.support.support_desk import SENT, decide, informed
from tests.support.types import MakeWorld

MESSAGE = "It was my cat."
each_proof = pytest.mark.parametrize("proof", CREDENTIALS.values(), ids=CREDENTIALS)
by_password = pytest.mark.parametrize("proof", [CREDENTIALS["password at login"]], ids=[""])


@pytest.fixture
def world(make_world: MakeWorld, proof: Credential) -> World:
    return proof.world(make_world)


@pytest.fixture
def locked(world: World, proof: Credential) -> Prompt:
    """A reader who was wrong until only support could help."""
    return lock(world, proof.come(world))


def lock(world: World, prompt: Prompt) -> Prompt:
    answers = [prompt.answer("wrong").status_code for _ in range(5)]
    world.advance("PT15M")
    answers += [prompt.answer("wrong").status_code for _ in range(5)]
    assert answers[4::5] == [429, 429]
    return prompt


def ask(reader: HttpClient, message: str = MESSAGE) -> Page:
    reader.get("/support/unlock")
    return reader.submit("/support/unlock", {"message": message})


@each_proof
def test_support_unlocks_a_locked_credential(
    world: World, proof: Credential, locked: Prompt, agent: HttpClient
) -> None:
    before = len(world.mail())
    assert locked.client.get("/support/unlock").heading == "Unlock your account"
    assert ask(locked.client).heading == SENT
    body = f"Unlock the account, from {world.owner.name}:\n\nSomebody who could not log in wrote:\n\n{MESSAGE}"
    assert mailed(world, before) == [("support-agent", "A new support request", body)]
    assert decide(agent, "unlock").message == informed(world)
    answer = world.mail()[-1]
    assert (answer["to"], answer["subject"]) == (world.owner.email, "Your account is unlocked")
    assert links(answer) == [f"{agent.base_url}/login"]
    assert account_row(world)["locked"] == []
    assert world.state()["support_requests"]["request-1"]["status"] == "done"
    assert locked.answer("wrong").status_code == proof.status
    assert locked.answer(proof.right(world, locked)).path.endswith(proof.passed)


@by_password
@pytest.mark.parametrize("message", ["", "  ", "x" * 2001], ids=["empty", "blank", "too long"])
def test_a_message_is_needed(world: World, locked: Prompt, message: str) -> None:
    before = changed_rows(world)
    refused = ask(locked.client, message)
    complaint = "Use at most 2000 characters." if message.strip() else "Message is needed."
    assert (refused.status_code, refused.heading) == (422, "Unlock your account")
    assert refused.complaints == {"message": complaint}
    assert changed_rows(world) == before


@by_password
def test_one_open_request_at_a_time(world: World, locked: Prompt) -> None:
    assert [ask(locked.client).heading for _ in range(2)] == [SENT, SENT]
    assert list(world.state()["support_requests"]) == ["request-1"]
    assert len(world.mail()) == 1


@by_password
def test_a_declined_request_can_be_made_again(world: World, locked: Prompt, agent: HttpClient) -> None:
    ask(locked.client)
    assert decide(agent, "decline").status_code == 422
    decide(agent, "decline", "Write from your own address.")
    assert mailed(world)[1:] == [("freelancer", "Your account stays open", "Write from your own address.")]
    assert account_row(world)["locked"] == ["password"]
    declined = locked.client.get("/support/unlock")
    assert (declined.heading, MESSAGE in declined.text) == ("Support has declined", False)
    assert "The account stays locked. You can ask again." in declined.texts("p")
    assert ask(locked.client).heading == SENT
    assert [row["status"] for row in world.state()["support_requests"].values()] == ["declined", "open"]


@by_password
def test_an_agent_cannot_ask_a_locked_account(world: World, locked: Prompt, agent: HttpClient) -> None:
    ask(locked.client)
    assert "Ask for more" not in agent.get("/support-desk/").texts("button")
    refused = decide(agent, "ask", "Who are you?")
    assert refused.outcome == (422, "Choose what to do about the request.")
    assert len(world.mail()) == 1


@each_proof
def test_nothing_of_the_account_is_shown(world: World, locked: Prompt, agent: HttpClient) -> None:
    outsider = locked.client
    outsider.get("/support/unlock")
    outsider.submit("/logout")
    pages = [outsider.get("/support/unlock"), ask(outsider, ""), ask(outsider)]
    decide(agent, "decline", f"No, {world.owner.name}.")
    pages.append(outsider.get("/support/unlock"))
    assert [page.heading for page in pages] == [
        "Unlock your account", "Unlock your account", SENT, "Support has declined",
    ]  # fmt: skip
    owner = world.owner
    facts = [*world.secrets, owner.name, owner.email, owner.username, owner.phone, str(owner.security_question)]
    assert [fact for page in pages for fact in facts if fact in page.text] == []


@by_password
@pytest.mark.parametrize("method", ["get", "submit"])
def test_only_a_locked_account_can_ask_to_unlock(
    world: World, make_world: MakeWorld, proof: Credential, base_url: str, method: str
) -> None:
    waits = proof.come(world)
    assert [waits.answer("wrong").status_code for _ in range(5)][-1] == 429
    elsewhere = proof.come(proof.world(make_world))
    lock(world, proof.come(world))
    assert account_row(world)["locked"] == ["password"]
    readers = {"nobody": HttpClient(base_url), "who waits": waits.client, "of another world": elsewhere.client}
    readers["nobody"].get("/login")
    arguments = () if method == "get" else ({"message": MESSAGE},)
    answers = {who: getattr(reader, method)("/support/unlock", *arguments) for who, reader in readers.items()}
    assert {who: answer.path for who, answer in answers.items()} == dict.fromkeys(readers, "/login")
    assert world.state()["support_requests"] == {}


@by_password
@pytest.mark.parametrize("method", ["get", "submit"])
def test_an_unlocked_account_is_sent_to_log_in(locked: Prompt, agent: HttpClient, method: str) -> None:
    ask(locked.client)
    decide(agent, "unlock")
    locked.client.get("/login")
    arguments = () if method == "get" else ({"message": MESSAGE},)
    assert getattr(locked.client, method)("/support/unlock", *arguments).path == "/login"


@pytest.mark.parametrize("proof", [CREDENTIALS["answer at the gate"]], ids=[""])
def test_a_locked_answer_does_not_lock_the_password(world: World, locked: Prompt) -> None:
    assert locked.client.log_in(world.owner).path == "/home"
    assert locked.client.get("/settings/").path == "/gate"
    assert locked.answer("wrong").status_code == 429
    assert locked.client.get("/support/unlock").heading == "Unlock your account"


@by_password
def test_a_lock_leaves_other_accounts_free(world: World, make_world: MakeWorld, locked: Prompt) -> None:
    other = make_world(world.edition)
    assert [client.get("/home").path for client in (log_in(world, "client"), log_in(other))] == ["/home"] * 2


@by_password
def test_an_agent_unlocks_one_account(world: World, locked: Prompt, agent: HttpClient) -> None:
    other = Prompt(HttpClient(agent.base_url), "/login", "password", {"email": world.accounts["client"].email})
    other.client.get("/login")
    lock(world, other)
    ask(locked.client)
    decide(agent, "unlock")
    locks = {key: account["locked"] for key, account in world.state()["accounts"].items()}
    assert locks == {"freelancer": [], "client": ["password"], "support-agent": []}


@pytest.mark.parametrize("proof", [CREDENTIALS["answer at the gate"]], ids=[""])
def test_a_reset_of_the_question_frees_a_locked_answer(world: World, locked: Prompt, agent: HttpClient) -> None:
    locked.client.get("/gate/forgotten")
    locked.client.submit("/gate/forgotten")
    decide(agent, "reset")
    assert account_row(world)["locked"] == []
    form = {"question": "What was the name of your first pet?", "answer": "Rex"}
    assert locked.client.submit("/gate", form).path == "/settings/"
