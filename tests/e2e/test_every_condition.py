"""Acts under a condition, on the site: done if it is met, left undone if not, false if they are then impossible."""

import copy
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Error, Page

from flows.errors import FlowsError
from flows.language.act import Act
from flows.language.understand import understand
from flows.language.vocabulary import STEPS, Use
from flows.walk.actions import Applied, is_met, perform_all
from flows.walk.reader import Reader
from tests.conftest import PATIENCE
from tests.support.editions import read_edition
from tests.support.sentences import labelled
from tests.support.types import EditionData, MakeWorld, OpenPage

HOME, SETTINGS, SECURITY, CONTACT = "Active contracts", "Contact Info", "How you log in", "How we reach you"
TO_SETTINGS = ["Click your picture and select **Settings**."]
TO_CONTACT = [*TO_SETTINGS, "Go to **Contact Info**."]
TO_SECURITY = [*TO_SETTINGS, "Go to **Password & Security**."]
TO_CLOSING = [*TO_CONTACT, "Click **Close my account**."]
CLOSING = "Close your account"


@dataclass(frozen=True)
class Case:
    """An act that is possible after these sentences, where the screen shows ``there``, and not on the home page."""

    there: str
    start: list[str]
    act: str


CASES = {
    "click": Case(CONTACT, TO_CONTACT, "click **My Profile**"),
    "open": Case(CONTACT, TO_CONTACT, "open **My Profile**"),
    "click_in": Case(CONTACT, TO_CONTACT, "click **My Profile** in **Settings**"),
    "choose_reason": Case(CLOSING, TO_CLOSING, "choose a reason"),
    "choose_this_reason": Case(CLOSING, TO_CLOSING, "choose the reason **I have another account**"),
    "enter": Case(CLOSING, TO_CLOSING, "enter your password"),
    "enter_known_in": Case(SECURITY, TO_SECURITY, "enter your security answer in **Current answer**"),
    "skip": Case(CLOSING, [*TO_CLOSING, "Enter “So long” as feedback."], "skip the feedback"),
}
WITHOUT_QUESTION = {
    "set_security_question": Case(SECURITY, TO_SECURITY, "set a security question"),
}
# It is possible wherever there is a site, so it has a test of its own.
LOGGING_IN = "log_in"
# These are always possible: they only depend on conditions that name something else.
# Scrolling last: it goes on for a while.
ALWAYS_POSSIBLE = {"read": "read the notice", "scroll": "scroll down"}


def edition() -> EditionData:
    """The tests' own edition, with a closing that asks for more."""
    data = copy.deepcopy(read_edition("own"))
    data["closing"][0]["stages"][0]["asks"] = ["reason", "password", "feedback?"]
    return data


def acts_of(sentence: str) -> list[Act]:
    acts, faults, _ = understand(labelled(sentence))
    assert faults == []
    return acts


def contents(page: Page) -> tuple[Any, ...]:
    """What is on the screen, with the values of its fields, and where."""
    return page.url, page.aria_snapshot(), page.evaluate("scrollY")


