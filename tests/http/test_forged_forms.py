"""Forms sent by hand by other accounts are refused, and nothing is changed."""

import pytest

from flows.site.client import World
from tests.support.changes import unchanged
from tests.support.http_client import HttpClient, log_in
from tests.support.teams import begin, create_company, invite, membership_of, team_of
from tests.support.teams_edition import NUMBERS, nothing_asked
from tests.support.types import MakeWorld

# Every form of teams and capacities: its address and its fields.
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
# The forms that every logged-in account has.
OF_ANYBODY = ("/new-account/freelancer", "/new-account/client")
# The owner of another company has these forms too, for that company.
OF_OWNERS = ("/members", "/my-jobs/post")
NOT_OF_OWNERS = [path for path in FORMS if path not in (*OF_ANYBODY, *OF_OWNERS) and "/invitations" not in path]
pytestmark = pytest.mark.world(
    edition=nothing_asked(), persona="client", having=("unpaid-invoice", "open-job", "team-member")
)


@pytest.fixture
def facts(world: World) -> dict[str, str]:
    owner, team = log_in(world), team_of(world, "client")
    invite(owner, world.accounts["freelancer"].email, "manager")
    return {
        "team": team,
        "email": world.accounts["freelancer"].email,
        "member": membership_of(world, "member", team),
        "invitation": membership_of(world, "freelancer", team),
    }


def send(reader: HttpClient, path: str, facts: dict[str, str]) -> int:
    fields = {name: value.format(**facts) for name, value in FORMS[path].items()}
    return reader.submit(path.format(**facts), fields, allow_redirects=False).status_code


@pytest.mark.parametrize("path", [path for path in FORMS if path not in OF_ANYBODY and "invitations" not in path])
def test_an_invited_freelancer_cannot_use_the_forms(world: World, facts: dict[str, str], path: str) -> None:
    reader = log_in(world, "freelancer")
    with unchanged(world):
        reader.get("/home")
        assert send(reader, path, facts) == (409 if path == "/switch" else 404)


@pytest.mark.parametrize("path", [path for path in FORMS if path not in (*OF_ANYBODY, "/switch")])
def test_a_member_cannot_use_the_forms(world: World, facts: dict[str, str], path: str) -> None:
    reader = log_in(world, "member")
    with unchanged(world):
        reader.get("/home")
        assert send(reader, path, facts) == (403 if path.startswith("/members") else 404)


@pytest.mark.parametrize("path", NOT_OF_OWNERS)
def test_the_owner_of_another_company_cannot_use_the_forms(world: World, facts: dict[str, str], path: str) -> None:
    reader = log_in(world, "freelancer")
    create_company(reader)
    with unchanged(world):
        assert send(reader, path, facts) == (409 if path == "/switch" else 404)


@pytest.mark.parametrize("path", FORMS)
def test_visitors_and_agents_cannot_use_the_forms(
    world: World, facts: dict[str, str], visitor: HttpClient, path: str
) -> None:
    with unchanged(world):
        visitor.get("/login")
        assert send(visitor, path, facts) == 302
        agent = log_in(world, "support-agent")
        agent.get("/support-desk/")
        assert send(agent, path, facts) == 404


@pytest.mark.parametrize("of", ["company", "membership"])
def test_a_ticket_only_works_for_its_own_account(make_world: MakeWorld, of: str) -> None:
    world = make_world(nothing_asked(), "admin")
    mine, other = ("client", "admin") if of == "company" else ("admin", "client")
    reader, thief = log_in(world, mine), log_in(world, other)
    run = begin(reader, of, team_of(world, "client"))
    thief.get("/home")
    assert thief.get(f"{run}/1").status_code == 404
    assert thief.submit(f"{run}/1").status_code == 404
    assert thief.get(f"{run}/ended").status_code == 404
    assert world.changes() == []
    reader.get("/home")
    assert reader.submit(f"{run}/1").path == f"{run}/ended"


def test_teams_are_only_closed_by_their_own_people(make_world: MakeWorld) -> None:
    world = make_world(nothing_asked(), "admin", circumstances=("several-teams",))
    outsider, team = log_in(world, "client-2"), team_of(world, "client")
    for of in NUMBERS:
        assert outsider.get(f"/closing/start/{NUMBERS[of]}/{team}").status_code == 404
    assert outsider.get(f"/closing/start/{len(NUMBERS)}/{team}").status_code == 404
    assert world.changes() == []
