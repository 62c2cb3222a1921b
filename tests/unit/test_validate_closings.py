"""Inconsistent names, places and closings of an edition: each fault is one line with key and remedy."""

from typing import Any

import pytest

from tests.support.minimal_edition import (
    ACCOUNT,
    AGREE,
    CLOSE,
    FAREWELL,
    QUESTION,
    SUPPORT,
    after,
    clash,
    clash_here,
    closing,
    faults,
    minimal_edition,
    stage,
)

NOWHERE = 'needs: no section has the panel "security-question", so nobody can set one; add it to a section'
WRONG = {
    "no decisive stage": (
        closing(stages=[AGREE]),
        'closing[1].stages: 0 of them say does; give exactly one does = "close" or "ask-support"',
    ),
    "two decisive stages": (
        closing(stages=[CLOSE, SUPPORT]),
        'closing[1].stages: 2 of them say does; give exactly one does = "close" or "ask-support"',
    ),
    "support asked, and nothing said": (
        closing(stages=[SUPPORT]),
        "closing[1].asked: is missing; add what the reader is told once support has the request",
    ),
    "a stage after support was asked": (
        closing(stages=[SUPPORT, FAREWELL], asked={"heading": "We have it"}),
        "closing[1].stages[2]: comes after the stage that asks support, which is always the last; remove it",
    ),
    "what is said once support is asked, and it is not": (
        closing(asked={"heading": "We have it"}),
        'closing[1].asked: no stage asks support; remove it, or give a stage does = "ask-support"',
    ),
    "no reason to choose": (
        stage(asks=["reason"]), "closing[1].reasons: a stage asks for a reason and there is none to choose; list some",
    ),
    "reasons nobody is asked for": (
        closing(reasons=["Too busy"]),
        'closing[1].reasons: no stage asks for a reason; remove them, or add "reason" to the asks of a stage',
    ),
    "an answer shown before it is given": (
        closing(reasons=["Too busy"], stages=[{**CLOSE, "asks": ["reason"], "shows": ["reason"]}]),
        "closing[1].stages[1].shows: no earlier stage asks for 'reason'; ask for it before, or remove it",
    ),
    "a question needed that cannot be set": (closing(needs=["security-question"]), f"closing[1].{NOWHERE}"),
    "an answer asked for that need not be there": (
        {"sections": [ACCOUNT, QUESTION], **stage(asks=["security-answer"])},
        'closing[1].needs: a stage asks for the security answer; add needs = ["security-question"]',
    ),
    "marked and never deleted": (
        after(status="marked"),
        'closing[1].after.delete_after: goes with status = "marked", and only with it; add or remove it',
    ),
    "deleted and never marked": (
        after(delete_after="P1D"),
        'closing[1].after.delete_after: goes with status = "marked", and only with it; add or remove it',
    ),
    "blocked by what the persona cannot have": (
        closing(by=["client"], of="company", block=["balance"]),
        "closing[1].block: client cannot have 'balance'; remove it",
    ),
    "warned of what the persona cannot have": (
        closing(by=["client"], of="company", warn=["balance"]),
        "closing[1].warn: client cannot have 'balance'; remove it",
    ),
    "both blocked and warned": (
        closing(block=["balance"], warn=["balance"]),
        "closing[1].warn: 'balance' also blocks; keep it in one of the two",
    ),
    "feedback required after closing": (
        closing(stages=[CLOSE, {**FAREWELL, "asks": ["feedback"]}]),
        'closing[1].stages[2].asks: nothing can be required once the account is closed; write "feedback?"',
    ),
    "a password asked for after closing": (
        closing(stages=[CLOSE, {**FAREWELL, "asks": ["password?"]}]),
        "closing[1].stages[2].asks: 'password' cannot be asked once the account is closed; ask it before, or remove it",
    ),
    "a stage that cannot be left": (
        stage(cancel=" "), "closing[1].stages[1].cancel: the stage cannot be left; name the control that leaves it",
    ),
    "button called as cancel": (stage(button="cancel"), clash_here("closing[1].stages[1].button", "Cancel")),
    "button called as a field": (
        stage(asks=["password"], button="Password"), clash_here("closing[1].stages[1].button", "Password"),
    ),
    "the same field asked twice": (
        stage(asks=["password", "password?"]), clash_here("closing[1].stages[1].button", "Password"),
    ),
    "button of a page called as a fixed control": (
        stage(on="page", button="Payments"), clash_here("closing[1].stages[1].button", "Payments"),
    ),
    "control called as a section": (closing(control="account"), clash("closing[1].control", "account")),
    "control called as a fixed control": (closing(control="My Jobs"), clash("closing[1].control", "My Jobs")),
    "control called as a control of a panel beside it": (
        {"sections": [{**QUESTION, "id": "account"}], **closing(control="Answer")},
        clash("closing[1].control", "Answer"),
    ),
    "control in the navigation called as a control of any panel": (
        {"sections": [QUESTION], **closing(at="navigation", control="Save question")},
        clash("closing[1].control", "Save question"),
    ),
    "two sections of one name": (
        {"sections": [ACCOUNT, {"id": "other", "label": "ACCOUNT"}]}, clash("sections", "ACCOUNT"),
    ),
    "section called as a fixed control": (
        {"sections": [ACCOUNT, {"id": "jobs", "label": "My Jobs"}]}, clash("sections", "My Jobs"),
    ),
    "menu item called as a fixed control": (
        {"menu": {"settings": "Proposals", "log-out": "Log out"}}, clash("menu", "Proposals"),
    ),
    "menu item called as a section": (
        {"sections": [ACCOUNT, {"id": "other", "label": "Settings"}]}, clash("sections", "Settings"),
    ),
    "two menu items of one name": ({"menu": {"settings": "Out", "log-out": "Out"}}, clash("menu", "Out")),
    "two sections of one id": (
        {"sections": [ACCOUNT, {"id": "account", "label": "Other"}]},
        "sections: two sections have the id 'account'; change one",
    ),
    "no way to the settings": (
        {"menu": {"log-out": "Log out"}}, 'menu: nothing opens the settings; add settings = "Settings"',
    ),
    "no way out": ({"menu": {"settings": "Settings"}}, 'menu: nobody can log out; add log-out = "Log out"'),
    "a place there is none of": (
        closing(at="attic"), "closing[1].at: there is no place 'attic'; write one of settings, navigation, account",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "line"), WRONG.values(), ids=WRONG)
