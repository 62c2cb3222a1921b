"""A new account with the address of a closed one has nothing of the old account."""

from typing import Any

import pytest

from flows.site.client import Account, World
from mocksite.catalog.ends import ONE_ACCOUNT
from tests.support.changes import unchanged
from tests.support.gated_edition import CLOSE, CLOSED, gated
from tests.support.http_client import HttpClient, log_in
from tests.support.signup import PASSWORD, details, open_signup, sign_up
from tests.support.types import MakeWorld, Row

AGAIN = {"login": "It is closed.", "email_again": True}
TAKEN = {
    "email": "This email address belongs to an account already.",
    "phone": f"{ONE_ACCOUNT} A second one is against our terms. Log in to that one instead.",
}
HAVING = ("hourly-contract", "active-contract", "open-proposal", "balance", "pending-payment")


def leaving(make_world: MakeWorld, after: Row, **options: Any) -> World:
    return make_world(gated("security-question", stages=[CLOSE], after=after), **options)


@pytest.fixture
def world(make_world: MakeWorld) -> World:
    """A world whose owner has a past, and may sign up again with the same address."""
    return leaving(make_world, AGAIN, having=HAVING)


def leave(reader: HttpClient, answer: str) -> None:
    reader.get("/settings/")
    reader.submit("/gate", {"security-answer": answer})
    assert reader.close_account().heading == CLOSED


def own_details(account: Account, **changes: str) -> dict[str, str]:
    return {"name": "Ada Obi", "email": account.email, "phone": account.phone, **changes}


def test_several_accounts_can_have_one_phone_number(make_world: MakeWorld, visitor: HttpClient) -> None:
    world = make_world(gated("security-question", stages=[CLOSE]) | {"several_accounts": True})
    assert "one account" not in open_signup(visitor, world).get("/signup").text
    sign_up(visitor, world, phone=world.owner.phone)
    phones = [row["phone"] for row in world.state()["accounts"].values() if row["status"] == "open"]
    assert phones.count(world.owner.phone) == 2


@pytest.fixture
def newcomer(world: World, visitor: HttpClient) -> HttpClient:
    """The owner, who has closed the account and signed up again."""
    leave(log_in(world), world.owner.security_answer or "")
    return sign_up(visitor, world, **own_details(world.owner))


def test_address_phone_and_user_name_can_be_reused(world: World, newcomer: HttpClient) -> None:
    accounts = world.state()["accounts"]
    old, new = accounts["freelancer"], accounts["freelancer-2"]
    assert [new[name] for name in ("email", "phone", "username", "status", "name")] == [
        *[old[name] for name in ("email", "phone", "username")], "open", "Ada Obi",
    ]  # fmt: skip
    assert (old["status"], old["login_says"], old["name"]) == ("closed", "It is closed.", world.owner.name)


def test_the_new_account_starts_empty(world: World, newcomer: HttpClient) -> None:
    state = world.state()
    new = state["accounts"]["freelancer-2"]
    empty = ("city", "headline", "overview", "security_question", "closed_at", "delete_at", "login_says", "restore_by")
    assert {name: new[name] for name in empty} == dict.fromkeys(empty)
    assert (new["balance_cents"], new["owes"], new["two_factor"], new["locked"]) == (0, [], False, [])
    parties = [row[who] for row in state["contracts"].values() for who in ("freelancer", "client")]
    owners = [row["account"] for table in ("payments", "proposals", "withdrawals") for row in state[table].values()]
    assert "freelancer-2" not in parties + owners
    titles = {row["title"] for row in state["contracts"].values()} | {row["job"] for row in state["proposals"].values()}
    pages = [
        newcomer.get(page).text for page in ("/home", "/my-jobs", "/proposals", "/payments", "/messages", "/support")
    ]
    assert [title for title in titles for page in pages if title in page] == []
    assert newcomer.get("/payments").heading == "Payments"


def test_the_new_account_sets_its_own_question(world: World, newcomer: HttpClient) -> None:
    newcomer.get("/settings/account")
    assert newcomer.submit("/gate", {"security-answer": world.owner.security_answer or ""}).path == "/gate"
    form = {"question": "What street did you grow up in?", "answer": "Elm"}
    newcomer.submit("/gate", form)
    page = newcomer.get("/settings/account")
    shown = [text in page.text for text in (world.owner.email, "Ada Obi", world.owner.name)]
    assert shown == [True, True, False]


