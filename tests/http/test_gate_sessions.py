"""Whom the gate asks, and when again: once after each log-in, nobody in somebody else's stead, no agent."""

from collections.abc import Callable

import pytest

from flows.site.client import World
from tests.support.aftermath import changed, said
from tests.support.browserless import Browserless, at, heading
from tests.support.gated_edition import CLOSE, CLOSED, FAREWELL, QUESTIONS, answers, decide, gated, pass_gate, wanted

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]
SET = {"question": QUESTIONS[2], "answer": "Elm"}


@pytest.fixture
def world(make_world: MakeWorld) -> World:
    return make_world(edition=gated("security-question", stages=[CLOSE, FAREWELL]), persona="freelancer")


@pytest.fixture
def reader(world: World, log_in: LogIn) -> Browserless:
    """The owner, past the gate."""
    return pass_gate(log_in(world), world.owner)


@pytest.fixture
def agent(world: World, log_in: LogIn) -> Browserless:
    return log_in(world.accounts["support-agent"])


def asked(reader: Browserless) -> bool:
    """Whether the settings are behind the gate."""
    return at(reader.get("/settings/account")) == "/gate"


def test_whoever_has_passed_is_not_asked_again(reader: Browserless) -> None:
    assert not asked(reader)
    assert at(reader.get("/gate")) == "/settings/"
    assert at(reader.get("/gate?next=/settings/safety")) == "/settings/safety"
    assert at(reader.submit("/gate", {"next": "/settings/papers"})) == "/settings/papers"


def test_a_page_that_is_not_behind_the_gate_asks_for_nothing(world: World, log_in: LogIn) -> None:
    reader = log_in(world)
    assert [at(reader.get(page)) for page in ("/home", "/my-jobs", "/support")] == ["/home", "/my-jobs", "/support"]


def test_logging_out_and_in_again_is_asked_again(world: World, reader: Browserless) -> None:
    reader.submit("/logout")
    reader.log_in(world.owner)
    assert asked(reader)


def test_logging_in_over_a_session_is_asked_again(world: World, reader: Browserless) -> None:
    reader.log_in(world.owner)
    assert asked(reader)


def test_passing_in_one_browser_opens_nothing_in_another(world: World, reader: Browserless, log_in: LogIn) -> None:
    assert asked(log_in(world))
    assert not asked(reader)


@pytest.mark.parametrize("elsewhere", [False, True], ids=["of this world", "of another world"])
def test_passing_for_one_account_opens_nothing_for_another(
    world: World, make_world: MakeWorld, reader: Browserless, elsewhere: bool
) -> None:
    other = make_world(edition=world.edition, persona="freelancer", seed=2) if elsewhere else world
    account = other.accounts["freelancer" if elsewhere else "client"]
    reader.log_in(account)
    assert asked(reader)
    reader.submit("/gate", answers(world.owner))
    assert asked(reader)
    assert not asked(pass_gate(reader, account))


def test_an_agent_is_never_asked(world: World, agent: Browserless) -> None:
    assert at(agent.get("/support-desk/")) == "/support-desk/"
    refused = {page: agent.get(page) for page in ("/gate", "/settings/", "/closing/start/0", "/gate/forgotten")}
    assert {page: (at(answer), answer.status_code) for page, answer in refused.items()} == {
        page: (page, 404) for page in refused
    }
    assert agent.submit("/gate", answers(world.accounts["support-agent"])).status_code == 404


@pytest.mark.parametrize("path", ["/gate", "/gate/forgotten"])
@pytest.mark.parametrize("method", ["get", "submit"])
def test_whoever_is_not_logged_in_is_sent_to_log_in(visitor: Browserless, method: str, path: str) -> None:
    visitor.get("/login")
    assert at(getattr(visitor, method)(path)) == "/login"


