"""The identity code of a closing is mailed with a link, and is good once."""

import pytest

from flows.site.client import World
from tests.support.changes import changed_rows, from_tabs
from tests.support.credentials import CODE_STAGES, other_than
from tests.support.gated_edition import CLOSE, CLOSED, gated, pass_gate
from tests.support.http_client import HttpClient, log_in
from tests.support.mail import codes, links, mailed
from tests.support.types import LoggedIn, MakeWorld

NOT_SENT = {"code": "That is not the code we sent."}
USED = {"code": "That code has been used already."}
EXPIRED = {"code": "That code has expired. We have sent you a new one."}
LAST = {**CLOSE, "asks": ["code"]}
pytestmark = pytest.mark.world(edition=gated(stages=CODE_STAGES))


def ask(reader: HttpClient) -> str:
    """Begin a closing, up to the stage that asks for a code; returns its address."""
    run = reader.begin()
    assert reader.submit(f"{run}/1").path == f"{run}/2"
    return run


def test_a_code_is_mailed_with_a_link_to_its_stage(world: World, reader: HttpClient) -> None:
    run = ask(reader)
    (mail,) = world.mail()
    assert (mail["to"], mail["subject"]) == (world.owner.email, "Your identity code")
    assert links(mail) == [f"{reader.base_url}{run}/2"]
    ((_, _, text),) = mailed(world)
    (code,) = codes(world)
    assert text == f"Your Worklane code is {code}. It works for 10 minutes.\n\nContinue here: {run}/2"
    assert reader.get(links(mail)[0]).heading == "Your code"
    assert len(world.mail()) == 1
    assert changed_rows(world) == {}


def test_the_mailed_link_leads_to_the_stage_after_log_in(make_world: MakeWorld, visitor: HttpClient) -> None:
    world = make_world(gated("password", stages=CODE_STAGES))
    run = ask(pass_gate(log_in(world), world.owner))
    (link,) = links(world.mail()[0])
    assert visitor.get(link).path == "/login"
    assert visitor.log_in(world.owner, next=f"{run}/2").path == "/gate"
    assert visitor.submit("/gate", {"password": world.owner.password, "next": f"{run}/2"}).path == f"{run}/2"
    assert visitor.submit(f"{run}/2", {"code": codes(world)[0]}).path == f"{run}/3"


@pytest.mark.parametrize("form", ["{}", " {} ", "{}\t"])
def test_the_right_code_leads_to_the_next_stage(world: World, reader: HttpClient, form: str) -> None:
    run = ask(reader)
    assert reader.submit(f"{run}/2", {"code": form.format(codes(world)[0])}).path == f"{run}/3"
    assert reader.submit(f"{run}/3").heading == CLOSED


@pytest.mark.parametrize("code", ["", "000 000", "１２３４５６", "other", "half", "twice"])
def test_a_wrong_code_is_refused_and_not_replaced(world: World, reader: HttpClient, code: str) -> None:
    run = ask(reader)
    (sent,) = codes(world)
    written = {"other": other_than(sent), "half": sent[:3], "twice": sent * 2}.get(code, code)
    page = reader.submit(f"{run}/2", {"code": written})
    assert (page.status_code, page.heading) == (422, "Your code")
    assert page.complaints == (NOT_SENT if written else {"code": "Code is needed."})
    assert (reader.get(f"{run}/3").path, codes(world)) == (f"{run}/2", [sent])
    assert changed_rows(world) == {}


def test_a_used_code_is_refused_and_replaced(world: World, reader: HttpClient) -> None:
    run = ask(reader)
    (sent,) = codes(world)
    reader.submit(f"{run}/2", {"code": sent})
    page = reader.submit(f"{run}/2", {"code": sent})
    assert (page.status_code, page.complaints) == (422, USED)
    assert len(codes(world)) == 2
    assert links(world.mail()[-1]) == [f"{reader.base_url}{run}/2"]
    assert reader.submit(f"{run}/2", {"code": codes(world)[-1]}).path == f"{run}/3"


def test_going_back_to_the_stage_mails_a_new_code(world: World, reader: HttpClient) -> None:
    run = ask(reader)
    reader.submit(f"{run}/2", {"code": codes(world)[0]})
    assert reader.get(f"{run}/2").heading == "Your code"
    assert links(world.mail()[-1]) == [f"{reader.base_url}{run}/2"]
    assert len(codes(world)) == 2


@pytest.mark.parametrize(("passed", "good"), [("PT9M59S", True), ("PT10M", False), ("P1D", False)])
def test_a_code_is_good_for_ten_minutes(world: World, reader: HttpClient, passed: str, good: bool) -> None:
    run = ask(reader)
    (sent,) = codes(world)
    world.advance(passed)
    page = reader.submit(f"{run}/2", {"code": sent})
    assert (page.path, page.complaints) == ((f"{run}/3", {}) if good else (f"{run}/2", EXPIRED))
    assert len(codes(world)) == (1 if good else 2)
    if not good:
        assert reader.submit(f"{run}/2", {"code": sent}).complaints == NOT_SENT
        assert reader.submit(f"{run}/2", {"code": codes(world)[1]}).path == f"{run}/3"


def test_a_code_of_another_closing_is_refused(world: World, reader: HttpClient) -> None:
    own, (first, second) = ask(reader), (ask(log_in(world, who)) for who in ("freelancer", "client"))
    assert len({own, first, second}) == 3
    codes_of = {links(mail)[0]: mail["body"] for mail in world.mail()}
    mine = codes(world)[0]
    sent = [codes(world)[1], codes(world, world.accounts["client"].email)[0]]
    others = [code for code in sent if code not in (mine, "")]
    assert len(codes_of) == 3
    assert [reader.submit(f"{own}/2", {"code": code}).complaints for code in others] == [NOT_SENT] * len(others)
    assert reader.submit(f"{own}/2", {"code": mine}).path == f"{own}/3"


def test_a_code_does_not_open_the_closing_of_another_account(world: World, reader: HttpClient) -> None:
    run, client = ask(reader), log_in(world, "client")
    ask(client)
    refused = client.submit(f"{run}/2", {"code": codes(world)[0]})
    assert (refused.status_code, reader.get(f"{run}/3").path) == (404, f"{run}/2")


def test_no_code_is_accepted_before_one_is_mailed(world: World, reader: HttpClient) -> None:
    run = reader.begin()
    reader.submit(f"{run}/1", allow_redirects=False)
    assert world.mail() == []
    page = reader.submit(f"{run}/2", {"code": "000000"})
    assert (page.status_code, page.complaints, len(codes(world))) == (422, NOT_SENT, 1)


def test_three_tabs_at_once_with_one_code_close_once(logged_in: LoggedIn) -> None:
    world, reader = logged_in(gated(stages=[LAST], after={"mail": "You have left"}))
    run = reader.begin()
    answers = from_tabs(reader, f"{run}/1", {"code": codes(world)[0]})
    assert [answer.heading for answer in answers] == [CLOSED] * 3
    assert [mail["subject"] for mail in world.mail()] == ["Your identity code", "You have left"]
