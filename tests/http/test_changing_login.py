"""Changing what somebody logs in with and is reached by, and what others read of them."""

import pytest

from flows.site.client import World
from tests.support.changes import account_row, changed, from_tabs, statuses, unchanged
from tests.support.gated_edition import gated, pass_gate
from tests.support.http_client import HttpClient, Page, log_in
from tests.support.mail import codes, links, mailed
from tests.support.types import EditionData, MakeWorld

EMAIL, PHONE, PASSWORD = "/settings/account/email", "/settings/account/phone", "/settings/safety/password"
NEW_PHONE = "(555) 020-7777"
NEW = "battery staple"
NOT_YOURS = {"password": "That is not your password."}
SOMEBODYS = {"phone": "This phone number belongs to an account already."}


def edition(*asks: str) -> EditionData:
    made = gated(*asks)
    made["sections"][0]["panels"].append("profile")
    made["sections"][1]["panels"].append("password")
    return made


@pytest.fixture
def world(make_world: MakeWorld) -> World:
    return make_world(edition())


@pytest.fixture
def address(world: World) -> str:
    return f"new.address@{world.id}.worklane.test"


@pytest.fixture
def owner(reader: HttpClient) -> HttpClient:
    """The owner on one of these pages, with its token."""
    reader.get(PASSWORD)
    return reader


def change_email(reader: HttpClient, world: World, address: str) -> Page:
    return reader.submit(EMAIL, {"email": address, "password": world.owner.password})


def link_of(world: World) -> str:
    (link,) = links(world.mail()[-1])
    return link


def test_a_new_email_takes_effect_by_its_link(world: World, owner: HttpClient, address: str) -> None:
    page = change_email(owner, world, address.upper())
    assert (page.path, page.message) == ("/settings/account", f"We have mailed a link to {address}. Open it to finish.")
    assert (changed(world), world.mail()[-1]["to"]) == ({}, address)
    link = link_of(world)
    visitor = HttpClient(world.site.base_url)
    with unchanged(world):
        assert visitor.get(link).texts("button") == ["Use this address"]
    visitor.submit(link.removeprefix(world.site.base_url))
    assert changed(world) == {"/accounts/freelancer/email": address}
    (mail,) = mailed(world, 1)
    assert mail == (
        "freelancer",
        "Your email address has changed",
        f"Your email address is now {address}. If this was not you, contact support.",
    )
    assert visitor.log_in(world.owner).status_code == 401
    assert visitor.log_in(world.owner, who=address).path == "/home"


def test_a_link_works_once_and_for_a_day(world: World, owner: HttpClient, address: str) -> None:
    change_email(owner, world, address)
    link = link_of(world)
    world.advance("PT23H59M")
    assert owner.get(link).heading == "Confirm your new email address"
    world.advance("PT1M")
    assert owner.get(link).outcome == (410, "That link was used already, or is too late.")
    change_email(owner, world, address)
    link = link_of(world)
    path = link.removeprefix(world.site.base_url)
    assert statuses(from_tabs(owner, path)) == [200, 410, 410]
    assert owner.get(f"{link}x").status_code == 410


def test_a_link_fits_no_other_password_or_account(world: World, owner: HttpClient, address: str) -> None:
    change_email(owner, world, address)
    link = link_of(world)
    assert log_in(world, "client").get(link).outcome == (409, "That link is for another account. Log out here first.")
    owner.submit(PASSWORD, {"password": world.owner.password, "new-password": NEW})
    assert owner.get(link).status_code == 410


def test_an_address_that_somebody_took_meanwhile_is_refused(world: World, owner: HttpClient, address: str) -> None:
    change_email(owner, world, address)
    link = link_of(world)
    other = log_in(world, "client")
    other.get(PASSWORD)
    other.submit(EMAIL, {"email": address, "password": world.accounts["client"].password})
    other.submit(link_of(world).removeprefix(world.site.base_url))
    assert owner.get(link).status_code == 410


EMAILS = {
    "": "Write an email address of this world, such as you@{world.mail_domain}.",
    "me@example.com": "Write an email address of this world, such as you@{world.mail_domain}.",
    "{world.accounts[client].email}": "This email address belongs to an account already.",
    "{world.owner.email}": "That is your email address already.",
}


@pytest.mark.parametrize("email", EMAILS)
def test_a_wrong_address_is_refused(world: World, owner: HttpClient, email: str) -> None:
    page = change_email(owner, world, email.format(world=world))
    says = EMAILS[email].replace("{world.mail_domain}", f"{world.id}.worklane.test")
    assert (page.status_code, page.complaints) == (422, {"email": says})
    assert world.mail() == []


def test_a_new_phone_takes_effect_by_its_code(world: World, owner: HttpClient) -> None:
    assert owner.submit(PHONE, {"phone": "555 020 7777"}).path == f"{PHONE}/code"
    assert changed(world) == {}
    (code,) = codes(world, NEW_PHONE, "Text message")
    page = owner.submit(f"{PHONE}/code", {"code": code})
    assert page.outcome == (200, f"Your phone number is now: {NEW_PHONE}.")
    assert changed(world) == {"/accounts/freelancer/phone": NEW_PHONE}
    assert mailed(world, 1)[0][:2] == ("freelancer", "Your phone number has changed")
    assert owner.submit(f"{PHONE}/code", {"code": code}).path == PHONE


