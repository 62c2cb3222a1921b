"""An account that is marked for deletion, until its date and after; and what is told of any that is closed."""

from collections.abc import Callable, Iterable
from typing import Any

import pytest

from flows.site.client import World
from tests.support.aftermath import mailed, said
from tests.support.browserless import Browserless, heading, words
from tests.support.gated_edition import CLOSE, CLOSED, decide, gated, stored

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]
MARKED = {"status": "marked", "delete_after": "P30D", "login": "It is marked."}
GOES = {"profile": "deleted", "work-history": "deleted"}
FINAL = "It cannot be opened again."
GO_ON = "Your active contracts go on until somebody ends them."
ON_DATE = "It is deleted on 13 February 2026; until then it stays closed."
OPEN_AGAIN = "Support can look at a request to open it again."


TOLD: dict[str, tuple[dict[str, Any], Iterable[str], tuple[str, ...], list[str]]] = {
    "nothing": ({}, (), (), [FINAL]),
    "marked, with what goes": (
        {**MARKED, "lost": ["balance"]}, GOES,
        ("balance",),
        [ON_DATE, "Removed then: your profile and your work history.", "{balance} of your balance is lost.", FINAL],
    ),
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
            FINAL,
            "The same email address can open a new account, which starts from nothing.",
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("after", "erased", "having", "told"), TOLD.values(), ids=TOLD)
def test_page_and_mail_tell_what_the_edition_and_the_rows_say(
    make_world: MakeWorld,
    log_in: LogIn,
    after: dict[str, Any],
    erased: Iterable[str],
    having: tuple[str, ...],
    told: list[str],
) -> None:
    goes = dict.fromkeys(erased, "deleted")
    edition = gated(stages=[CLOSE], after={"mail": "Goodbye", "login": "It is closed.", **after}) | {"retention": goes}
    world = make_world(edition=edition, persona="freelancer", having=having)
    cents = world.state()["accounts"]["freelancer"]["balance_cents"]
    sentences = [sentence.format(balance=f"${cents // 100:,}.{cents % 100:02}") for sentence in told]
    reader = log_in(world)
    ended = reader.submit(f"{reader.begin()}/1")
    assert (heading(ended), words(ended, "li")) == (CLOSED, sentences)
    mine = [text for who, subject, text in mailed(world) if (who, subject) == ("freelancer", "Goodbye")]
    assert mine == ["\n".join([f"{CLOSED}.", *sentences])]


def test_the_text_of_the_edition_comes_first(make_world: MakeWorld, log_in: LogIn) -> None:
    after = {"mail": "Goodbye", "text": "Thank you."}
    world = make_world(edition=gated(stages=[CLOSE], after=after), persona="client")
    reader = log_in(world)
    ended = reader.submit(f"{reader.begin()}/1")
    assert ("Thank you." in words(ended, "p"), words(ended, "li")) == (True, [FINAL])
    assert mailed(world) == [("client", "Goodbye", f"Thank you.\n{FINAL}")]


def test_a_balance_that_was_lost_before_is_not_told_again(
    make_world: MakeWorld, log_in: LogIn, visitor: Browserless
) -> None:
    after = {"login": "It is closed.", "lost": ["balance"], "restore": {"by": "support"}}
    world = make_world(edition=gated(stages=[CLOSE], after=after), persona="freelancer", having=("balance",))
    reader = log_in(world)
    reader.submit(f"{reader.begin()}/1")
    visitor.log_in(world.owner)
    visitor.get("/support/reopen")
    visitor.submit("/support/reopen", {"message": "Please."})
    decide(log_in(world.accounts["support-agent"]), "reopen")
    world.advance("P1D")
    again = log_in(world)
    ended = again.submit(f"{again.begin()}/1")
    assert (heading(ended), words(ended, "li")) == (CLOSED, [OPEN_AGAIN])


@pytest.fixture
def marked(make_world: MakeWorld, log_in: LogIn) -> World:
    """A world whose owner has just left, and is deleted in thirty days."""
    world = make_world(edition=gated(stages=[CLOSE], after=MARKED) | {"retention": GOES}, persona="freelancer")
    reader = log_in(world)
    assert heading(reader.submit(f"{reader.begin()}/1")) == CLOSED
    return world


def test_until_its_date_an_account_is_marked_and_then_it_is_deleted(marked: World) -> None:
    account = stored(marked)
    at = {"closed_at": "2026-01-14T10:00:00Z", "delete_at": "2026-02-13T10:00:00Z"}
    facts = {"status": "marked", "login_says": "It is marked.", **at}
    assert account == {f"/accounts/freelancer/{name}": value for name, value in facts.items()}
    marked.advance("P29DT23H59M59S")
    assert stored(marked) == account
    marked.advance("PT1S")
    now = marked.state()["accounts"]["freelancer"]
    assert (now["status"], now["headline"], now["overview"]) == ("deleted", None, None)
    assert {row["freelancer"] for row in marked.state()["contracts"].values()} == {None}


@pytest.mark.parametrize("passed", ["PT0S", "P29D", "P30D", "P365D"])
def test_whoever_logs_in_is_told_so_before_and_after(marked: World, visitor: Browserless, passed: str) -> None:
    if passed != "PT0S":
        marked.advance(passed)
    refused = visitor.log_in(marked.owner)
    assert (refused.status_code, said(refused)) == (403, "It is marked.")
    assert "Ask support to reopen it" not in words(refused, "a")


def test_who_is_opened_again_in_time_is_not_deleted(make_world: MakeWorld, log_in: LogIn, visitor: Browserless) -> None:
    after = {**MARKED, "restore": {"by": "support"}}
    world = make_world(edition=gated(stages=[CLOSE], after=after) | {"retention": GOES}, persona="freelancer")
    reader = log_in(world)
    reader.submit(f"{reader.begin()}/1")
    world.advance("P29D")
    visitor.log_in(world.owner)
    visitor.get("/support/reopen")
    visitor.submit("/support/reopen", {"message": "Please."})
    decide(log_in(world.accounts["support-agent"]), "reopen")
    world.advance("P30D")
    paths = [path for path in stored(world) if path.startswith(("/accounts", "/contracts"))]
    assert paths == []


@pytest.mark.parametrize(("passed", "link"), [("P29D", True), ("P30D", False)])
def test_support_can_open_it_until_its_date(
    make_world: MakeWorld, log_in: LogIn, visitor: Browserless, passed: str, link: bool
) -> None:
    after = {**MARKED, "restore": {"by": "support"}}
    world = make_world(edition=gated(stages=[CLOSE], after=after), persona="client")
    reader = log_in(world)
    reader.submit(f"{reader.begin()}/1")
    world.advance(passed)
    assert ("Ask support to reopen it" in words(visitor.log_in(world.owner), "a")) == link


def test_nobody_is_found_by_a_log_in_that_was_masked(
    make_world: MakeWorld, log_in: LogIn, visitor: Browserless
) -> None:
    edition = gated(stages=[CLOSE], after={"login": "It is closed."}) | {"retention": {"login": "masked"}}
    world = make_world(edition=edition, persona="freelancer")
    reader = log_in(world)
    reader.submit(f"{reader.begin()}/1")
    assert world.state()["accounts"]["freelancer"]["email"] == ""
    visitor.get(world.login_url)
    for given in ("", " ", world.owner.email, world.owner.username):
        refused = visitor.submit("/login", {"email": given, "password": ""})
        assert (refused.status_code, said(refused)) == (401, "Account not found.")
