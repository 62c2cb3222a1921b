"""Signing up: an account for whoever proves a phone number of their own, and one account for each. Claim D1."""

from collections.abc import Callable
from functools import partial

import pytest

from flows.site.client import World
from mocksite.catalog.ends import ONE_ACCOUNT
from tests.support.aftermath import NOW, at_once, changed, mailed, said
from tests.support.browserless import Browserless, at, heading, words
from tests.support.joining import PASSWORD, PHONE, codes, come, details, join

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]
EMPTY = [
    *("city", "headline", "overview", "security_question"),
    *(
        "closed_at",
        "delete_at",
        "close_reason",
        "close_feedback",
        "login_says",
        "restore_by",
        "restore_until",
        "restore_at",
    ),
    *("visibility", "visibility_before", "visibility_from", "paused_until", "dormant_warned_at"),
    "suspended_for",
]
WRONG_CODE = "That is not the code we sent."


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


@pytest.fixture
def newcomer(visitor: Browserless, world: World) -> Browserless:
    """Somebody new who has come through the login link of the world."""
    return come(visitor, world)


@pytest.fixture
def another(base_url: str, world: World) -> Browserless:
    """Somebody else in a browser of their own, who has come the same way."""
    return come(Browserless(base_url), world)


@pytest.mark.parametrize("persona", ["freelancer", "client"])
def test_whoever_proves_a_phone_number_has_an_account(world: World, newcomer: Browserless, persona: str) -> None:
    given = details(world, persona=persona, name=" Ada Obi ", phone="+1 555-020-1234")
    asked = newcomer.submit("/signup", given | {"email": given["email"].upper()})
    assert (at(asked), heading(asked)) == ("/signup/code", "Verify your phone")
    assert f"We have texted a six-digit code to {PHONE}." in words(asked, "p")
    assert changed(world) == {}
    (code,) = codes(world)
    assert at(newcomer.submit("/signup/code", {"code": f" {code} "})) == "/home"
    company = {"kind": "company", "name": "Ada Obi’s company", "about": "", "status": "open"}
    place = {"role": "owner", "status": "active", "since": NOW, "ended_at": None}
    founded = {
        "/teams/team-2": {**company, **dict.fromkeys(("closed_at", "close_reason", "close_feedback"))},
        "/memberships/membership-2": {**place, "team": "team-2", "account": "client-2"},
    }
    assert changed(world) == {
        f"/accounts/{persona}-2": {
            "persona": persona,
            "freelancer": persona == "freelancer",
            "name": "Ada Obi",
            "email": given["email"],
            "username": "ada.obi",
            "phone": PHONE,
            "circumstances": [],
            "status": "open",
            "email_again": False,
            "two_factor": False,
            "locked": [],
            "balance_cents": 0,
            "available": True,
            "plan": "basic",
            "connects": 0,
            "owes": [],
            **dict.fromkeys(EMPTY),
        },
        **(founded if persona == "client" else {}),
    }
    welcome = f"Hello Ada Obi,\n\nYou have a {persona} account.\n\nWorklane (a mock site)"
    assert mailed(world) == [
        (PHONE, "Text message", f"Your Worklane code is {code}. It works for 10 minutes."),
        (given["email"], "Welcome to Worklane", welcome),
    ]
    assert {mail["sent_at"] for mail in world.mail()} == {NOW}


@pytest.mark.parametrize("who", ["ada.obi", "ADA.OBI", "email"])
def test_whoever_has_signed_up_can_log_in_again(world: World, newcomer: Browserless, who: str) -> None:
    join(newcomer, world)
    newcomer.submit("/logout")
    given = {"email": details(world)["email"] if who == "email" else who, "password": PASSWORD}
    refused = newcomer.submit("/login", given | {"password": PASSWORD.upper()})
    assert (refused.status_code, said(refused)) == (401, "That password is not right.")
    assert at(newcomer.submit("/login", given)) == "/home"
    assert details(world)["email"] in newcomer.get("/settings/contact-info").text


def test_an_account_that_was_signed_up_for_can_be_closed_and_is_one_account_still(
    world: World, newcomer: Browserless, another: Browserless
) -> None:
    join(newcomer, world)
    answer = newcomer.submit(f"{newcomer.begin()}/1", {"reason": "I no longer need this account"})
    assert heading(answer) == "Your account is closed"
    before = world.state()
    assert before["accounts"]["freelancer-2"]["status"] == "closed"
    refused = another.submit("/signup", details(world, email=f"other@{world.id}.worklane.test"))
    assert (refused.status_code, ONE_ACCOUNT in words(refused, "p", id="phone-wrong")[0]) == (422, True)
    assert world.state() == before