@pytest.mark.parametrize("number", ["", "12345", "{mine}", "{other}"])
def test_a_wrong_number_is_refused(world: World, owner: HttpClient, number: str) -> None:
    numbers = {"mine": world.owner.phone, "other": world.accounts["client"].phone}
    page = owner.submit(PHONE, {"phone": number.format_map(numbers)})
    says = {"{mine}": "That is your phone number already.", "{other}": SOMEBODYS["phone"]}
    ten = "Write a phone number of ten digits, such as (555) 010-1234."
    assert (page.status_code, page.complaints) == (422, {"phone": says.get(number, ten)})
    assert world.mail() == []


def test_several_accounts_can_have_one_number(make_world: MakeWorld) -> None:
    world = make_world(edition() | {"several_accounts": True})
    reader = log_in(world)
    reader.get(PHONE)
    assert reader.submit(PHONE, {"phone": world.accounts["client"].phone}).path == f"{PHONE}/code"


def test_a_number_that_somebody_took_meanwhile_is_refused(world: World, owner: HttpClient) -> None:
    other = log_in(world, "client")
    other.get(PHONE)
    for reader in (owner, other):
        reader.submit(PHONE, {"phone": NEW_PHONE})
    mine, theirs = codes(world, NEW_PHONE, "Text message")
    assert other.submit(f"{PHONE}/code", {"code": theirs}).status_code == 200
    page = owner.submit(f"{PHONE}/code", {"code": mine})
    assert (page.status_code, page.complaints) == (422, {"code": SOMEBODYS["phone"]})


def test_the_fifth_wrong_code_ends_the_change(world: World, owner: HttpClient) -> None:
    owner.submit(PHONE, {"phone": NEW_PHONE})
    (code,) = codes(world, NEW_PHONE, "Text message")
    wrong = f"{(int(code) + 1) % 10**6:06}"
    answers = [owner.submit(f"{PHONE}/code", {"code": wrong}) for _ in range(5)]
    assert [answer.status_code for answer in answers] == [422] * 4 + [200]
    assert (answers[4].path, answers[0].complaints) == (PHONE, {"code": "That is not the code we sent."})
    assert owner.submit(f"{PHONE}/code", {"code": code}).path == PHONE
    assert changed(world) == {}


def test_a_late_code_is_refused(world: World, owner: HttpClient) -> None:
    owner.submit(PHONE, {"phone": NEW_PHONE})
    (code,) = codes(world, NEW_PHONE, "Text message")
    world.advance("PT10M")
    assert owner.submit(f"{PHONE}/code", {"code": code}).status_code == 422
    assert account_row(world)["phone"] == world.owner.phone


@pytest.mark.parametrize("asks", [(), ("password",)], ids=["no gate", "gate"])
def test_a_new_password_ends_the_other_sessions(make_world: MakeWorld, asks: tuple[str, ...]) -> None:
    world = make_world(edition(*asks))
    reader, elsewhere = log_in(world), log_in(world)
    if asks:
        pass_gate(reader, world.owner)
    reader.get(PASSWORD)
    page = reader.submit(PASSWORD, {"password": world.owner.password, "new-password": NEW})
    assert (page.path, page.message) == ("/settings/safety", "Your password is changed.")
    assert elsewhere.get("/home").path == "/login"
    assert mailed(world)[0][:2] == ("freelancer", "Your password has changed")
    assert elsewhere.log_in(world.owner).status_code == 401
    assert elsewhere.log_in(world.owner, password=NEW).path == "/home"


NO_PASSWORDS = {
    "short": "Choose a password of 8 to 120 characters.",
    " " * 9: "Choose a password of 8 to 120 characters.",
    "x" * 121: "Choose a password of 8 to 120 characters.",
    "{password}": "That is your password already.",
}


@pytest.mark.parametrize("new", NO_PASSWORDS)
def test_a_bad_password_is_refused(world: World, owner: HttpClient, new: str) -> None:
    form = {"password": world.owner.password, "new-password": new.replace("{password}", world.owner.password)}
    page = owner.submit(PASSWORD, form)
    assert (page.status_code, page.complaints) == (422, {"new-password": NO_PASSWORDS[new]})
    assert page.find("input", value=form["new-password"]) == []


def test_the_current_password_is_needed(world: World, owner: HttpClient, address: str) -> None:
    page = owner.submit(PASSWORD, {"password": "a guess", "new-password": NEW})
    assert (page.status_code, page.complaints) == (422, NOT_YOURS)
    page = owner.submit(EMAIL, {"email": address, "password": "a guess"})
    assert (page.status_code, page.complaints) == (422, NOT_YOURS)
    assert page.value(id="email") == address
    assert world.mail() == []


def test_a_profile_is_edited(world: World, owner: HttpClient) -> None:
    page = owner.get("/settings/account/profile")
    before = account_row(world)
    assert (page.value(id="headline"), page.texts("textarea")) == (before["headline"], [before["overview"]])
    refused = owner.submit(page.path, {"headline": "x" * 121, "overview": ""})
    assert refused.complaints == {
        "headline": "Write at most 120 characters, on one line.", "overview": "About you is needed.",
    }  # fmt: skip
    saved = owner.submit(page.path, {"headline": "Cook", "overview": "I cook."})
    assert (saved.path, saved.message) == ("/settings/account", "Your profile is saved.")
    assert changed(world) == {"/accounts/freelancer/headline": "Cook", "/accounts/freelancer/overview": "I cook."}
