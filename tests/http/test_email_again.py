"""An address that a closed account leaves to the next: a new account has nothing of the old, and is the one meant."""

from collections.abc import Callable
from typing import Any

import pytest

from flows.site.client import Account, World
from mocksite.catalog.ends import ONE_ACCOUNT
from tests.support.aftermath import said
from tests.support.browserless import Browserless, at, heading, words
from tests.support.gated_edition import CLOSE, CLOSED, complaints, gated
from tests.support.joining import PASSWORD, come, details, join

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]
AGAIN = {"login": "It is closed.", "email_again": True}
TAKEN = {
    "email": "This email address belongs to an account already.",
    "phone": f"{ONE_ACCOUNT} Log in to that one instead.",
}
HAVING = ("hourly-contract", "active-contract", "open-proposal", "balance", "pending-payment")


def leaving(make_world: MakeWorld, after: dict[str, Any], **asked: Any) -> World:
    return make_world(edition=gated("security-question", stages=[CLOSE], after=after), persona="freelancer", **asked)


@pytest.fixture
def world(make_world: MakeWorld) -> World:
    """A world whose owner has a past, and may come back with the same address."""
    return leaving(make_world, AGAIN, having=HAVING)


def leave(reader: Browserless, answer: str) -> None:
    reader.get("/settings/")
    reader.submit("/gate", {"security-answer": answer})
    assert heading(reader.submit(f"{reader.begin()}/1")) == CLOSED


def same(account: Account, **changes: str) -> dict[str, str]:
    """The details of somebody who signs up with an account's own address and phone."""
    return {"name": "Ada Obi", "email": account.email, "phone": account.phone, **changes}


@pytest.fixture
def anew(world: World, log_in: LogIn, visitor: Browserless) -> Browserless:
    """The owner, who has left and come back."""
    leave(log_in(world), world.owner.security_answer or "")
    return join(come(visitor, world), world, **same(world.owner))


def test_the_same_address_phone_and_user_name_open_a_new_account(world: World, anew: Browserless) -> None:
    accounts = world.state()["accounts"]
    old, new = accounts["freelancer"], accounts["freelancer-2"]
    assert [new[name] for name in ("email", "phone", "username", "status", "name")] == [
        *[old[name] for name in ("email", "phone", "username")], "open", "Ada Obi",
    ]  # fmt: skip
    assert (old["status"], old["login_says"], old["name"]) == ("closed", "It is closed.", world.owner.name)


def test_the_new_account_has_nothing_of_the_old(world: World, anew: Browserless) -> None:
    state = world.state()
    new = state["accounts"]["freelancer-2"]
    empty = ("city", "headline", "overview", "security_question", "closed_at", "delete_at", "login_says", "restore_by")
    assert {name: new[name] for name in empty} == dict.fromkeys(empty)
    assert (new["balance_cents"], new["owes"], new["two_factor"], new["locked"]) == (0, [], False, [])
    parties = [row[who] for row in state["contracts"].values() for who in ("freelancer", "client")]
    owners = [row["account"] for table in ("payments", "proposals", "withdrawals") for row in state[table].values()]
    assert "freelancer-2" not in parties + owners
    titles = {row["title"] for row in state["contracts"].values()} | {row["job"] for row in state["proposals"].values()}
    pages = [anew.get(page).text for page in ("/home", "/my-jobs", "/proposals", "/payments", "/messages", "/support")]
    assert [title for title in titles for page in pages if title in page] == []
    assert heading(anew.get("/payments")) == "Payments"


def test_the_new_account_sets_a_question_of_its_own(world: World, anew: Browserless) -> None:
    anew.get("/settings/account")
    assert at(anew.submit("/gate", {"security-answer": world.owner.security_answer or ""})) == "/gate"
    given = {"question": "What street did you grow up in?", "answer": "Elm"}
    anew.submit("/gate", given)
    page = anew.get("/settings/account")
    assert (world.owner.email in page.text, "Ada Obi" in page.text, world.owner.name in page.text) == (
        True,
        True,
        False,
    )


