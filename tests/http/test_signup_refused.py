"""Refused sign-ups: existing accounts, missing worlds, invalid details."""

import re
from collections.abc import Callable

import pytest

from flows.site.client import World
from mocksite.catalog.ends import ONE_ACCOUNT
from mocksite.services.signups import phone
from tests.support.changes import account_row, changed, unchanged
from tests.support.http_client import HttpClient, log_in
from tests.support.signup import PASSWORD, details, sign_up
from tests.support.types import MakeWorld

NAME = "Write your name, in at most 120 characters."
TAKEN = "This email address belongs to an account already."
NUMBER = "Write a phone number of ten digits, such as (555) 010-1234."
LENGTH = "Choose a password of 8 to 120 characters."
WHEN_OPEN = f"{ONE_ACCOUNT} A second one is against our terms. Log in to that one instead."
WHEN_CLOSED = (
    f"{ONE_ACCOUNT} A second one is against our terms, even if the first is closed. "
    "Log in to it to ask support to reopen it."
)
AS_WHAT = "Choose how to join."


def refused(newcomer: HttpClient, world: World, **changes: str) -> dict[str, str]:
    """The complaint about each field of a sign-up, which changes nothing."""
    with unchanged(world):
        answer = newcomer.submit("/signup", details(world, **changes))
        assert (answer.status_code, answer.path, answer.heading) == (422, "/signup", "Join Worklane")
    complaints = {field: texts[0] for field in details(world) if (texts := answer.texts("p", id=f"{field}-wrong"))}
    assert list(complaints.values()) == answer.texts("p", role="alert")
    return complaints


WRITTEN: dict[str, Callable[[str], str]] = {
    "as it is kept": str,
    "only digits": lambda number: re.sub(r"\D", "", number),
    "with dashes": lambda number: re.sub(r"\D+", "-", number).strip("-"),
    "with dots": lambda number: re.sub(r"\D+", ".", number).strip("."),
    "with spaces": lambda number: re.sub(r"\D*(\d)", r" \1 ", number),
    "with +1": lambda number: f"+1 {number}",
    "with 1": lambda number: "1" + re.sub(r"\D", "", number),
    "with +1 and dashes": lambda number: "+1-" + re.sub(r"\D+", "-", number).strip("-"),
}


@pytest.mark.parametrize("write", WRITTEN.values(), ids=WRITTEN)
@pytest.mark.parametrize("closed", [False, True], ids=["open account", "closed account"])
def test_a_phone_number_has_one_account_in_any_notation(
    world: World, newcomer: HttpClient, write: Callable[[str], str], closed: bool
) -> None:
    if closed:
        log_in(world).close_account({"reason": "I no longer need this account"})
        assert account_row(world)["status"] == "closed"
    complaints = refused(newcomer, world, phone=write(world.owner.phone))
    assert complaints == {"phone": WHEN_CLOSED if closed else WHEN_OPEN}


@pytest.mark.parametrize("whose", ["client", "support-agent"])
@pytest.mark.parametrize("persona", ["freelancer", "client"])
def test_a_phone_number_has_one_account_of_any_persona(
    world: World, newcomer: HttpClient, whose: str, persona: str
) -> None:
    complaints = refused(newcomer, world, phone=world.accounts[whose].phone, persona=persona)
    assert complaints == {"phone": WHEN_OPEN}


@pytest.mark.parametrize("seed", range(5))
def test_seeded_phone_numbers_are_normalised(make_world: MakeWorld, seed: int) -> None:
    numbers = [account.phone for account in make_world(seed=seed).accounts.values()]
    assert [phone(number) for number in numbers] == numbers
    assert len(set(numbers)) == 3


def test_a_phone_number_can_join_another_world(world: World, newcomer: HttpClient, make_world: MakeWorld) -> None:
    other = make_world(seed=2)
    page = newcomer.submit("/signup", details(world, phone=other.owner.phone))
    assert page.path == "/signup/code"
    assert other.changes() == []


@pytest.mark.parametrize("write", [str, str.upper, lambda email: f" {email}\t"], ids=["as is", "upper", "spaces"])
@pytest.mark.parametrize("whose", ["freelancer", "support-agent"])
def test_an_email_address_has_one_account(
    world: World, newcomer: HttpClient, whose: str, write: Callable[[str], str]
) -> None:
    assert refused(newcomer, world, email=write(world.accounts[whose].email)) == {"email": TAKEN}


EMAILS = [
    *("", "ada", "@", "ada@", "@{domain}", "ada@worklane.test", "ada@gmail.com", "ada@x.{domain}"),
    *("ada@{domain}.evil.test", "ada@{domain}@evil.test", "ada@evil.test/{domain}"),
    *("ada obi@{domain}", "ada@obi@{domain}", ".ada@{domain}", "ada\r\nbcc@{domain}", "<ada>@{domain}", "ädä@{domain}"),
    *("ada@{domain}\0", "ada\0@{domain}", "ada@{other}", "a" * 65 + "@{domain}", "a" * 10_000 + "@{domain}"),
]  # fmt: skip


