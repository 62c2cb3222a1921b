"""An account marked for deletion, before and after its date."""

from collections.abc import Iterable
from typing import Any

import pytest

from flows.site.client import World
from mocksite.catalog.ledger_rows import dollars
from tests.support.changes import account_row, changed_rows
from tests.support.gated_edition import CLOSE, CLOSED, gated
from tests.support.http_client import HttpClient, log_in
from tests.support.mail import mailed
from tests.support.support_desk import ask_to_reopen, decide
from tests.support.types import MakeWorld

MARKED = {"status": "marked", "delete_after": "P30D", "login": "It is marked."}
GOES = {"profile": "deleted", "work-history": "deleted"}
FINAL = "It cannot be opened again."
GO_ON = "Your active contracts go on until somebody ends them."
ON_DATE = "It is deleted on 13 February 2026; until then it stays closed."
OWED = "What is still owed or on its way stays on record until it is settled."
MAIL = "Emails that we have sent stay in their mailboxes, out of our reach."
OPEN_AGAIN = "Support can look at a request to open it again."
CONSEQUENCES: dict[str, tuple[dict[str, Any], Iterable[str], tuple[str, ...], list[str]]] = {
    "nothing": ({}, (), (), [FINAL]),
    "marked, with what goes": (
        {**MARKED, "lost": ["balance"]}, GOES,
        ("balance",),
        [
            ON_DATE,
            "Removed then: your profile and your work history.",
            OWED,
            MAIL,
            "{balance} of your money is lost.",
            FINAL,
        ],
    ),
    "all money lost": (
        {"lost": ["balance", "pending-payment"]}, (), ("pending-payment",), ["{payment} of your money is lost.", FINAL],
    ),
    "money under review that stays": ({"lost": ["balance"]}, (), ("pending-payment",), [FINAL]),
    "nothing lost": ({"lost": ["balance"]}, (), (), [FINAL]),
    "a balance that stays": ({}, (), ("balance",), [FINAL]),
    "contracts that go on": ({"restore": {"by": "support"}}, (), ("hourly-contract",), [GO_ON, OPEN_AGAIN]),
    "contracts cancelled": ({"cancelled": ["hourly-contract"]}, (), ("hourly-contract",), [FINAL]),
    "one kind cancelled": (
        {"cancelled": ["hourly-contract"]}, (), ("hourly-contract", "active-contract"), [GO_ON, FINAL],
    ),
    "the address free": (
        {"email_again": True}, ("profile",),
        (),
        [
            "Removed for good: your profile.",
            MAIL,
            FINAL,
            "The same email address can open a new account, which starts from nothing.",
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("after", "erased", "having", "templates"), CONSEQUENCES.values(), ids=CONSEQUENCES)
def test_page_and_mail_list_the_same_consequences(
    make_world: MakeWorld,
    after: dict[str, Any],
    erased: Iterable[str],
    having: tuple[str, ...],
    templates: list[str],
) -> None:
    goes = dict.fromkeys(erased, "deleted")
    edition = gated(stages=[CLOSE], after={"mail": "Goodbye", "login": "It is closed.", **after}) | {"retention": goes}
    world = make_world(edition, having=having)
    amounts = {"balance": dollars(account_row(world)["balance_cents"])}
    amounts |= {"payment": dollars(list(world.state()["payments"].values())[-1]["cents"])}
    sentences = [sentence.format(**amounts) for sentence in templates]
    ended = log_in(world).close_account()
    assert (ended.heading, ended.texts("li")) == (CLOSED, sentences)
    mine = [text for who, subject, text in mailed(world) if (who, subject) == ("freelancer", "Goodbye")]
    assert mine == ["\n".join([f"{CLOSED}.", *sentences])]


def test_the_text_of_the_edition_comes_first(make_world: MakeWorld) -> None:
    after = {"mail": "Goodbye", "text": "Thank you."}
    world = make_world(gated(stages=[CLOSE], after=after), "client")
    ended = log_in(world).close_account()
    assert ("Thank you." in ended.texts("p"), ended.texts("li")) == (True, [FINAL])
    assert mailed(world) == [("client", "Goodbye", f"Thank you.\n{FINAL}")]


def test_a_balance_is_lost_once(make_world: MakeWorld, visitor: HttpClient) -> None:
    after = {"login": "It is closed.", "lost": ["balance"], "restore": {"by": "support"}}
    world = make_world(gated(stages=[CLOSE], after=after), having=("balance",))
    log_in(world).close_account()
    ask_to_reopen(visitor, world)
    decide(log_in(world, "support-agent"), "reopen")
    world.advance("P1D")
    ended = log_in(world).close_account()
    assert (ended.heading, ended.texts("li")) == (CLOSED, [OPEN_AGAIN])


@pytest.fixture
def marked(make_world: MakeWorld) -> World:
    """A world whose owner has just closed the account, to be deleted in thirty days."""
    world = make_world(gated(stages=[CLOSE], after=MARKED) | {"retention": GOES})
    assert log_in(world).close_account().heading == CLOSED
    return world


def test_a_marked_account_is_deleted_on_its_date(marked: World) -> None:
    account = changed_rows(marked)
    at = {"closed_at": "2026-01-14T10:00:00Z", "delete_at": "2026-02-13T10:00:00Z"}
    facts = {"status": "marked", "login_says": "It is marked.", **at}
    assert account == {f"/accounts/freelancer/{name}": value for name, value in facts.items()}
    marked.advance("P29DT23H59M59S")
    assert changed_rows(marked) == account
    marked.advance("PT1S")
    now = account_row(marked)
    assert (now["status"], now["headline"], now["overview"]) == ("deleted", None, None)
    assert {row["freelancer"] for row in marked.state()["contracts"].values()} == {None}


@pytest.mark.parametrize("passed", ["PT0S", "P29D", "P30D", "P365D"])
def test_log_in_is_refused_before_and_after_the_deletion(marked: World, visitor: HttpClient, passed: str) -> None:
    if passed != "PT0S":
        marked.advance(passed)
    refused = visitor.log_in(marked.owner)
    assert refused.outcome == (403, "It is marked.")
    assert "Ask support to reopen it" not in refused.texts("a")


def test_an_account_reopened_before_its_date_is_not_deleted(make_world: MakeWorld, visitor: HttpClient) -> None:
    after = {**MARKED, "restore": {"by": "support"}}
    world = make_world(gated(stages=[CLOSE], after=after) | {"retention": GOES})
    log_in(world).close_account()
    world.advance("P29D")
    ask_to_reopen(visitor, world)
    decide(log_in(world, "support-agent"), "reopen")
    world.advance("P30D")
    paths = [path for path in changed_rows(world) if path.startswith(("/accounts", "/contracts"))]
    assert paths == []


@pytest.mark.parametrize(("passed", "link"), [("P29D", True), ("P30D", False)])
def test_support_can_reopen_until_the_deletion(
    make_world: MakeWorld, visitor: HttpClient, passed: str, link: bool
) -> None:
    after = {**MARKED, "restore": {"by": "support"}}
    world = make_world(gated(stages=[CLOSE], after=after), "client")
    log_in(world).close_account()
    world.advance(passed)
    assert ("Ask support to reopen it" in visitor.log_in(world.owner).texts("a")) == link


def test_a_masked_log_in_is_not_found(make_world: MakeWorld, visitor: HttpClient) -> None:
    edition = gated(stages=[CLOSE], after={"login": "It is closed."}) | {"retention": {"login": "masked"}}
    world = make_world(edition)
    log_in(world).close_account()
    assert account_row(world)["email"] == ""
    visitor.get(world.login_url)
    for email in ("", " ", world.owner.email, world.owner.username):
        refused = visitor.submit("/login", {"email": email, "password": ""})
        assert refused.outcome == (401, "Account not found.")