class Tried:
    """What reading some sentences did: to the screen, and by its own account."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def does(self, *sentences: str) -> Applied:
        return {done for sentence in sentences for done in perform_all(acts_of(sentence), self.reader)}

    def leaves_undone(self, sentence: str) -> bool:
        before = contents(self.reader.page)
        return self.does(sentence) == {False} and contents(self.reader.page) == before

    def is_impossible(self, sentence: str) -> bool:
        self.reader.page.set_default_timeout(300)  # nothing appears any more
        try:
            self.does(sentence)
        except (FlowsError, Error):
            return True
        finally:
            self.reader.page.set_default_timeout(PATIENCE)
        return False


@pytest.fixture
def tried(make_world: MakeWorld, open_impatiently: OpenPage, request: pytest.FixtureRequest) -> Tried:
    world = make_world(edition(), circumstances=getattr(request, "param", ()))
    tried = Tried(Reader(open_impatiently("desktop"), world, world.owner))
    tried.does("Log in.")
    return tried


def test_every_step_that_the_site_may_offer_has_cases() -> None:
    optional = {step.name for step in STEPS.values() if Use.OPTIONAL in step.use}
    cases = CASES | WITHOUT_QUESTION
    assert {*cases, LOGGING_IN, *ALWAYS_POSSIBLE} == optional
    assert {name: [act.name for act in acts_of(case.act)] for name, case in cases.items()} == {
        name: [name] for name in cases
    }


@pytest.mark.parametrize(
    ("tried", "cases"),
    [((), CASES), (("no-security-question",), WITHOUT_QUESTION)],
    ids=["usual", "no question"],
    indirect=["tried"],
)
def test_an_act_is_done_exactly_if_its_condition_is_met(tried: Tried, cases: dict[str, Case]) -> None:
    for case in cases.values():
        assert tried.leaves_undone(f"If asked, {case.act}."), case
        assert tried.leaves_undone(f"If **Banana** appears, {case.act}."), case
        assert tried.is_impossible(f"If **{HOME}** appears, {case.act}."), case

        tried.does(*case.start)
        assert is_met(acts_of(f"If asked, {case.act}.")[0].condition, tried.reader), case
        assert tried.leaves_undone(f"If **Banana** appears, {case.act}."), case
        before = contents(tried.reader.page)
        assert tried.does(f"If **{case.there}** appears, {case.act}.") == {True}, case
        assert contents(tried.reader.page) != before, case
        tried.does("Log in.")


MET = [
    f"If **{HOME}** appears",
    f"If you see the message **{HOME}**",
    "If **Banana** is not shown",
    "Unless **Banana** appears",
    "If you want to go on",
    f"If **{HOME}** appears and you see **Proposals**",
]
UNMET = [
    "If **Banana** appears",
    "If there is a **Banana** button",
    f"If **{HOME}** is not shown",
    f"Unless you see **{HOME}**",
    "If a dialog appears",
    "If you are asked for your password",
    "If you are asked why",
    "If the code field appears",
    f"If **{HOME}** and **Banana** appear",
]


def test_each_kind_of_condition_is_checked(tried: Tried) -> None:
    for condition in UNMET:
        assert tried.leaves_undone(f"{condition}, click **My Jobs**."), condition
    for condition in MET:
        assert tried.is_impossible(f"{condition}, click **Banana**."), condition
        assert tried.does(f"{condition}, click **Payments**.", "Log in.") == {True}, condition


def test_conditions_on_dialogs_and_requests_are_met(tried: Tried) -> None:
    for condition in ("If a dialog appears", "If you are asked for your password", "If you are asked why"):
        tried.does(*TO_CLOSING)
        assert tried.is_impossible(f"{condition}, click **Banana**."), condition
        assert tried.does(f"{condition}, reload the page.", "Log in.") == {True}, condition


def test_one_condition_decides_once_for_all_that_depends_on_it(tried: Tried) -> None:
    assert tried.does(f"If **{HOME}** appears, click **Payments** and click **Proposals**.") == {True}
    assert tried.leaves_undone(f"If **{HOME}** appears, click **My Jobs** and click **Payments**.")
    tried.does("Log in.")
    assert tried.does(f"If **{HOME}** appears, click **Payments**. If **{HOME}** appears, click **Proposals**.") == {
        True,
        False,
    }


@pytest.mark.parametrize("tried", [("no-security-question",)], ids=["no question"], indirect=True)
def test_an_option_of_a_list_is_offered_where_the_list_is(tried: Tried) -> None:
    act = "choose **What street did you grow up in?** in **Question**"
    assert tried.leaves_undone(f"If asked, {act}.")
    tried.does(*TO_SECURITY)
    assert tried.does(f"If asked, {act}.") == {True}


def test_logging_in_is_done_exactly_if_its_condition_is_met(tried: Tried) -> None:
    assert tried.leaves_undone("If you are not logged in, log in.")
    assert tried.leaves_undone("If **Banana** appears, log in.")
    tried.does("Log out.")
    assert tried.leaves_undone("If **Banana** appears, log in.")
    assert tried.does("If you are not logged in, log in.") == {True}
    tried.does("Log out.")
    assert tried.does("If **Log in** appears, log in.") == {True}
    tried.reader.page.context.set_offline(True)
    assert tried.is_impossible(f"If **{HOME}** appears, log in.")


def test_what_is_always_possible_can_depend_on_conditions(tried: Tried) -> None:
    for act in ALWAYS_POSSIBLE.values():
        assert tried.leaves_undone(f"If **Banana** appears, {act}."), act
        assert tried.does(f"If **{HOME}** appears, {act}.") == {True}, act
