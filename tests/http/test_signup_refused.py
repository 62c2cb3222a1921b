"""Who is not let in by signing up: whoever has an account, of no world, with details that are none."""

import re
from collections.abc import Callable

import pytest

from flows.site.client import World
from mocksite.catalog.ends import ONE_ACCOUNT
from mocksite.services.signups import phone
from tests.support.aftermath import changed
from tests.support.browserless import Browserless, at, heading, words
from tests.support.joining import PASSWORD, come, details, join

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]
NAME = "Write your name, in at most 120 characters."
TAKEN = "This email address belongs to an account already."
NUMBER = "Write a phone number of ten digits, such as (555) 010-1234."
LENGTH = "Choose a password of 8 to 120 characters."
AS_WHAT = "Choose how to join."


@pytest.fixture
def newcomer(visitor: Browserless, world: World) -> Browserless:
    """Somebody new who has come through the login link of the world."""
    return come(visitor, world)


def refused(newcomer: Browserless, world: World, **changes: str) -> dict[str, str]:
    """What is said of each field to somebody who signs up so; nothing is changed, and nobody is texted."""
    before = world.state()
    answer = newcomer.submit("/signup", details(world, **changes))
    assert (answer.status_code, at(answer), heading(answer)) == (422, "/signup", "Join Worklane")
    assert world.state() == before
    told = {field: found[0] for field in details(world) if (found := words(answer, "p", id=f"{field}-wrong"))}
    assert list(told.values()) == words(answer, "p", role="alert")
    return told


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
def test_a_phone_number_has_one_account_however_it_is_written(
    world: World, newcomer: Browserless, log_in: LogIn, write: Callable[[str], str], closed: bool
) -> None:
    if closed:
        reader = log_in(world)
        reader.submit(f"{reader.begin()}/1", {"reason": "I no longer need this account"})
        assert world.state()["accounts"]["freelancer"]["status"] == "closed"
    told = refused(newcomer, world, phone=write(world.owner.phone))
    assert told == {"phone": f"{ONE_ACCOUNT} Log in to that one instead."}


@pytest.mark.parametrize("whose", ["client", "support-agent"])
@pytest.mark.parametrize("persona", ["freelancer", "client"])
def test_a_phone_number_has_one_account_of_whatever_kind(
    world: World, newcomer: Browserless, whose: str, persona: str
) -> None:
    told = refused(newcomer, world, phone=world.accounts[whose].phone, persona=persona)
    assert told == {"phone": f"{ONE_ACCOUNT} Log in to that one instead."}


@pytest.mark.parametrize("seed", range(5))
def test_the_phone_numbers_of_a_world_are_as_the_site_keeps_them(make_world: MakeWorld, seed: int) -> None:
    numbers = [account.phone for account in make_world(seed=seed).accounts.values()]
    assert [phone(number) for number in numbers] == numbers
    assert len(set(numbers)) == 3


def test_the_owner_of_a_phone_number_in_one_world_may_join_another(
    world: World, newcomer: Browserless, make_world: MakeWorld
) -> None:
    other = make_world(seed=2)
    asked = newcomer.submit("/signup", details(world, phone=other.owner.phone))
    assert at(asked) == "/signup/code"
    assert other.changes() == []


@pytest.mark.parametrize("write", [str, str.upper, lambda email: f" {email}\t"], ids=["as is", "upper", "spaces"])
@pytest.mark.parametrize("whose", ["freelancer", "support-agent"])
def test_an_email_address_has_one_account(
    world: World, newcomer: Browserless, whose: str, write: Callable[[str], str]
) -> None:
    assert refused(newcomer, world, email=write(world.accounts[whose].email)) == {"email": TAKEN}


EMAILS = [
    *("", "ada", "@", "ada@", "@{domain}", "ada@worklane.test", "ada@gmail.com", "ada@x.{domain}"),
    *("ada@{domain}.evil.test", "ada@{domain}@evil.test", "ada@evil.test/{domain}"),
    *("ada obi@{domain}", "ada@obi@{domain}", ".ada@{domain}", "ada\r\nbcc@{domain}", "<ada>@{domain}", "ädä@{domain}"),
    *("ada@{domain}\0", "ada\0@{domain}", "ada@{other}", "a" * 65 + "@{domain}", "a" * 10_000 + "@{domain}"),
]  # fmt: skip


@pytest.mark.parametrize("email", EMAILS, ids=lambda email: ascii(email[:24]))
def test_what_is_no_email_address_of_the_world_is_refused(
    world: World, newcomer: Browserless, make_world: MakeWorld, email: str
) -> None:
    domain, other = f"{world.id}.worklane.test", f"{make_world(seed=2).id}.worklane.test"
    told = refused(newcomer, world, email=email.format(domain=domain, other=other))
    assert told == {"email": f"Write an email address of this world, such as you@{domain}."}


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
def test_each_fault_is_told_beside_its_field(
    world: World, newcomer: Browserless, changes: dict[str, str], complaints: dict[str, str]
) -> None:
    assert refused(newcomer, world, **changes) == complaints


def test_what_was_written_stays_but_for_the_password(world: World, newcomer: Browserless) -> None:
    given = details(world, name='"><script>alert(1)</script>', phone="5", password="very secret words")
    page = newcomer.submit("/signup", given).text
    assert 'value="&#34;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"' in page
    assert f'value="{given["email"]}"' in page
    assert 'value="5"' in page
    assert "very secret words" not in page


@pytest.mark.parametrize("link", ["/login", "/login?world=", "/login?world=nowhere", "gone"])
def test_nobody_joins_before_the_site_knows_the_world(
    world: World, make_world: MakeWorld, visitor: Browserless, link: str
) -> None:
    if link == "gone":
        gone = make_world(seed=2)
        visitor.get(gone.login_url)
        gone.delete()
    else:
        visitor.get(link)
    told = "Open the login link of your world first, so that the site knows which world you want to join."
    assert told in words(visitor.get("/signup"), "p")
    visitor.get("/login")
    answer = visitor.submit("/signup", details(world))
    assert (answer.status_code, told in words(answer, "p")) == (404, True)
    assert world.changes() == []


def test_a_phone_number_that_is_not_verified_makes_no_account(
    world: World, newcomer: Browserless, base_url: str
) -> None:
    newcomer.submit("/signup", details(world))
    assert changed(world) == {}
    for reader in (newcomer, Browserless(base_url)):
        reader.get("/login")
        given = {"email": details(world)["email"], "password": PASSWORD}
        assert reader.submit("/login", given).status_code == 401
        assert at(reader.get("/home")) == "/login"


def test_the_page_of_the_code_is_nothing_to_whoever_has_not_signed_up(world: World, newcomer: Browserless) -> None:
    assert at(newcomer.get("/signup/code")) == "/signup"
    assert at(newcomer.submit("/signup/code", {"code": "000000"})) == "/signup"
    assert world.changes() == []


def test_a_password_with_space_around_it_logs_in(world: World, newcomer: Browserless) -> None:
    given = details(world, password="  correct horse ")
    join(newcomer, world, password=given["password"])
    newcomer.submit("/logout")
    assert at(newcomer.submit("/login", {"email": given["email"], "password": given["password"]})) == "/home"


def test_what_a_new_account_has_not_told_is_not_shown_as_none(world: World, newcomer: Browserless) -> None:
    join(newcomer, world)
    told = words(newcomer.get("/settings/contact-info"), "dd")
    assert (told[0], "None" in told) == ("Ada Obi", False)