@pytest.mark.parametrize("who", ["email", "username"])
def test_logging_in_opens_the_new_account(world: World, newcomer: HttpClient, visitor: HttpClient, who: str) -> None:
    visitor.submit("/logout")
    refused = visitor.log_in(world.owner, who=getattr(world.owner, who))
    assert refused.outcome == (401, "That password is not right.")
    entered = visitor.log_in(world.owner, who=getattr(world.owner, who), password=PASSWORD)
    assert (entered.path, "Ada Obi" in entered.text) == ("/home", True)


def test_wrong_tries_count_against_the_new_account(world: World, newcomer: HttpClient, base_url: str) -> None:
    other = HttpClient(base_url)
    statuses = [other.log_in(world.owner, password="x").status_code for _ in range(5)]
    assert statuses == [401, 401, 401, 401, 429]
    world.advance("PT15M")
    for _ in range(5):
        other.log_in(world.owner, password="x")
    locks = {key: account["locked"] for key, account in world.state()["accounts"].items()}
    assert (locks["freelancer"], locks["freelancer-2"]) == ([], ["password"])


def test_a_second_account_can_free_its_address_too(world: World, newcomer: HttpClient, base_url: str) -> None:
    form = {"question": "What street did you grow up in?", "answer": "Elm"}
    newcomer.get("/settings/")
    newcomer.submit("/gate", form)
    assert newcomer.close_account().heading == CLOSED
    third = sign_up(HttpClient(base_url), world, **own_details(world.owner, name="Ada Third"))
    accounts = world.state()["accounts"]
    mine = [key for key, account in accounts.items() if account["email"] == world.owner.email]
    assert [accounts[key]["status"] for key in mine] == ["closed", "closed", "open"]
    third.submit("/logout")
    assert "Ada Third" in third.log_in(world.owner, password=PASSWORD).text


def refused(reader: HttpClient, world: World, changes: dict[str, str]) -> tuple[int, dict[str, str]]:
    page = open_signup(reader, world).submit("/signup", details(world, **changes))
    return page.status_code, page.complaints


def test_the_address_of_an_open_account_is_taken(world: World, visitor: HttpClient) -> None:
    assert refused(visitor, world, own_details(world.owner)) == (422, TAKEN)
    assert world.changes() == []


def test_a_reused_address_is_taken_again(world: World, newcomer: HttpClient, base_url: str) -> None:
    with unchanged(world):
        assert refused(HttpClient(base_url), world, own_details(world.owner)) == (422, TAKEN)


@pytest.mark.parametrize("who", ["client", "support-agent"])
def test_only_the_closed_account_frees_its_address(world: World, visitor: HttpClient, who: str) -> None:
    leave(log_in(world), world.owner.security_answer or "")
    assert refused(visitor, world, own_details(world.accounts[who])) == (422, TAKEN)


STAYS_TAKEN = {
    "closed": {"login": "It is closed."},
    "marked": {"status": "marked", "delete_after": "P30D"},
    "restorable": {"login": "It is closed.", "restore": {"by": "support"}},
}


@pytest.mark.parametrize("after", STAYS_TAKEN.values(), ids=STAYS_TAKEN)
@pytest.mark.parametrize("days", [0, 31])
def test_an_address_stays_taken_unless_the_edition_frees_it(
    make_world: MakeWorld, visitor: HttpClient, after: Row, days: int
) -> None:
    world = leaving(make_world, after)
    leave(log_in(world), world.owner.security_answer or "")
    if days:
        world.advance(f"P{days}D")
    status, complaints = refused(visitor, world, own_details(world.owner))
    assert (status, complaints.keys()) == (422, TAKEN.keys())
    assert complaints["phone"].startswith(f"{ONE_ACCOUNT} A second one is against our terms, even if the first is")
    assert len(world.state()["accounts"]) == 3


def test_phone_and_address_can_be_reused_separately(world: World, base_url: str) -> None:
    leave(log_in(world), world.owner.security_answer or "")
    by_phone = sign_up(HttpClient(base_url), world, phone=world.owner.phone)
    assert by_phone.get("/support").texts("h1") == ["Contact support"]
    form = details(world, email=world.owner.email, phone="(555) 020-9999")
    assert open_signup(HttpClient(base_url), world).submit("/signup", form).path == "/signup/code"
    taken = refused(HttpClient(base_url), world, own_details(world.owner))
    assert taken == (422, {"phone": TAKEN["phone"]})
