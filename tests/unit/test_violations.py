"""Violations of the terms and reopening: the rule, and what an edition may say."""

from typing import Any

import pytest

from mocksite.editions.loader import parse
from mocksite.rules.closing_rules import is_violation
from tests.support.editions import read_edition
from tests.support.minimal_edition import CLOSE, SUPPORT, after, closing, faults, minimal_edition

REASONS = ["Too busy", "I have another account", "I work with a client directly"]
VIOLATIONS = REASONS[1:]
ASKS = [{**CLOSE, "asks": ["reason"]}]
UNKNOWN = "is not one of the reasons; add it to them, or remove it"
SPACES = "has invisible characters, or spaces that are doubled or at an end; remove them"
RESTORED = {"restore": {"by": "support"}, "login": "This account is closed."}
NO_DURATION = "is not an ISO 8601 duration in whole seconds; write one such as P30D"
AGAINST = {
    "a violation": (VIOLATIONS[0], True),
    "another": (VIOLATIONS[1], True),
    "another reason": (REASONS[0], False),
    "in other letters": ("i have another account", False),
    "with a space": ("I have another account ", False),
    "a part of one": ("I have", False),
    "an empty reason": ("", False),
    "no reason": (None, False),
}


@pytest.mark.parametrize(("reason", "against"), AGAINST.values(), ids=AGAINST)
def test_a_reason_is_a_violation_if_the_closing_lists_it(reason: str | None, against: bool) -> None:
    edition = minimal_edition()
    edition["closing"][0] |= {"reasons": REASONS, "violations": VIOLATIONS, "stages": ASKS}
    assert is_violation(parse(edition).closings[0], reason) is against


@pytest.mark.parametrize("reason", [*REASONS, "", None])
def test_without_violations_no_reason_is_one(reason: str | None) -> None:
    edition = minimal_edition()
    edition["closing"][0] |= {"reasons": REASONS, "stages": ASKS}
    assert is_violation(parse(edition).closings[0], reason) is False


def test_the_own_edition_has_two_violations() -> None:
    own, by_support = parse(read_edition("own")).closings
    violations = [reason for reason in own.reasons if is_violation(own, reason)]
    assert violations == ["I have another account", "I work directly with a client I met here"]
    assert by_support.violations == []


WRONG = {
    "a violation that is no reason": (
        closing(reasons=REASONS, violations=["Bored"], stages=ASKS), [f"closing[1].violations: 'Bored' {UNKNOWN}"],
    ),
    "a violation in other letters than its reason": (
        closing(reasons=REASONS, violations=["Too Busy"], stages=ASKS),
        [f"closing[1].violations: 'Too Busy' {UNKNOWN}"],
    ),
    "every violation that is no reason, and no other": (
        closing(reasons=REASONS, violations=["Bored", *VIOLATIONS, "Ill"], stages=ASKS),
        [f"closing[1].violations: 'Bored' {UNKNOWN}", f"closing[1].violations: 'Ill' {UNKNOWN}"],
    ),
    "a violation where no reason is asked": (
        closing(violations=["Bored"]), [f"closing[1].violations: 'Bored' {UNKNOWN}"],
    ),
    "a violation with a space at its end": (
        closing(reasons=REASONS, violations=["Too busy "], stages=ASKS), [f"closing[1].violations[1]: {SPACES}"],
    ),
    "violations that are no list": (
        closing(reasons=REASONS, violations="Too busy", stages=ASKS),
        ["closing[1].violations: must be a list; write it in square brackets"],
    ),
    "too many violations": (
        closing(reasons=REASONS, violations=["Too busy"] * 51, stages=ASKS),
        ["closing[1].violations: is too long; shorten it"],
    ),
    "restored by nobody there is": (
        after(restore={"by": "moderator"}),
        ["closing[1].after.restore.by: 'moderator' is not known; write one of 'support' or 'link'"],
    ),
    "restored by nobody": (after(restore={}), ["closing[1].after.restore.by: is missing; add it"]),
    "restored, with a key there is none of": (
        after(restore={"by": "support", "until": "P30D"}),
        ["closing[1].after.restore.until: unknown key; remove it or correct its spelling"],
    ),
    "restored, in a word": (
        after(restore="support"), ["closing[1].after.restore: must be a table; write keys and values"],
    ),
    "restored by a link that is in no mail": (
        after(restore={"by": "link"}),
        ["closing[1].after.restore: the link is in the email, and none is sent; add after.mail"],
    ),
    "restored by a link, with proof": (
        after(restore={"by": "link", "proof": True}, mail="Goodbye"),
        ["closing[1].after.restore: a link asks for no proof and works at once; remove proof and takes"],
    ),
    "restored after it is deleted": (
        after(status="marked", delete_after="P30D", restore={"by": "support", "within": "P29D", "takes": "P2D"}),
        [
            "closing[1].after.restore: the account might be deleted before it is reopened; "
            "set within so that it ends in time"
        ],
    ),
    "restored after nobody knows who it was": (
        {**after(restore={"by": "support"}), "retention": {"name": "masked"}},
        ["closing[1].after.restore: your name would be masked before; keep it, or mask it later"],
    ),
    "withdrawals in words": ({"withdrawal_takes": "3 days"}, [f"withdrawal_takes: {NO_DURATION}"]),
    "withdrawals in a number": ({"withdrawal_takes": 3}, [f"withdrawal_takes: {NO_DURATION}"]),
    "withdrawals that arrive before": ({"withdrawal_takes": "-P3D"}, [f"withdrawal_takes: {NO_DURATION}"]),
    "withdrawals in parts of a second": ({"withdrawal_takes": "PT0.5S"}, [f"withdrawal_takes: {NO_DURATION}"]),
    "withdrawals that hardly ever arrive": (
        {"withdrawal_takes": "P36501D"}, ["withdrawal_takes: is too long; write a duration such as P30D"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "lines"), WRONG.values(), ids=WRONG)
def test_each_fault_is_one_line_with_key_and_remedy(changes: dict[str, Any], lines: list[str]) -> None:
    assert faults(changes) == lines


ZERO = {
    "withdrawals": ({"withdrawal_takes": "P0D"}, "withdrawal_takes"),
    "an account that is marked": (after(status="marked", delete_after="PT0S"), "closing[1].after.delete_after"),
}


@pytest.mark.parametrize(("changes", "key"), ZERO.values(), ids=ZERO)
def test_a_duration_of_zero_is_one_line_with_key_and_remedy(changes: dict[str, Any], key: str) -> None:
    assert faults(changes) == [f"{key}: is too short; write a duration such as P30D"]


RIGHT = {
    "some reasons are violations": closing(reasons=REASONS, violations=VIOLATIONS, stages=ASKS),
    "all reasons are": closing(reasons=REASONS, violations=REASONS, stages=ASKS),
    "violations told to support": closing(
        reasons=REASONS,
        violations=VIOLATIONS,
        stages=[{**SUPPORT, "asks": ["reason", "message"]}],
        asked={"heading": "We have it"},
    ),
    "restored by support": after(**RESTORED),
    "restored while it is marked": after(**RESTORED, status="marked", delete_after="P30D"),
    "withdrawals take days": {"withdrawal_takes": "P3D"},
    "withdrawals take a second": {"withdrawal_takes": "PT1S"},
    "withdrawals take no time": {"withdrawal_takes": None},
}


@pytest.mark.parametrize("changes", RIGHT.values(), ids=RIGHT)
def test_valid_editions_have_no_faults(changes: dict[str, Any]) -> None:
    assert faults(changes) == []
