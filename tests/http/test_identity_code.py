"""The identity code of a closing: mailed with the way back to its stage, good once, of one closing alone."""

from collections.abc import Callable

import pytest

from flows.site.client import Account, World
from tests.support.aftermath import at_once, mailed
from tests.support.browserless import Browserless, at, heading
from tests.support.gated_edition import CLOSE, CLOSED, complaints, gated, links, pass_gate, stored
from tests.support.proving import CODE_STAGES, codes, other_than

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]
NOT_SENT = {"code": "That is not the code we sent."}
USED = {"code": "That code has been used already."}
EXPIRED = {"code": "That code has expired. We have sent you a new one."}
LAST = {**CLOSE, "asks": ["code"]}


@pytest.fixture
def world(make_world: MakeWorld) -> World:
    """A world whose closing asks for a code at its second stage of three."""
    return make_world(edition=gated(stages=CODE_STAGES), persona="freelancer")


@pytest.fixture
def reader(world: World, log_in: LogIn) -> Browserless:
    return log_in(world)


def ask(reader: Browserless) -> str:
    """Begin a closing and go on to the stage that asks for a code; answers the address of its stages."""
    run = reader.begin()
    assert at(reader.submit(f"{run}/1")) == f"{run}/2"
    return run


def test_a_code_is_mailed_with_a_link_to_its_stage(world: World, reader: Browserless) -> None:
    run = ask(reader)
    (mail,) = world.mail()
    assert (mail["to"], mail["subject"]) == (world.owner.email, "Your identity code")
    assert links(mail) == [f"{reader.base_url}{run}/2"]
    ((_, _, text),) = mailed(world)
    (code,) = codes(world)
    assert text == f"Your Worklane code is {code}. It works for 10 minutes.\n\nGo on here: {run}/2"
    assert heading(reader.get(links(mail)[0])) == "Your code"
    assert len(world.mail()) == 1
    assert stored(world) == {}


def test_the_link_leads_through_log_in_and_gate_back_to_the_stage(
    make_world: MakeWorld, log_in: LogIn, visitor: Browserless
) -> None:
    world = make_world(edition=gated("password", stages=CODE_STAGES), persona="freelancer")
    run = ask(pass_gate(log_in(world), world.owner))
    (link,) = links(world.mail()[0])
    assert at(visitor.get(link)) == "/login"
    assert at(visitor.log_in(world.owner, next=f"{run}/2")) == "/gate"
    assert at(visitor.submit("/gate", {"password": world.owner.password, "next": f"{run}/2"})) == f"{run}/2"
    assert at(visitor.submit(f"{run}/2", {"code": codes(world)[0]})) == f"{run}/3"


@pytest.mark.parametrize("form", ["{}", " {} ", "{}\t"])
def test_the_code_goes_on(world: World, reader: Browserless, form: str) -> None:
    run = ask(reader)
    assert at(reader.submit(f"{run}/2", {"code": form.format(codes(world)[0])})) == f"{run}/3"
    assert heading(reader.submit(f"{run}/3")) == CLOSED


@pytest.mark.parametrize("code", ["", "000 000", "１２３４５６", "other", "half", "twice"])
def test_a_wrong_code_does_not_go_on_and_no_other_is_mailed(world: World, reader: Browserless, code: str) -> None:
    run = ask(reader)
    (sent,) = codes(world)
    given = {"other": other_than(sent), "half": sent[:3], "twice": sent * 2}.get(code, code)
    page = reader.submit(f"{run}/2", {"code": given})
    assert (page.status_code, heading(page)) == (422, "Your code")
    assert complaints(page) == (NOT_SENT if given else {"code": "Code is needed."})
    assert (at(reader.get(f"{run}/3")), codes(world)) == (f"{run}/2", [sent])
    assert stored(world) == {}