@pytest.mark.parametrize("wrong", ["", "other", "all zeros and more", "１２３４５６", "short"])
def test_a_wrong_code_makes_no_account(world: World, newcomer: Browserless, wrong: str) -> None:
    newcomer.submit("/signup", details(world))
    (code,) = codes(world)
    given = {"other": other_than(code), "all zeros and more": "0" * 400, "short": code[:5]}.get(wrong, wrong)
    answer = newcomer.submit("/signup/code", {"code": given})
    assert (answer.status_code, words(answer, "p", id="code-wrong")) == (422, [WRONG_CODE])
    assert changed(world) == {}
    assert at(newcomer.get("/home")) == "/login"
    newcomer.get("/signup/code")
    assert at(newcomer.submit("/signup/code", {"code": code})) == "/home"


def test_whoever_let_a_code_expire_signs_up_once_more(world: World, newcomer: Browserless) -> None:
    newcomer.submit("/signup", details(world))
    world.advance("PT10M")
    assert newcomer.submit("/signup/code", {"code": codes(world)[0]}).status_code == 422
    assert changed(world) == {"/now": "2026-01-14T10:10:00Z"}
    newcomer.get("/signup")
    newcomer.submit("/signup", details(world))
    assert len(codes(world)) == 2
    assert at(newcomer.submit("/signup/code", {"code": codes(world)[1]})) == "/home"
    assert list(changed(world)) == ["/now", "/accounts/freelancer-2"]


@pytest.mark.parametrize(("later", "status"), [("PT9M59S", 200), ("PT10M", 422), ("P30D", 422)])
def test_a_code_works_for_ten_minutes(world: World, newcomer: Browserless, later: str, status: int) -> None:
    newcomer.submit("/signup", details(world))
    world.advance(later)
    answer = newcomer.submit("/signup/code", {"code": codes(world)[0]})
    assert answer.status_code == status
    expired = ["That code has expired. Start again."]
    assert words(answer, "p", id="code-wrong") == (expired if status == 422 else [])
    assert ("freelancer-2" in world.state()["accounts"]) is (status == 200)


def test_the_code_of_one_is_no_code_of_another(world: World, newcomer: Browserless, another: Browserless) -> None:
    newcomer.submit("/signup", details(world))
    phone, email = "(555) 020-9999", f"bo@{world.id}.worklane.test"
    for _ in range(2):
        another.submit("/signup", details(world, email=email, phone=phone))
    (mine,) = codes(world)
    others = next(code for code in codes(world, phone) if code != mine)
    answer = newcomer.submit("/signup/code", {"code": others})
    assert (answer.status_code, words(answer, "p", id="code-wrong")) == (422, [WRONG_CODE])
    assert changed(world) == {}


@pytest.mark.parametrize("same", ["phone", "email"])
def test_of_two_who_sign_up_as_one_the_first_to_finish_has_the_account(
    world: World, newcomer: Browserless, another: Browserless, same: str
) -> None:
    theirs = {"phone": {"email": f"bo@{world.id}.worklane.test"}, "email": {"phone": "(555) 020-9999"}}[same]
    newcomer.submit("/signup", details(world))
    another.submit("/signup", details(world, **theirs))
    assert at(newcomer.submit("/signup/code", {"code": codes(world)[0]})) == "/home"
    before = world.state()
    given = codes(world, theirs.get("phone", PHONE))[-1]
    refused = another.submit("/signup/code", {"code": given})
    assert (refused.status_code, heading(refused)) == (409, "Join Worklane")
    (complaint,) = words(refused, "p", id=f"{same}-wrong")
    assert complaint.startswith({"phone": ONE_ACCOUNT, "email": "This email address belongs to an account"}[same])
    assert world.state() == before
    assert at(another.get("/home")) == "/login"


@pytest.mark.parametrize("_time", range(5))
def test_of_two_who_finish_at_once_one_has_the_account(
    world: World, newcomer: Browserless, another: Browserless, _time: int
) -> None:
    newcomer.submit("/signup", details(world))
    another.submit("/signup", details(world, email=f"bo@{world.id}.worklane.test"))
    given = zip((newcomer, another), codes(world), strict=True)
    answers = at_once([partial(reader.submit, "/signup/code", {"code": code}) for reader, code in given])
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert list(changed(world)) == ["/accounts/freelancer-2"]
    assert [subject for _, subject, _ in mailed(world, since=2)] == ["Welcome to Worklane"]


def test_whoever_is_logged_in_is_not_asked_to_sign_up(world: World, log_in: Callable[..., Browserless]) -> None:
    assert at(log_in(world).get("/signup")) == "/home"
    assert at(log_in(world.accounts["support-agent"]).get("/signup/code")) == "/support-desk/"
