"""What a world does without a rule about closing (ADR 19), and that every other world follows it."""

import pytest

from tests.support.gated_edition import CLOSE, CLOSED, gated
from tests.support.http_client import log_in
from tests.support.mail import mailed
from tests.support.types import MakeWorld

TEXT = "Thank you."
FINAL = "It cannot be opened again."
MAILED = {
    (): [f"{TEXT}\n{FINAL}"],
    ("outcome-in-mail",): [TEXT],
    ("confirmation-mail",): [],
}


@pytest.mark.parametrize("without", MAILED, ids=str)
def test_a_closing_is_confirmed_by_email(make_world: MakeWorld, without: tuple[str, ...]) -> None:
    world = make_world(gated(stages=[CLOSE], after={"mail": "Goodbye", "text": TEXT}), without=without)
    ended = log_in(world).close_account()
    assert (ended.heading, ended.texts("li")) == (CLOSED, [FINAL])
    assert [text for _, _, text in mailed(world)] == MAILED[without]


@pytest.mark.parametrize(("without", "status"), {(): "released", ("release",): "pending"}.items(), ids=str)
def test_a_payment_is_released_after_its_review(make_world: MakeWorld, without: tuple[str, ...], status: str) -> None:
    world = make_world(having=("pending-payment",), without=without)
    world.advance("P10D")
    assert world.state()["payments"]["payment-4"]["status"] == status


def test_the_settings_are_in_the_account_menu(make_world: MakeWorld) -> None:
    for without in ((), ("settings-in-the-menu",)):
        text = log_in(make_world(without=without)).get("/home").text
        assert (text.index('href="/settings') > text.index('id="account-menu"')) == (not without)


@pytest.mark.parametrize(("without", "is_moved"), {(): False, ("menu-on-the-right",): True}.items(), ids=str)
def test_the_account_menu_is_on_the_right(make_world: MakeWorld, without: tuple[str, ...], is_moved: bool) -> None:
    assert ("avatar at-left" in log_in(make_world(without=without)).get("/home").text) == is_moved
