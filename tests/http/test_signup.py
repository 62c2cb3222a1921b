"""Signing up: one account for whoever proves a phone number. Claim D1."""

from functools import partial

import pytest

from flows.site.client import World
from mocksite.catalog.ends import ONE_ACCOUNT
from tests.support.changes import NOW, at_once, changed, statuses, unchanged
from tests.support.credentials import other_than
from tests.support.http_client import HttpClient, log_in
from tests.support.mail import mailed
from tests.support.signup import PASSWORD, PHONE, details, open_signup, sign_up, texted_codes

EMPTY = [
    *("city", "headline", "overview", "skills", "security_question"),
    *("closed_at", "delete_at", "close_reason", "close_feedback", "login_says", "suspended_for"),
    *("restore_by", "restore_until", "restore_at", "paused_until", "dormant_warned_at"),
    *("visibility", "visibility_before", "visibility_from"),
]
WRONG_CODE = "That is not the code we sent."


@pytest.fixture
def another(base_url: str, world: World) -> HttpClient:
    """A second new person, in another browser."""
    return open_signup(HttpClient(base_url), world)


@pytest.mark.parametrize("persona", ["freelancer", "client"])
def test_a_verified_phone_number_opens_an_account(world: World, newcomer: HttpClient, persona: str) -> None:
    form = details(world, persona=persona, name=" Ada Obi ", phone="+1 555-020-1234")
    page = newcomer.submit("/signup", form | {"email": form["email"].upper()})
    assert (page.path, page.heading) == ("/signup/code", "Verify your phone")
    assert f"We have texted a six-digit code to {PHONE}." in page.texts("p")
    assert changed(world) == {}
    (code,) = texted_codes(world)
    assert newcomer.submit("/signup/code", {"code": f" {code} "}).path == "/home"
    company = {"kind": "company", "name": "Ada Obi’s company", "about": "", "status": "open", "owner": "client-2"}
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
            "email": form["email"],
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
        (form["email"], "Welcome to Worklane", welcome),
    ]
    assert {mail["sent_at"] for mail in world.mail()} == {NOW}


@pytest.mark.parametrize("who", ["ada.obi", "ADA.OBI", "email"])
def test_a_new_account_can_log_in_again(world: World, newcomer: HttpClient, who: str) -> None:
    sign_up(newcomer, world)
    newcomer.submit("/logout")
    form = {"email": details(world)["email"] if who == "email" else who, "password": PASSWORD}
    refused = newcomer.submit("/login", form | {"password": PASSWORD.upper()})
    assert refused.outcome == (401, "That password is not right.")
    assert newcomer.submit("/login", form).path == "/home"
    assert details(world)["email"] in newcomer.get("/settings/contact-info").text


def test_closing_a_new_account_does_not_free_its_phone(world: World, newcomer: HttpClient, another: HttpClient) -> None:
    sign_up(newcomer, world)
    answer = newcomer.close_account({"reason": "I no longer need this account"})
    assert answer.heading == "Your account is closed"
    before = world.state()
    assert before["accounts"]["freelancer-2"]["status"] == "closed"
    refused = another.submit("/signup", details(world, email=f"other@{world.id}.worklane.test"))
    assert (refused.status_code, ONE_ACCOUNT in refused.texts("p", id="phone-wrong")[0]) == (422, True)
    assert world.state() == before


@pytest.mark.parametrize("kind", ["", "other", "all zeros and more", "１２３４５６", "short"])
def test_a_wrong_code_makes_no_account(world: World, newcomer: HttpClient, kind: str) -> None:
    newcomer.submit("/signup", details(world))
    (code,) = texted_codes(world)
    written = {"other": other_than(code), "all zeros and more": "0" * 400, "short": code[:5]}.get(kind, kind)
    answer = newcomer.submit("/signup/code", {"code": written})
    assert (answer.status_code, answer.texts("p", id="code-wrong")) == (422, [WRONG_CODE])
    assert changed(world) == {}
    assert newcomer.get("/home").path == "/login"
    newcomer.get("/signup/code")
    assert newcomer.submit("/signup/code", {"code": code}).path == "/home"


