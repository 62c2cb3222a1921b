"""Whether an edition holds together: each fault is one line that names the key and the remedy."""

from copy import deepcopy
from typing import Any

import pytest

from mocksite import editions
from mocksite.errors import EditionError

CLOSE = {"heading": "Leave for good?", "button": "Confirm", "does": "close"}
AGREE = {"heading": "Leave?", "button": "Next"}
SUPPORT = {"heading": "Write to us", "button": "Send", "does": "ask-support"}
FAREWELL = {"heading": "One last question", "button": "Send"}
QUESTION = {"id": "security", "label": "Security", "panels": ["security-question"]}
ACCOUNT = {"id": "account", "label": "Account"}
TWO = "two controls on one screen are called"
HERE = "two controls on this screen are called"
NOWHERE = 'needs: no section has the panel "security-question", so nobody can set one; add it to a section'


def closing(**changes: Any) -> dict[str, Any]:
    return {"closing": changes}


def stage(**changes: Any) -> dict[str, Any]:
    return closing(stages=[{**CLOSE, **changes}])


def after(**changes: Any) -> dict[str, Any]:
    return closing(after={"heading": "You have left", **changes})


def faults(minimal: dict[str, Any], changes: dict[str, Any]) -> list[str]:
    """What is said of the minimal edition with these keys changed, ``closing`` being keys of its closing."""
    edition = deepcopy(minimal)
    edition["closing"][0] |= changes.get("closing", {})
    edition |= {key: value for key, value in changes.items() if key != "closing"}
    try:
        editions.parse(edition, "e.toml")
    except EditionError as error:
        return [line.removeprefix("e.toml: ") for line in str(error).splitlines()]
    return []


WRONG = {
    "a stage that cannot be left": (
        stage(cancel=" "), "closing[1].stages[1].cancel: the stage cannot be left; name the control that leaves it",
    ),
    "button called as cancel": (
        stage(button="cancel"), f"closing[1].stages[1].button: {HERE} 'Cancel'; rename one",
    ),
    "button called as a field": (
        stage(asks=["password"], button="Password"), f"closing[1].stages[1].button: {HERE} 'Password'; rename one",
    ),
    "the same field asked twice": (
        stage(asks=["password", "password?"]), f"closing[1].stages[1].button: {HERE} 'Password'; rename one",
    ),
    "button of a page called as a fixed control": (
        stage(on="page", button="Payments"), f"closing[1].stages[1].button: {HERE} 'Payments'; rename one",
    ),
    "control called as a section": (closing(control="account"), f"closing[1].control: {TWO} 'account'; rename one"),
    "control called as a fixed control": (
        closing(control="My Jobs"), f"closing[1].control: {TWO} 'My Jobs'; rename one",
    ),
    "control called as a control of a panel beside it": (
        {"sections": [{**QUESTION, "id": "account"}], **closing(control="Answer")},
        f"closing[1].control: {TWO} 'Answer'; rename one",
    ),
    "control in the navigation called as a control of any panel": (
        {"sections": [QUESTION], **closing(at="navigation", control="Save question")},
        f"closing[1].control: {TWO} 'Save question'; rename one",
    ),
    "two sections of one name": (
        {"sections": [ACCOUNT, {"id": "other", "label": "ACCOUNT"}]}, f"sections: {TWO} 'ACCOUNT'; rename one",
    ),
    "section called as a fixed control": (
        {"sections": [ACCOUNT, {"id": "jobs", "label": "My Jobs"}]}, f"sections: {TWO} 'My Jobs'; rename one",
    ),
    "menu item called as a fixed control": (
        {"menu": {"settings": "Proposals", "log-out": "Log out"}}, f"menu: {TWO} 'Proposals'; rename one",
    ),
    "two menu items of one name": (
        {"menu": {"settings": "Out", "log-out": "Out"}}, f"menu: {TWO} 'Out'; rename one",
    ),
    "two sections of one id": (
        {"sections": [ACCOUNT, {"id": "account", "label": "Other"}]}, "sections: two have the id 'account'; rename one",
    ),
    "no way to the settings": (
        {"menu": {"log-out": "Log out"}}, 'menu: nothing opens the settings; add settings = "Settings"',
    ),
    "no way out": ({"menu": {"settings": "Settings"}}, 'menu: nobody can log out; add log-out = "Log out"'),
    "a place there is none of": (
        closing(at="attic"), "closing[1].at: there is no place 'attic'; write one of settings, navigation, account",
    ),
    "no decisive stage": (
        closing(stages=[AGREE]),
        'closing[1].stages: 0 of them do something; give exactly one does = "close" or "ask-support"',
    ),
    "two decisive stages": (
        closing(stages=[CLOSE, SUPPORT]),
        'closing[1].stages: 2 of them do something; give exactly one does = "close" or "ask-support"',
    ),
    "support asked, and nothing said": (
        closing(stages=[SUPPORT]),
        "closing[1].asked: is missing; say what a reader is told once support has the request",
    ),
    "a stage after support was asked": (
        closing(stages=[SUPPORT, FAREWELL], asked={"heading": "We have it"}),
        "closing[1].stages[2]: comes after support was asked, where nothing can follow; remove it",
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
        closing(by=["client"], block=["balance"]), "closing[1].block: client cannot have 'balance'; remove it",
    ),
    "warned of what the persona cannot have": (
        closing(by=["client"], warn=["balance"]), "closing[1].warn: client cannot have 'balance'; remove it",
    ),
    "both blocked and warned": (
        closing(block=["balance"], warn=["balance"]),
        "closing[1].warn: 'balance' also blocks; keep it in one of the two",
    ),
    "feedback required after closing": (
        closing(stages=[CLOSE, {**FAREWELL, "asks": ["feedback"]}]),
        'closing[1].stages[2].asks: the account is closed already, so nothing can be required; write "feedback?"',
    ),
    "a password asked for after closing": (
        closing(stages=[CLOSE, {**FAREWELL, "asks": ["password?"]}]),
        "closing[1].stages[2].asks: 'password' cannot be asked once the account is closed; ask it before, or remove it",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "line"), WRONG.values(), ids=WRONG)
