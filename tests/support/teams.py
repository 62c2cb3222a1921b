"""The actions of people in teams, and the stored changes that they make."""

from flows.site.client import World
from tests.support.changes import NOW
from tests.support.http_client import HttpClient, Page
from tests.support.teams_edition import GONE, NUMBERS
from tests.support.types import Changes

MEMBERS = "Members & Permissions"
OWNERS = {"company": "client", "agency": "agency-owner"}
KINDS = {"company": (), "agency": ("in-agency",)}
ROLES = ("owner", "admin", "manager", "member")
BELOW = {"owner": ("admin", "manager", "member"), "admin": ("manager", "member"), "manager": ("member",), "member": ()}
COMPANY = "Oak & Sons"  # that a test creates
FREELANCER_AREAS = "My Jobs Find Work Proposals Payments Disputes Messages"


def account_closed(key: str, **fields: str) -> Changes:
    """The changes when an account closes now, by path."""
    values = {"status": "closed", "closed_at": NOW, "login_says": GONE, **fields}
    return {f"/accounts/{key}/{name}": value for name, value in values.items()}


def team_closed(key: str) -> Changes:
    """The changes when a team closes now, by path."""
    return {f"/teams/{key}/status": "closed", f"/teams/{key}/closed_at": NOW}


def membership_ended(key: str, status: str) -> Changes:
    """The changes when a membership ends now, by path."""
    return {f"/memberships/{key}/status": status, f"/memberships/{key}/ended_at": NOW}


def account_of(kind: str, role: str) -> str:
    """The account with a role, in a world whose persona is in a team of that kind."""
    return OWNERS[kind] if role == "owner" else role


def team_of(world: World, owner: str) -> str:
    rows = world.state()["memberships"].values()
    return next(str(row["team"]) for row in rows if (row["account"], row["role"]) == (owner, "owner"))


def teams_of(world: World, account: str) -> list[str]:
    """The teams that an account is or was in."""
    return [row["team"] for row in world.state()["memberships"].values() if row["account"] == account]


def boss_of(world: World) -> str:
    """The owner of the first team that the persona is in but does not own."""
    rows = world.state()["memberships"].values()
    team = next(row["team"] for row in rows if row["account"] == world.persona and row["role"] != "owner")
    return next(str(row["account"]) for row in rows if (row["team"], row["role"]) == (team, "owner"))


def membership_of(world: World, account: str, team: str) -> str:
    """The newest membership of an account in a team."""
    rows = world.state()["memberships"].items()
    return [str(key) for key, row in rows if (row["account"], row["team"]) == (account, team)][-1]


def team_name(world: World, key: str) -> str:
    return str(world.state()["teams"][key]["name"])


def invite(client: HttpClient, email: str, role: str) -> Page:
    """Invite an address on the members page."""
    client.get("/members")
    return client.submit("/members", {"email": email, "role": role})


def manage(client: HttpClient, key: str, action: str, **fields: str) -> Page:
    """Change a membership on the members page: ``role``, ``remove`` or ``withdraw``."""
    client.get("/members")
    return client.submit(f"/members/{key}/{action}", fields)


def begin(client: HttpClient, of: str, team: str | None = None) -> str:
    """Begin closing an account, team or membership; returns the address of the stages."""
    start = f"/closing/start/{NUMBERS[of]}"
    return client.get(f"{start}/{team}" if team else start).path.rpartition("/")[0]


def close(client: HttpClient, of: str, team: str | None = None, **fields: str) -> Page:
    """Begin a closing and send its first stage."""
    return client.submit(f"{begin(client, of, team)}/1", fields)


def switch(client: HttpClient, capacity: str, **fields: str) -> Page:
    """Switch to another capacity on the home page."""
    client.get("/home")
    return client.submit("/switch", {"capacity": capacity, **fields})


def reply(client: HttpClient, invitation: str, answer: str) -> Page:
    """Reply to an invitation on the home page: ``accept`` or ``decline``."""
    client.get("/home")
    return client.submit(f"/invitations/{invitation}/{answer}")


def create_company(client: HttpClient, name: str = COMPANY) -> Page:
    """Become a client, with a company of that name."""
    client.get("/new-account/client")
    return client.submit("/new-account/client", {"company": name})


def bring_in(world: World, owner: HttpClient, newcomer: HttpClient, account: str, role: str) -> str:
    """Invite an account as the owner, and accept; returns the membership."""
    assert invite(owner, world.accounts[account].email, role).status_code == 200
    rows = world.state()["memberships"]
    key = next(str(key) for key, row in rows.items() if (row["account"], row["status"]) == (account, "invited"))
    assert reply(newcomer, key, "accept").status_code == 200
    return key


def refusal(page: Page) -> tuple[int, str, str]:
    """The status, heading and message of a page."""
    return page.status_code, page.heading, page.message


def areas(client: HttpClient) -> list[str]:
    """The areas of work in each navigation of the home page's header."""
    return client.get("/home").texts("nav", aria_label="Work")