def test_logging_in_leads_through_the_gate_to_where_the_reader_wanted(world: World, visitor: Browserless) -> None:
    login = visitor.get("/settings/papers?from=mail")
    assert (at(login), wanted(login)) == ("/login", {"next": "/settings/papers?from=mail"})
    given = {"email": world.owner.email, "password": world.owner.password, **wanted(login)}
    gate = visitor.submit("/login", given)
    assert (at(gate), wanted(gate)) == ("/gate", wanted(login))
    assert visitor.submit("/gate", {**answers(world.owner), **wanted(gate)}).url.endswith("/settings/papers?from=mail")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_edition_without_a_gate_has_no_such_page(make_world: MakeWorld, log_in: LogIn, method: str) -> None:
    world = make_world(edition=gated(), persona="freelancer")
    reader = log_in(world)
    assert at(reader.get("/settings/account")) == "/settings/account"
    assert reader.request(method, "/gate", data={"csrf_token": reader.token, **SET}).status_code == 404
    assert world.changes() == []


def test_a_session_that_had_passed_is_asked_again_once_support_has_reset_the_question(
    world: World, reader: Browserless, agent: Browserless
) -> None:
    reader.get("/gate/forgotten")
    reader.submit("/gate/forgotten")
    assert not asked(reader)
    decide(agent, "reset")
    assert asked(reader)
    assert at(reader.submit("/gate", answers(world.owner))) == "/gate"
    passed = reader.submit("/gate", {**SET, "next": "/settings/account"})
    assert (at(passed), said(passed)) == ("/settings/account", "Your security question is set.")
    assert changed(world)["/accounts/freelancer/security_question"] == SET["question"]
    assert not asked(reader)


def test_a_closed_account_has_no_gate(world: World, reader: Browserless, log_in: LogIn) -> None:
    other = log_in(world)
    run = reader.begin()
    assert heading(reader.submit(f"{run}/1")) == "One last thing"
    assert [at(other.get(page)) for page in ("/gate", "/settings/account")] == ["/login", "/login"]
    assert at(other.submit("/gate", answers(world.owner))) == "/login"
    ended = reader.submit(f"{run}/2", {"feedback": "So long"})
    assert (heading(ended), heading(reader.get(f"{run}/ended"))) == (CLOSED, CLOSED)
    assert changed(world)["/accounts/freelancer/close_feedback"] == "So long"


def test_an_account_that_is_opened_again_is_asked_anew(
    make_world: MakeWorld, log_in: LogIn, visitor: Browserless
) -> None:
    after = {"login": "It is closed.", "restore": {"by": "support"}}
    world = make_world(edition=gated("password", stages=[CLOSE], after=after), persona="freelancer")
    reader, agent = (pass_gate(log_in(world), world.owner), log_in(world.accounts["support-agent"]))
    reader.tab().submit(f"{reader.begin()}/1")
    visitor.log_in(world.owner)
    visitor.get("/support/reopen")
    visitor.submit("/support/reopen", {"message": "Please."})
    decide(agent, "reopen")
    assert at(reader.get("/settings/account")) == "/login"
    reader.log_in(world.owner)
    assert asked(reader)


INSIDE = ["/settings/safety", "/payments?page=2"]
OUTSIDE = [
    "//evil.test", "/\\evil.test", "https://evil.test", "http:evil.test", "evil.test", "\\\\evil.test",
    "javascript:alert(1)", " //evil.test", "/\t/evil.test", "/\n/evil.test", "",
]  # fmt: skip


@pytest.mark.parametrize(
    ("next_page", "leads_to"), [*zip(INSIDE, INSIDE, strict=True), *((bad, "/settings/") for bad in OUTSIDE)]
)
@pytest.mark.parametrize("way", ["answering", "had passed", "passed meanwhile"])
def test_the_gate_leads_nowhere_but_inside_the_site(
    world: World, log_in: LogIn, way: str, next_page: str, leads_to: str
) -> None:
    reader = log_in(world) if way == "answering" else pass_gate(log_in(world), world.owner)
    if way == "had passed":
        answer = reader.get("/gate", params={"next": next_page}, allow_redirects=False)
    else:
        page = reader.get("/gate", params={"next": next_page})
        assert wanted(page).get("next", leads_to) == leads_to
        answer = reader.submit("/gate", {**answers(world.owner), "next": next_page}, allow_redirects=False)
    assert answer.headers["Location"] == leads_to