def test_each_fault_is_one_line_with_key_and_remedy(changes: dict[str, Any], line: str) -> None:
    assert faults(changes) == [line]


@pytest.mark.parametrize(
    ("first", "second"),
    [pytest.param([], [], id="none and none"), pytest.param(["two-factor"], ["support-review"], id="one and another")],
)
def test_two_closings_that_could_both_win_are_a_fault(first: list[str], second: list[str]) -> None:
    only = minimal_edition()["closing"][0]
    two = [{**only, "by": ["client", "freelancer"], "when": first}, {**only, "when": second}]
    always = [{**only, "by": ["client", "freelancer"], "when": []}] if first else []
    assert faults({"closing": [*two, *always]}) == [
        "closing[2].when: has as many circumstances as closing[1], so neither wins for freelancer; "
        "add a circumstance to one of them"
    ]


WINNERS = {
    "one is more particular": {"when": ["two-factor"]},
    "of different personas": {"by": ["client"]},
}


@pytest.mark.parametrize("second", WINNERS.values(), ids=WINNERS)
def test_two_closings_with_a_clear_winner_are_valid(second: dict[str, Any]) -> None:
    only = minimal_edition()["closing"][0]
    assert faults({"closing": [only, {**only, **second}]}) == []


RIGHT = {
    "a dialog hides what is behind it": stage(button="Account"),
    "the last button called as the first control": stage(button="Leave", on="page"),
    "a panel in another section": {"sections": [ACCOUNT, QUESTION], **closing(control="Answer")},
    "optional feedback afterwards": closing(stages=[CLOSE, {**FAREWELL, "asks": ["feedback?"]}]),
    "a support form": closing(stages=[SUPPORT], asked={"heading": "We have it"}),
    "marked": after(status="marked", delete_after="P30D"),
}


@pytest.mark.parametrize("changes", RIGHT.values(), ids=RIGHT)
def test_valid_editions_have_no_faults(changes: dict[str, Any]) -> None:
    assert faults(changes) == []
