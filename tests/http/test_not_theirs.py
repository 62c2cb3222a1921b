"""What is sent by hand by somebody it is not for: refused as a page that is not there, and nothing is changed."""

from collections.abc import Callable

import pytest

from flows.site.client import World
from tests.support.browserless import Browserless, at
from tests.support.teams_edition import NUMBERS, nothing_asked
from tests.support.teamwork import begin, place, team_of

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]
# Every form that teams and sides brought: its address, and what is in it.
FORMS = {
    "/switch": {"capacity": "{team}"},
    "/new-account/freelancer": {"headline": "A", "overview": "B"},
    "/new-account/client": {"company": "Oak & Sons"},
    "/invitations/{invitation}/accept": {},
    "/invitations/{invitation}/decline": {},
    "/members": {"email": "{email}", "role": "member"},
    "/members/{member}/role": {"role": "manager"},
    "/members/{member}/remove": {},
    "/members/{invitation}/withdraw": {},
    "/my-jobs/post": {"title": "Paint a boat", "budget": "5"},
    "/my-jobs/posts/job-1/close": {},
    "/billing/invoice-1/pay": {},
}
# Those that anybody has who is logged in.
OF_ANYBODY = ("/new-account/freelancer", "/new-account/client")
# Whoever owns another company has these forms too, for their own.
OF_OWNERS = ("/members", "/my-jobs/post")
NOT_OF_OWNERS = [path for path in FORMS if path not in (*OF_ANYBODY, *OF_OWNERS) and "/invitations" not in path]


@pytest.fixture
def world(make_world: MakeWorld) -> World:
    """A company with an invoice, a job, a member; somebody is invited."""
    return make_world(edition=nothing_asked(), persona="client", having=("unpaid-invoice", "open-job", "team-member"))


@pytest.fixture
def given(world: World, log_in: LogIn) -> dict[str, str]:
    """What the addresses and fields of the forms are about."""
    owner, team = log_in(world), team_of(world, "client")
    owner.get("/members")
    owner.submit("/members", {"email": world.accounts["freelancer"].email, "role": "manager"})
    return {
        "team": team,
        "email": world.accounts["freelancer"].email,
        "member": place(world, "member", team),
        "invitation": place(world, "freelancer", team),
    }


def sent(reader: Browserless, path: str, given: dict[str, str]) -> int:
    """Send a form by hand; answers its status."""
    fields = {name: value.format(**given) for name, value in FORMS[path].items()}
    return reader.submit(path.format(**given), fields, allow_redirects=False).status_code


@pytest.mark.parametrize("path", [path for path in FORMS if path not in OF_ANYBODY and "invitations" not in path])
def test_a_freelancer_who_is_only_invited(world: World, given: dict[str, str], log_in: LogIn, path: str) -> None:
    reader = log_in(world.accounts["freelancer"])
    before = world.state()
    reader.get("/home")
    assert sent(reader, path, given) == (409 if path == "/switch" else 404)
    assert world.state() == before


@pytest.mark.parametrize("path", [path for path in FORMS if path not in (*OF_ANYBODY, "/switch")])
def test_a_member(world: World, given: dict[str, str], log_in: LogIn, path: str) -> None:
    reader = log_in(world.accounts["member"])
    before = world.state()
    reader.get("/home")
    assert sent(reader, path, given) == (403 if path.startswith("/members") else 404)
    assert world.state() == before


@pytest.mark.parametrize("path", NOT_OF_OWNERS)
def test_the_owner_of_another_company(world: World, given: dict[str, str], log_in: LogIn, path: str) -> None:
    reader = log_in(world.accounts["freelancer"])
    reader.get("/new-account/client")
    reader.submit("/new-account/client", {"company": "Oak & Sons"})
    before = world.state()
    assert sent(reader, path, given) == (409 if path == "/switch" else 404)
    assert world.state() == before


@pytest.mark.parametrize("path", FORMS)
def test_whoever_is_not_logged_in_or_is_the_agent(
    world: World, given: dict[str, str], visitor: Browserless, log_in: LogIn, path: str
) -> None:
    before = world.state()
    visitor.get("/login")
    assert sent(visitor, path, given) == 302
    agent = log_in(world.accounts["support-agent"])
    agent.get("/support-desk/")
    assert sent(agent, path, given) == 404
    assert world.state() == before


@pytest.mark.parametrize("of", ["company", "membership"])
def test_a_ticket_of_somebody_else(make_world: MakeWorld, log_in: LogIn, of: str) -> None:
    world = make_world(edition=nothing_asked(), persona="admin")
    mine, other = ("client", "admin") if of == "company" else ("admin", "client")
    reader, thief = log_in(world.accounts[mine]), log_in(world.accounts[other])
    run = begin(reader, of, team_of(world, "client"))
    thief.get("/home")
    assert thief.get(f"{run}/1").status_code == 404
    assert thief.submit(f"{run}/1").status_code == 404
    assert thief.get(f"{run}/ended").status_code == 404
    assert world.changes() == []
    reader.get("/home")
    assert at(reader.submit(f"{run}/1")) == f"{run}/ended"


def test_a_closing_of_a_team_that_somebody_is_not_in(make_world: MakeWorld, log_in: LogIn) -> None:
    world = make_world(edition=nothing_asked(), persona="admin", circumstances=("several-teams",))
    outsider, team = log_in(world.accounts["client-2"]), team_of(world, "client")
    for of in NUMBERS:
        assert outsider.get(f"/closing/start/{NUMBERS[of]}/{team}").status_code == 404
    assert outsider.get(f"/closing/start/{len(NUMBERS)}/{team}").status_code == 404
    assert world.changes() == []
