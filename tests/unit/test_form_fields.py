"""The answers to what a stage asks for: the complaint about each, or none."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from mocksite.catalog.field_labels import LABELS
from mocksite.rules.form_fields import LONGEST, Expected, complaints
from mocksite.rules.one_time_codes import Sent

NOW = datetime(2026, 1, 14, 10, 0, tzinfo=UTC)
EXPECTED = Expected(
    reasons=["Too busy", "Found something else"],
    password="Pässword&1",
    security_answer="Fluffy",
    code=Sent("012345", NOW + timedelta(minutes=10)),
    now=NOW,
)
GOOD = {
    "reason": "Too busy",
    "feedback": "It was fine.",
    "password": "Pässword&1",
    "security-answer": "fLUFFY",
    "code": "012345",
    "message": "Please close it.",
}
TOO_LONG = f"Use at most {LONGEST} characters."


def about(name: str, answer: str | None, expected: Expected = EXPECTED) -> str | None:
    form = {} if answer is None else {name: answer}
    return complaints({name: True}, form, expected).get(name)


@pytest.mark.parametrize("name", sorted(set(LABELS) - {"password"}))
def test_an_answer_ignores_spaces_around_it(name: str) -> None:
    assert about(name, f"  {GOOD[name]}\n") is None


def test_a_password_includes_its_spaces() -> None:
    assert about("password", GOOD["password"]) is None
    assert about("password", f" {GOOD['password']}") == "That is not your password."


@pytest.mark.parametrize("answer", [None, "", "  \n"], ids=["missing", "empty", "blank"])
@pytest.mark.parametrize("name", LABELS)
def test_a_missing_answer_is_named_by_its_label(name: str, answer: str | None) -> None:
    assert about(name, answer) == f"{LABELS[name]} is needed."


@pytest.mark.parametrize("name", LABELS)
def test_an_optional_answer_may_be_empty(name: str) -> None:
    assert complaints({name: False}, {name: " "}, EXPECTED) == {}


@pytest.mark.parametrize("name", LABELS)
def test_no_answer_may_be_longer_than_the_longest(name: str) -> None:
    assert about(name, "x" * (LONGEST + 1)) == TOO_LONG


@pytest.mark.parametrize("name", ["feedback", "message"])
def test_the_longest_answer_is_accepted(name: str) -> None:
    assert about(name, "x" * LONGEST) is None


WRONG = {
    "no such reason": ("reason", "Bored", "Choose one of the reasons."),
    "reason in other letters": ("reason", "too busy", "Choose one of the reasons."),
    "password in other letters": ("password", "pässword&1", "That is not your password."),
    "wrong password": ("password", "Passw", "That is not your password."),
    "wrong answer": ("security-answer", "Rex", "That is not the answer you gave."),
    "code without its zero": ("code", "12345", "That is not the code we sent."),
    "code in wide digits": ("code", "５４３２１０", "That is not the code we sent."),
}


@pytest.mark.parametrize(("name", "answer", "complaint"), WRONG.values(), ids=WRONG)
@pytest.mark.parametrize("required", [True, False], ids=["required", "optional"])
def test_a_wrong_answer_is_refused_required_or_not(name: str, answer: str, complaint: str, required: bool) -> None:
    assert complaints({name: required}, {name: answer}, EXPECTED) == {name: complaint}


EXPIRY = {
    "in time": (NOW + timedelta(seconds=1), None),
    "on the second": (NOW, "That code has expired. We have sent you a new one."),
    "late": (NOW - timedelta(days=1), "That code has expired. We have sent you a new one."),
}


@pytest.mark.parametrize(("expires", "complaint"), EXPIRY.values(), ids=EXPIRY)
def test_a_code_is_good_until_it_expires(expires: datetime, complaint: str | None) -> None:
    assert about("code", "012345", replace(EXPECTED, code=Sent("012345", expires))) == complaint


@pytest.mark.parametrize(
    ("name", "complaint"),
    [("security-answer", "That is not the answer you gave."), ("code", "That is not the code we sent.")],
)
def test_no_answer_fits_what_was_never_set(name: str, complaint: str) -> None:
    never = replace(EXPECTED, security_answer=None, code=Sent())
    assert about(name, GOOD[name], never) == complaint


def test_all_complaints_are_listed_for_the_fields_asked() -> None:
    faults = complaints({"reason": True, "password": True}, {"password": "x", "code": "wrong"}, EXPECTED)
    assert faults == {"reason": "Reason is needed.", "password": "That is not your password."}


def test_a_code_is_good_once() -> None:
    used = replace(EXPECTED, code=Sent("012345", NOW + timedelta(minutes=10), used=True))
    assert about("code", "012345", used) == "That code has been used already."


def test_a_stopped_field_is_not_checked() -> None:
    stopped = replace(EXPECTED, stopped={"password": "Wait 15 minutes."})
    assert about("password", GOOD["password"], stopped) == "Wait 15 minutes."
    assert about("security-answer", GOOD["security-answer"], stopped) is None
