"""The closing rules: which closing an account has, what blocks it, and what it changes."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from mocksite.catalog.obligations import OBLIGATIONS, Owed
from mocksite.editions.closing_schema import After, Closing
from mocksite.editions.loader import parse
from mocksite.rules import closing_rules
from mocksite.rules.closing_rules import Applicant, Refusal

NOW = datetime(2026, 1, 14, 10, 0, tzinfo=UTC)
EVERYTHING = tuple(Owed(obligation, ["a thing"]) for obligation in OBLIGATIONS.values())
IN_THE_WAY = ["balance", "open-proposal", "active-contract"]


@pytest.fixture
def closing(minimal: dict[str, Any]) -> Closing:
    """A closing that can be refused for every reason, and ignores hourly contracts."""
    minimal["sections"][0]["panels"] = ["security-question"]
    minimal["closing"][0] |= {
        "devices": ["desktop"],
        "needs": ["security-question"],
        "block": IN_THE_WAY,
        "warn": ["pending-payment"],
    }
    return parse(minimal, "edition").closings[0]


def particular(minimal: dict[str, Any], *whens: list[str]) -> Any:
    minimal["closing"] = [{**minimal["closing"][0], "when": when} for when in whens]
    return parse(minimal, "edition")


WINNERS = {
    "none": ([], 1),
    "one no closing names": (["two-factor"], 1),
    "one": (["support-review"], 0),
    "both": (["support-review", "identity-check"], 2),
    "one named, one not": (["support-review", "two-factor"], 0),
}


@pytest.mark.parametrize(("circumstances", "number"), WINNERS.values(), ids=WINNERS)
def test_the_most_particular_closing_wins_in_any_order(
    minimal: dict[str, Any], circumstances: list[str], number: int
) -> None:
    edition = particular(minimal, ["support-review"], [], ["identity-check", "support-review"])
    match = closing_rules.closing_for(edition, "account", "freelancer", frozenset(circumstances))
    assert match == (number, edition.closings[number])


UNFITTING = {
    "another persona": ("client", "support-review"),
    "another circumstance": ("freelancer", "two-factor"),
}


@pytest.mark.parametrize(("persona", "circumstance"), UNFITTING.values(), ids=UNFITTING)
def test_an_account_without_a_fitting_closing_has_none(
    minimal: dict[str, Any], persona: str, circumstance: str
) -> None:
    edition = particular(minimal, [], ["support-review"])
    only = edition.model_copy(update={"closings": [edition.closings[1]]})
    assert closing_rules.closing_for(only, "account", persona, frozenset({circumstance})) is None


HIDDEN = {
    "wrong device": ("mobile", True, "device"),
    "wrong device and no question": ("mobile", False, "device"),
    "no question": ("desktop", False, "needs"),
}


@pytest.mark.parametrize(("device", "has_question", "kind"), HIDDEN.values(), ids=HIDDEN)
def test_a_hidden_control_is_refused_for_the_same_reason(
    closing: Closing, device: str, has_question: bool, kind: Any
) -> None:
    applicant = Applicant("freelancer", owes=EVERYTHING, has_security_question=has_question)
    assert closing_rules.why_not_offered(closing, applicant, device) == Refusal(kind)
    assert closing_rules.refusal(closing, applicant, device) == Refusal(kind)


def test_blockers_do_not_hide_the_control(closing: Closing) -> None:
    assert closing_rules.why_not_offered(closing, Applicant("freelancer", owes=EVERYTHING), "desktop") is None


def test_a_security_question_is_only_required_if_needed(minimal: dict[str, Any]) -> None:
    closing = parse(minimal, "edition").closings[0]
    assert closing_rules.refusal(closing, Applicant("freelancer", has_security_question=False), "mobile") is None


def test_a_refusal_lists_blockers_in_catalog_order(closing: Closing) -> None:
    refused = closing_rules.refusal(closing, Applicant("freelancer", owes=EVERYTHING), "desktop")
    assert refused is not None
    assert refused.kind == "blocked"
    assert [owed.name for owed in refused.blockers] == ["active-contract", "open-proposal", "balance"]


def test_warnings_refuse_nothing(closing: Closing) -> None:
    owes = tuple(owed for owed in EVERYTHING if owed.name not in IN_THE_WAY)
    assert closing_rules.refusal(closing, Applicant("freelancer", owes=owes), "desktop") is None


def test_warnings_list_the_obligations_that_warn(closing: Closing) -> None:
    warned = closing_rules.warnings(closing, Applicant("freelancer", owes=EVERYTHING))
    assert [owed.name for owed in warned] == ["pending-payment"]
    assert closing_rules.warnings(closing, Applicant("freelancer")) == []


CONSEQUENCES: dict[str, tuple[dict[str, Any], tuple[str, datetime | None, list[str], list[str]]]] = {
    "only closed": ({}, ("closed", None, [], [])),
    "marked": ({"status": "marked", "delete_after": "P30D"}, ("marked", NOW + timedelta(days=30), [], [])),
    "balance lost": ({"lost": ["balance"]}, ("closed", None, ["balance"], [])),
    "cancelled": (
        {"cancelled": ["open-proposal", "hourly-contract"]},
        ("closed", None, [], ["open-proposal", "hourly-contract"]),
    ),
}


@pytest.mark.parametrize(("after", "expected"), CONSEQUENCES.values(), ids=CONSEQUENCES)
def test_a_closing_changes_what_its_edition_says(
    after: dict[str, Any], expected: tuple[str, datetime | None, list[str], list[str]]
) -> None:
    model = After.model_validate({"heading": "Gone", **after})
    assert (model.status, closing_rules.delete_at(model, NOW), model.lost, model.cancelled) == expected
