"""The gate asks once after each log-in, and never an agent."""

import pytest

from flows.site.client import World
from tests.support.changes import changed
from tests.support.gated_edition import CLOSE, CLOSED, FAREWELL, QUESTIONS, answers, gated, pass_gate
from tests.support.http_client import HttpClient, log_in
from tests.support.support_desk import ask_to_reopen, decide
from tests.support.types import LoggedIn, MakeWorld

SET = {"question": QUESTIONS[2], "answer": "Elm"}
pytestmark = pytest.mark.world(edition=gated("security-question", stages=[CLOSE, FAREWELL]))


@pytest.fixture
def reader(world: World) -> HttpClient:
    """The owner, past the gate."""
    return pass_gate(log_in(world), world.owner)


def is_closed(reader: HttpClient) -> bool:
    """Whether the settings are behind the gate."""
    return reader.get("/settings/account").path == "/gate"


def test_the_gate_is_passed_once_per_session(reader: HttpClient) -> None:
    assert not is_closed(reader)
    assert reader.get("/gate").path == "/settings/"
    assert reader.get("/gate?next=/settings/safety").path == "/settings/safety"
    assert reader.submit("/gate", {"next": "/settings/papers"}).path == "/settings/papers"


def test_pages_before_the_gate_stay_open(world: World) -> None:
    reader = log_in(world)
    assert [reader.get(page).path for page in ("/home", "/my-jobs", "/support")] == ["/home", "/my-jobs", "/support"]


@pytest.mark.parametrize("logs_out", [True, False])
def test_logging_in_again_closes_the_gate(world: World, reader: HttpClient, logs_out: bool) -> None:
    if logs_out:
        reader.submit("/logout")
    reader.log_in(world.owner)
    assert is_closed(reader)


def test_passing_in_one_browser_does_not_open_another(world: World, reader: HttpClient) -> None:
    assert is_closed(log_in(world))
    assert not is_closed(reader)


@pytest.mark.parametrize("elsewhere", [False, True], ids=["of this world", "of another world"])
def test_passing_for_one_account_does_not_open_another(
    world: World, make_world: MakeWorld, reader: HttpClient, elsewhere: bool
) -> None:
    other = make_world(world.edition, seed=2) if elsewhere else world
    account = other.accounts["freelancer" if elsewhere else "client"]
    reader.log_in(account)
    assert is_closed(reader)
    reader.submit("/gate", answers(world.owner))
    assert is_closed(reader)
    assert not is_closed(pass_gate(reader, account))


def test_an_agent_is_never_asked(world: World, agent: HttpClient) -> None:
    assert agent.get("/support-desk/").path == "/support-desk/"
    refused = {page: agent.get(page) for page in ("/gate", "/settings/", "/closing/start/0", "/gate/forgotten")}
    assert [(answer.path, answer.status_code) for answer in refused.values()] == [(page, 404) for page in refused]
    assert agent.submit("/gate", answers(world.accounts["support-agent"])).status_code == 404


@pytest.mark.parametrize("path", ["/gate", "/gate/forgotten"])
@pytest.mark.parametrize("method", ["get", "submit"])
def test_visitors_are_sent_to_log_in(visitor: HttpClient, method: str, path: str) -> None:
    visitor.get("/login")
    assert getattr(visitor, method)(path).path == "/login"


def test_log_in_and_gate_lead_to_the_requested_page(world: World, visitor: HttpClient) -> None:
    login = visitor.get("/settings/papers?from=mail")
    assert (login.path, login.hidden("next")) == ("/login", {"next": "/settings/papers?from=mail"})
    form = {"email": world.owner.email, "password": world.owner.password, **login.hidden("next")}
    gate = visitor.submit("/login", form)
    assert (gate.path, gate.hidden("next")) == ("/gate", login.hidden("next"))
    passed = visitor.submit("/gate", {**answers(world.owner), **gate.hidden("next")})
    assert passed.url.endswith("/settings/papers?from=mail")


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_edition_without_a_gate_has_no_gate_page(logged_in: LoggedIn, method: str) -> None:
    world, reader = logged_in(gated())
    assert reader.get("/settings/account").path == "/settings/account"
    assert reader.request(method, "/gate", data={"csrf_token": reader.token, **SET}).status_code == 404
    assert world.changes() == []


def test_a_reset_question_closes_the_gate_again(world: World, reader: HttpClient, agent: HttpClient) -> None:
    reader.get("/gate/forgotten")
    reader.submit("/gate/forgotten")
    assert not is_closed(reader)
    decide(agent, "reset")
    assert is_closed(reader)
    assert reader.submit("/gate", answers(world.owner)).path == "/gate"
    passed = reader.submit("/gate", {**SET, "next": "/settings/account"})
    assert (passed.path, passed.message) == ("/settings/account", "Your security question is set.")
    assert changed(world)["/accounts/freelancer/security_question"] == SET["question"]
    assert not is_closed(reader)


def test_a_closed_account_has_no_gate(world: World, reader: HttpClient) -> None:
    other = log_in(world)
    run = reader.begin()
    assert reader.submit(f"{run}/1").heading == "One last thing"
    assert [other.get(page).path for page in ("/gate", "/settings/account")] == ["/login", "/login"]
    assert other.submit("/gate", answers(world.owner)).path == "/login"
    ended = reader.submit(f"{run}/2", {"feedback": "So long"})
    assert (ended.heading, reader.get(f"{run}/ended").heading) == (CLOSED, CLOSED)
    assert changed(world)["/accounts/freelancer/close_feedback"] == "So long"


def test_a_reopened_account_passes_the_gate_again(make_world: MakeWorld, visitor: HttpClient) -> None:
    after = {"login": "It is closed.", "restore": {"by": "support"}}
    world = make_world(gated("password", stages=[CLOSE], after=after))
    reader = pass_gate(log_in(world), world.owner)
    agent = log_in(world, "support-agent")
    reader.tab().submit(f"{reader.begin()}/1")
    ask_to_reopen(visitor, world)
    decide(agent, "reopen")
    assert reader.get("/settings/account").path == "/login"
    reader.log_in(world.owner)
    assert is_closed(reader)


INSIDE = ["/settings/safety", "/payments?page=2"]
OUTSIDE = [
    "//evil.test", "/\\evil.test", "https://evil.test", "http:evil.test", "evil.test", "\\\\evil.test",
    "javascript:alert(1)", " //evil.test", "/\t/evil.test", "/\n/evil.test", "",
]  # fmt: skip


@pytest.mark.parametrize(
    ("next_page", "leads_to"), [*zip(INSIDE, INSIDE, strict=True), *((bad, "/settings/") for bad in OUTSIDE)]
)
@pytest.mark.parametrize("way", ["answering", "had passed", "passed meanwhile"])
def test_the_gate_only_leads_to_pages_of_the_site(world: World, way: str, next_page: str, leads_to: str) -> None:
    reader = log_in(world) if way == "answering" else pass_gate(log_in(world), world.owner)
    if way == "had passed":
        answer = reader.get("/gate", params={"next": next_page}, allow_redirects=False)
    else:
        page = reader.get("/gate", params={"next": next_page})
        assert page.hidden("next").get("next", leads_to) == leads_to
        answer = reader.submit("/gate", {**answers(world.owner), "next": next_page}, allow_redirects=False)
    assert answer.headers["Location"] == leads_to