def test_a_sign_up_can_start_again_after_a_code_expires(world: World, newcomer: HttpClient) -> None:
    newcomer.submit("/signup", details(world))
    world.advance("PT10M")
    assert newcomer.submit("/signup/code", {"code": texted_codes(world)[0]}).status_code == 422
    assert changed(world) == {"/now": "2026-01-14T10:10:00Z"}
    newcomer.get("/signup")
    newcomer.submit("/signup", details(world))
    assert len(texted_codes(world)) == 2
    assert newcomer.submit("/signup/code", {"code": texted_codes(world)[1]}).path == "/home"
    assert list(changed(world)) == ["/now", "/accounts/freelancer-2"]


@pytest.mark.parametrize(("later", "status"), [("PT9M59S", 200), ("PT10M", 422), ("P30D", 422)])
def test_a_code_works_for_ten_minutes(world: World, newcomer: HttpClient, later: str, status: int) -> None:
    newcomer.submit("/signup", details(world))
    world.advance(later)
    answer = newcomer.submit("/signup/code", {"code": texted_codes(world)[0]})
    assert answer.status_code == status
    expired = ["That code has expired. Start again."]
    assert answer.texts("p", id="code-wrong") == (expired if status == 422 else [])
    assert ("freelancer-2" in world.state()["accounts"]) is (status == 200)


def test_a_code_is_only_valid_for_its_own_sign_up(world: World, newcomer: HttpClient, another: HttpClient) -> None:
    newcomer.submit("/signup", details(world))
    phone, email = "(555) 020-9999", f"bo@{world.id}.worklane.test"
    for _ in range(2):
        another.submit("/signup", details(world, email=email, phone=phone))
    (mine,) = texted_codes(world)
    others = next(code for code in texted_codes(world, phone) if code != mine)
    answer = newcomer.submit("/signup/code", {"code": others})
    assert (answer.status_code, answer.texts("p", id="code-wrong")) == (422, [WRONG_CODE])
    assert changed(world) == {}


@pytest.mark.parametrize("same", ["phone", "email"])
def test_the_first_of_two_equal_sign_ups_gets_the_account(
    world: World, newcomer: HttpClient, another: HttpClient, same: str
) -> None:
    theirs = {"phone": {"email": f"bo@{world.id}.worklane.test"}, "email": {"phone": "(555) 020-9999"}}[same]
    newcomer.submit("/signup", details(world))
    another.submit("/signup", details(world, **theirs))
    assert newcomer.submit("/signup/code", {"code": texted_codes(world)[0]}).path == "/home"
    with unchanged(world):
        code = texted_codes(world, theirs.get("phone", PHONE))[-1]
        refused = another.submit("/signup/code", {"code": code})
        assert (refused.status_code, refused.heading) == (409, "Join Worklane")
        (complaint,) = refused.texts("p", id=f"{same}-wrong")
        assert complaint.startswith({"phone": ONE_ACCOUNT, "email": "This email address belongs to an account"}[same])
    assert another.get("/home").path == "/login"


@pytest.mark.parametrize("_time", range(5))
def test_two_equal_sign_ups_at_once_open_one_account(
    world: World, newcomer: HttpClient, another: HttpClient, _time: int
) -> None:
    newcomer.submit("/signup", details(world))
    another.submit("/signup", details(world, email=f"bo@{world.id}.worklane.test"))
    pairs = zip((newcomer, another), texted_codes(world), strict=True)
    answers = at_once([partial(reader.submit, "/signup/code", {"code": code}) for reader, code in pairs])
    assert statuses(answers) == [200, 409]
    assert list(changed(world)) == ["/accounts/freelancer-2"]
    assert [subject for _, subject, _ in mailed(world, since=2)] == ["Welcome to Worklane"]


def test_sign_up_redirects_logged_in_accounts(world: World) -> None:
    assert log_in(world).get("/signup").path == "/home"
    assert log_in(world, "support-agent").get("/signup/code").path == "/support-desk/"