@pytest.mark.parametrize("email", EMAILS, ids=lambda email: ascii(email[:24]))
def test_an_invalid_email_address_is_refused(
    world: World, newcomer: HttpClient, make_world: MakeWorld, email: str
) -> None:
    domain = f"{world.id}.worklane.test"
    other = f"{make_world(seed=2).id}.worklane.test"
    complaints = refused(newcomer, world, email=email.format(domain=domain, other=other))
    assert complaints == {"email": f"Write an email address of this world, such as you@{domain}."}


WRONG = {
    "no name": ({"name": " \t"}, {"name": NAME}),
    "a long name": ({"name": "x" * 121}, {"name": NAME}),
    "a name in two lines": ({"name": "Ada\r\nObi"}, {"name": NAME}),
    "a name with NUL": ({"name": "Ada\0Obi"}, {"name": NAME}),
    "a name that turns": ({"name": "Ada \u202eibO"}, {"name": NAME}),
    "no phone": ({"phone": ""}, {"phone": NUMBER}),
    "a short phone": ({"phone": "555 020 123"}, {"phone": NUMBER}),
    "a foreign phone": ({"phone": "+44 20 7946 0958"}, {"phone": NUMBER}),
    "a phone in wide digits": ({"phone": "５５５０２０１２３４"}, {"phone": NUMBER}),
    "no password": ({"password": ""}, {"password": LENGTH}),
    "a short password": ({"password": "1234567"}, {"password": LENGTH}),
    "a long password": ({"password": "x" * 121}, {"password": LENGTH}),
    "joining as nothing": ({"persona": ""}, {"persona": AS_WHAT}),
    "joining as an agent": ({"persona": "support-agent"}, {"persona": AS_WHAT}),
    "joining as a Client": ({"persona": "Client"}, {"persona": AS_WHAT}),
    "everything at once": (
        {"name": "", "phone": "5", "password": "x", "persona": "admin"},
        {"name": NAME, "phone": NUMBER, "password": LENGTH, "persona": AS_WHAT},
    ),
}


@pytest.mark.parametrize(("changes", "complaints"), WRONG.values(), ids=WRONG)
def test_each_fault_is_beside_its_field(
    world: World, newcomer: HttpClient, changes: dict[str, str], complaints: dict[str, str]
) -> None:
    assert refused(newcomer, world, **changes) == complaints


def test_a_refused_sign_up_keeps_all_fields_but_the_password(world: World, newcomer: HttpClient) -> None:
    form = details(world, name='"><script>alert(1)</script>', phone="5", password="very secret words")
    page = newcomer.submit("/signup", form)
    assert "<script>" not in page.text
    kept = ("name", "email", "phone")
    assert [page.value(id=name) for name in kept] == [form[name] for name in kept]
    assert "very secret words" not in page.text


@pytest.mark.parametrize("link", ["/login", "/login?world=", "/login?world=nowhere", "gone"])
def test_sign_up_needs_a_known_world(world: World, make_world: MakeWorld, visitor: HttpClient, link: str) -> None:
    if link == "gone":
        gone = make_world(seed=2)
        visitor.get(gone.login_url)
        gone.delete()
    else:
        visitor.get(link)
    hint = "Open the login link of your world first, so that the site knows which world you want to join."
    assert hint in visitor.get("/signup").texts("p")
    visitor.get("/login")
    answer = visitor.submit("/signup", details(world))
    assert (answer.status_code, hint in answer.texts("p")) == (404, True)
    assert world.changes() == []


def test_an_unverified_phone_number_opens_no_account(world: World, newcomer: HttpClient, base_url: str) -> None:
    newcomer.submit("/signup", details(world))
    assert changed(world) == {}
    for reader in (newcomer, HttpClient(base_url)):
        reader.get("/login")
        form = {"email": details(world)["email"], "password": PASSWORD}
        assert reader.submit("/login", form).status_code == 401
        assert reader.get("/home").path == "/login"


def test_the_code_page_needs_a_sign_up_first(world: World, newcomer: HttpClient) -> None:
    assert newcomer.get("/signup/code").path == "/signup"
    assert newcomer.submit("/signup/code", {"code": "000000"}).path == "/signup"
    assert world.changes() == []


def test_a_password_with_space_around_it_logs_in(world: World, newcomer: HttpClient) -> None:
    form = details(world, password="  correct horse ")
    sign_up(newcomer, world, password=form["password"])
    newcomer.submit("/logout")
    assert newcomer.submit("/login", {"email": form["email"], "password": form["password"]}).path == "/home"


def test_missing_facts_of_a_new_account_are_not_shown_as_none(world: World, newcomer: HttpClient) -> None:
    sign_up(newcomer, world)
    facts = newcomer.get("/settings/contact-info").texts("dd")
    assert (facts[0], "None" in facts) == ("Ada Obi", False)