def test_a_code_that_was_used_is_not_taken_at_the_same_stage_again(world: World, reader: Browserless) -> None:
    run = ask(reader)
    (sent,) = codes(world)
    reader.submit(f"{run}/2", {"code": sent})
    page = reader.submit(f"{run}/2", {"code": sent})
    assert (page.status_code, complaints(page)) == (422, USED)
    assert len(codes(world)) == 2
    assert links(world.mail()[-1]) == [f"{reader.base_url}{run}/2"]
    assert at(reader.submit(f"{run}/2", {"code": codes(world)[-1]})) == f"{run}/3"


def test_a_look_back_at_the_stage_mails_a_code_for_that_stage(world: World, reader: Browserless) -> None:
    run = ask(reader)
    reader.submit(f"{run}/2", {"code": codes(world)[0]})
    assert heading(reader.get(f"{run}/2")) == "Your code"
    assert links(world.mail()[-1]) == [f"{reader.base_url}{run}/2"]
    assert len(codes(world)) == 2


@pytest.mark.parametrize(("passed", "good"), [("PT9M59S", True), ("PT10M", False), ("P1D", False)])
def test_a_code_is_good_for_ten_minutes(world: World, reader: Browserless, passed: str, good: bool) -> None:
    run = ask(reader)
    (sent,) = codes(world)
    world.advance(passed)
    page = reader.submit(f"{run}/2", {"code": sent})
    assert (at(page), complaints(page)) == ((f"{run}/3", {}) if good else (f"{run}/2", EXPIRED))
    assert len(codes(world)) == (1 if good else 2)
    if not good:
        assert complaints(reader.submit(f"{run}/2", {"code": sent})) == NOT_SENT
        assert at(reader.submit(f"{run}/2", {"code": codes(world)[1]})) == f"{run}/3"


def test_the_code_of_another_closing_is_not_taken(world: World, reader: Browserless, log_in: LogIn) -> None:
    accounts: list[Account] = [world.owner, world.accounts["client"]]
    own, (first, second) = ask(reader), (ask(log_in(account)) for account in accounts)
    assert len({own, first, second}) == 3
    codes_of = {links(mail)[0]: mail["body"] for mail in world.mail()}
    mine = codes(world)[0]
    others = [code for code in [codes(world)[1], codes(world, accounts[1].email)[0]] if code not in (mine, "")]
    assert len(codes_of) == 3
    assert [complaints(reader.submit(f"{own}/2", {"code": code})) for code in others] == [NOT_SENT] * len(others)
    assert at(reader.submit(f"{own}/2", {"code": mine})) == f"{own}/3"


def test_a_code_opens_no_other_accounts_closing(world: World, reader: Browserless, log_in: LogIn) -> None:
    run = ask(reader)
    client = log_in(world.accounts["client"])
    ask(client)
    refused = client.submit(f"{run}/2", {"code": codes(world)[0]})
    assert (refused.status_code, at(reader.get(f"{run}/3"))) == (404, f"{run}/2")


def test_nothing_is_taken_before_a_code_was_sent(world: World, reader: Browserless) -> None:
    run = reader.begin()
    reader.submit(f"{run}/1", allow_redirects=False)
    assert world.mail() == []
    page = reader.submit(f"{run}/2", {"code": "000000"})
    assert (page.status_code, complaints(page), len(codes(world))) == (422, NOT_SENT, 1)


def test_a_code_that_is_given_three_times_at_once_closes_once(make_world: MakeWorld, log_in: LogIn) -> None:
    after = {"mail": "You have left"}
    world = make_world(edition=gated(stages=[LAST], after=after), persona="freelancer")
    reader = log_in(world)
    run = reader.begin()
    tabs, given = [reader.tab() for _ in range(3)], {"code": codes(world)[0]}
    answers = at_once([lambda tab=tab: tab.submit(f"{run}/1", given) for tab in tabs])  # type: ignore[misc]
    assert [heading(answer) for answer in answers] == [CLOSED] * 3
    assert [mail["subject"] for mail in world.mail()] == ["Your identity code", "You have left"]
