"""What random walks have found, each step by step."""

from collections.abc import Callable

from browserless import Browserless, words
from teams_edition import as_guided

from flows.worlds import World

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]


def test_an_agent_cannot_be_invited_into_a_team(make_world: MakeWorld, log_in: LogIn) -> None:
    world = make_world(persona="client", edition=as_guided())
    reader = log_in(world)
    reader.get("/members")
    answer = reader.submit("/members", {"email": world.accounts["support-agent"].email, "role": "admin"})
    assert (answer.status_code, words(answer, "p", id="email-wrong")) == (422, ["Nobody here has this email address."])
    assert world.changes() == []


def test_an_agent_has_nothing_to_switch_to(make_world: MakeWorld, log_in: LogIn) -> None:
    world = make_world(having=("dispute",))
    desk = log_in(world.accounts["support-agent"]).get("/support-desk/")
    assert words(desk, "button", value="freelancer") == ["Decide for the freelancer"]
    assert words(desk, "p", id="switch") == []