def test_a_fault_is_one_line_with_key_and_remedy(minimal: dict[str, Any], changes: dict[str, Any], line: str) -> None:
    assert faults(minimal, changes) == [line]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param([], [], id="none and none"),
        pytest.param(["two-factor"], ["support-review"], id="one and another"),
    ],
)
def test_two_closings_that_both_could_win_are_rivals(
    minimal: dict[str, Any], first: list[str], second: list[str]
) -> None:
    only = minimal["closing"][0]
    two = [{**only, "by": ["client", "freelancer"], "when": first}, {**only, "when": second}]
    assert faults({**minimal, "closing": two}, {}) == [
        "closing[2].when: as particular as closing[1], so neither wins for freelancer; "
        "name one more circumstance in one of them"
    ]


@pytest.mark.parametrize(
    "second",
    [
        pytest.param({"when": ["two-factor"]}, id="one is more particular"),
        pytest.param({"by": ["client"]}, id="of different personas"),
    ],
)
def test_two_closings_of_which_one_wins_are_no_rivals(minimal: dict[str, Any], second: dict[str, Any]) -> None:
    only = minimal["closing"][0]
    assert faults({**minimal, "closing": [only, {**only, **second}]}, {}) == []


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param(stage(button="Account"), id="a dialog hides what is behind it"),
        pytest.param(stage(button="Leave", on="page"), id="the last button called as the first control"),
        pytest.param({"sections": [ACCOUNT, QUESTION], **closing(control="Answer")}, id="a panel in another section"),
        pytest.param(closing(stages=[CLOSE, {**FAREWELL, "asks": ["feedback?"]}]), id="optional feedback afterwards"),
        pytest.param(closing(stages=[SUPPORT], asked={"heading": "We have it"}), id="a support form"),
        pytest.param(after(status="marked", delete_after="P30D"), id="marked"),
    ],
)
def test_what_is_coherent_is_not_faulted(minimal: dict[str, Any], changes: dict[str, Any]) -> None:
    assert faults(minimal, changes) == []