@pytest.mark.parametrize("who", ["email", "username"])
def test_logging_in_means_the_new_account(world: World, anew: Browserless, visitor: Browserless, who: str) -> None:
    visitor.submit("/logout")
    refused = visitor.log_in(world.owner, who=getattr(world.owner, who))
    assert (refused.status_code, said(refused)) == (401, "That password is not right.")
    entered = visitor.log_in(world.owner, who=getattr(world.owner, who), password=PASSWORD)
    assert (at(entered), "Ada Obi" in entered.text) == ("/home", True)


def test_wrong_tries_count_against_the_new_account(world: World, anew: Browserless, base_url: str) -> None:
    other = Browserless(base_url)
    statuses = [other.log_in(world.owner, password="x").status_code for _ in range(5)]
    assert statuses == [401, 401, 401, 401, 429]
    world.advance("PT15M")
    for _ in range(5):
        other.log_in(world.owner, password="x")
    locks = {key: account["locked"] for key, account in world.state()["accounts"].items()}
    assert (locks["freelancer"], locks["freelancer-2"]) == ([], ["password"])


def test_a_new_account_can_leave_its_address_again(world: World, anew: Browserless, base_url: str) -> None:
    given = {"question": "What street did you grow up in?", "answer": "Elm"}
    anew.get("/settings/")
    anew.submit("/gate", given)
    assert heading(anew.submit(f"{anew.begin()}/1")) == CLOSED
    third = join(come(Browserless(base_url), world), world, **same(world.owner, name="Ada Third"))
    accounts = world.state()["accounts"]
    mine = [key for key, account in accounts.items() if account["email"] == world.owner.email]
    assert [accounts[key]["status"] for key in mine] == ["closed", "closed", "open"]
    third.submit("/logout")
    assert "Ada Third" in third.log_in(world.owner, password=PASSWORD).text


def refused(reader: Browserless, world: World, given: dict[str, str]) -> tuple[int, dict[str, str]]:
    page = come(reader, world).submit("/signup", details(world, **given))
    return page.status_code, complaints(page)


def test_while_the_account_is_open_its_address_is_its_own(world: World, visitor: Browserless) -> None:
    assert refused(visitor, world, same(world.owner)) == (422, TAKEN)
    assert world.changes() == []


def test_once_it_has_a_new_account_the_address_is_taken_again(world: World, anew: Browserless, base_url: str) -> None:
    before = world.state()
    assert refused(Browserless(base_url), world, same(world.owner)) == (422, TAKEN)
    assert world.state() == before


@pytest.mark.parametrize("who", ["client", "support-agent"])
def test_nobody_elses_address_is_left_with_it(world: World, log_in: LogIn, visitor: Browserless, who: str) -> None:
    leave(log_in(world), world.owner.security_answer or "")
    assert refused(visitor, world, same(world.accounts[who])) == (422, TAKEN)


@pytest.mark.parametrize(
    "after",
    [
        pytest.param({"login": "It is closed."}, id="closed"),
        pytest.param({"status": "marked", "delete_after": "P30D"}, id="marked"),
        pytest.param({"login": "It is closed.", "restore": {"by": "support"}}, id="restorable"),
    ],
)
@pytest.mark.parametrize("days", [0, 31])
def test_an_address_that_is_not_left_stays_taken(
    make_world: MakeWorld, log_in: LogIn, visitor: Browserless, after: dict[str, Any], days: int
) -> None:
    world = leaving(make_world, after)
    leave(log_in(world), world.owner.security_answer or "")
    if days:
        world.advance(f"P{days}D")
    assert refused(visitor, world, same(world.owner)) == (422, TAKEN)
    assert len(world.state()["accounts"]) == 3


def test_only_the_phone_or_the_address_can_be_the_same(world: World, log_in: LogIn, base_url: str) -> None:
    leave(log_in(world), world.owner.security_answer or "")
    by_phone = join(come(Browserless(base_url), world), world, phone=world.owner.phone)
    assert words(by_phone.get("/support"), "h1") == ["Contact support"]
    given = details(world, email=world.owner.email, phone="(555) 020-9999")
    assert at(come(Browserless(base_url), world).submit("/signup", given)) == "/signup/code"
    taken = refused(Browserless(base_url), world, same(world.owner))
    assert taken == (422, {"phone": TAKEN["phone"]})
