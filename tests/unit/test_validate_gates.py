"""Inconsistent gates, panels and nested sections: each fault is one line."""

from typing import Any

import pytest

from tests.support.minimal_edition import (
    ACCOUNT,
    CLOSE,
    QUESTION,
    after,
    clash,
    clash_here,
    closing,
    faults,
    minimal_edition,
    stage,
)

PASSWORD = {"asks": ["password"], "heading": "Is it you?"}
ANSWER = {"asks": ["security-question"], "heading": "Is it you?"}
BOTH = {"asks": ["password", "security-question"], "heading": "Is it you?"}
TWO_FACTOR = {"id": "safety", "label": "Safety", "panels": ["two-factor"]}
FORGOTTEN = "Forgotten your question or answer?"
NOWHERE = 'needs: no section has the panel "security-question", so nobody can set one; add it to a section'
ANSWERED = stage(asks=["security-answer"])
WINS = {**minimal_edition()["closing"][0], "when": ["support-review"]}


def gate(keys: dict[str, Any] = PASSWORD, **changes: Any) -> dict[str, Any]:
    return {"gate": {**keys, **changes}}


def sections(*others: dict[str, Any]) -> dict[str, Any]:
    return {"sections": [ACCOUNT, *others]}


def part(identity: str, label: str, **changes: Any) -> dict[str, Any]:
    return {"id": identity, "label": label, **changes}


def nobody(number: int, label: str, under: str, choice: str) -> str:
    return f"sections[{number}].under: nobody can reach {label!r} under {under!r}; {choice}"


WRONG = {
    "a gate that asks twice": (
        gate(asks=["password", "password"]), ["gate.asks: 'password' is listed twice; remove one"],
    ),
    "a gate that asks for what nobody has": (
        gate(asks=["pin"]), ["gate.asks[1]: 'pin' is not known; write one of 'password' or 'security-question'"],
    ),
    "a gate that asks for nothing": (gate(asks=[]), ["gate.asks: is empty; list at least one"]),
    "a gate that asks for a text": (gate(asks="password"), ["gate.asks: must be a list; write it in square brackets"]),
    "a gate without a heading": ({"gate": {"asks": ["password"]}}, ["gate.heading: is missing; add it"]),
    "a gate that is a word": ({"gate": "password"}, ["gate: must be a table; write keys and values"]),
    "a key no gate knows": (gate(colour="red"), ["gate.colour: unknown key; remove it or correct its spelling"]),
    "the gate's button called as its field": (gate(button="password"), [clash_here("gate.button", "password")]),
    "the gate's button called as the answer": (
        gate(ANSWER, button="Security answer"), [clash_here("gate.button", "Security answer")],
    ),
    "the gate's button called as the way to a reset": (
        gate(ANSWER, button=FORGOTTEN), [clash_here("gate.button", FORGOTTEN)],
    ),
    "the gate's button called as a fixed control": (gate(button="My Jobs"), [clash_here("gate.button", "My Jobs")]),
    "the gate's button called as an item of the menu": (gate(button="Log out"), [clash_here("gate.button", "Log out")]),
    "a menu item called as the gate's field": (
        {**gate(), "menu": {"settings": "Password", "log-out": "Log out"}}, [clash_here("gate.button", "Password")],
    ),
    "a menu item called as a field where a question is set": (
        {**gate(ANSWER), "menu": {"settings": "Question", "log-out": "Log out"}},
        [clash_here("gate.button", "Question")],
    ),
    "a menu item called as the button where a question is set": (
        {**gate(BOTH), "menu": {"settings": "Save question", "log-out": "Log out"}},
        [clash_here("gate.button", "Save question")],
    ),
    "a section under none": (
        sections(part("papers", "Papers", under="attic")), [nobody(2, "Papers", "attic", "write one of account")],
    ),
    "a section under itself": (
        sections(part("papers", "Papers", under="papers")), [nobody(2, "Papers", "papers", "write one of account")],
    ),
    "a section nested twice": (
        sections(part("papers", "Papers", under="account"), part("tax", "Tax", under="papers")),
        [nobody(3, "Tax", "papers", "write one of account")],
    ),
    "sections under each other": (
        {"sections": [part("account", "Account", under="papers"), part("papers", "Papers", under="account")]},
        [nobody(1, "Account", "papers", "remove it"), nobody(2, "Papers", "account", "remove it")],
    ),
    "a section under a fixed place": (
        sections(part("papers", "Papers", under="settings")), [nobody(2, "Papers", "settings", "write one of account")],
    ),
    "a section under no id": (
        sections(part("papers", "Papers", under="The Account")),
        ["sections[2].under: is not an id; write lower-case letters, digits and dashes, such as contact-info"],
    ),
    "two of one name under one section": (
        sections(part("papers", "Papers", under="account"), part("more", "papers", under="account")),
        [clash("sections.account", "papers")],
    ),
    "one of the name of the section it is under": (
        sections(part("papers", "Account", under="account")), [clash("sections.account", "Account")],
    ),
    "one of the name of a section elsewhere": (
        sections(part("other", "Other"), part("papers", "Other", under="account")),
        [clash("sections.account", "Other")],
    ),
    "a nested section called as a fixed control": (
        sections(part("papers", "My Jobs", under="account")), [clash("sections.account", "My Jobs")],
    ),
    "a closing called as a section beside it": (
        {**sections(part("papers", "Leave", under="account"))}, [clash("closing[1].control", "Leave")],
    ),
    "a section called as a field of its panel": (
        {"sections": [part("account", "Code", panels=["two-factor"])]}, [clash("sections.account", "Code")],
    ),
    "a last button called as what can be done instead": (
        {"sections": [part("account", "Account", panels=["pause"])], **stage(button="Take a break")},
        [clash_here("closing[1].stages[1].button", "Take a break")],
    ),
    "a panel that is there twice": (
        {"sections": [part("account", "Account", panels=["two-factor", "two-factor"])]},
        ["sections[1].panels: 'two-factor' is listed twice; remove one"],
    ),
    "a panel there is none of": (
        {"sections": [part("account", "Account", panels=["pin"])]},
        [
            "sections[1].panels[1]: 'pin' is not known; write one of "
            "'contact', 'profile', 'login', 'security-question', 'password', 'two-factor', 'my-teams', "
            "'agency-profile', 'create-account', 'availability', 'visibility', 'pause', 'user-name', 'plan', "
            "'reviews', 'download', 'skills' or 'portfolio'"
        ],
    ),
    "a closing called as a control of the panel beside it": (
        {**sections(TWO_FACTOR), **closing(at="safety", control="turn on")}, [clash("closing[1].control", "turn on")],
    ),
    "a closing called as the way to a reset": (
        {**sections(QUESTION), **closing(at="security", control=FORGOTTEN)}, [clash("closing[1].control", FORGOTTEN)],
    ),
    "a persona without a way": (
        {"closing": [WINS]},
        ["closing: a freelancer has no way to close in ordinary circumstances; add one without when"],
    ),
    "one of two personas without a way": (
        {"closing": [minimal_edition()["closing"][0], {**WINS, "by": ["client"]}]},
        ["closing: a client has no way to close in ordinary circumstances; add one without when"],
    ),
    "a need that a gate for the password does not meet": (
        {**gate(), **closing(needs=["security-question"])}, [f"closing[1].{NOWHERE}"],
    ),
    "an answer that a gate for the password does not see to": (
        {**gate(), **ANSWERED},
        [
            f"closing[1].{NOWHERE}",
            'closing[1].needs: a stage asks for the security answer; add needs = ["security-question"]',
        ],
    ),
    "a stage with a button called as the way to a reset": (
        {**gate(ANSWER), **stage(asks=["security-answer"], button=FORGOTTEN)},
        [clash_here("closing[1].stages[1].button", FORGOTTEN)],
    ),
    "an address left to another, and restored": (
        after(email_again=True, restore={"by": "support"}, login="It is closed."),
        [
            "closing[1].after.email_again: a new account may use the address when this one is reopened; "
            "remove one of the two"
        ],
    ),
    "an address that is perhaps left": (
        after(email_again="perhaps"), ["closing[1].after.email_again: must be true or false; write one of them"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "lines"), WRONG.values(), ids=WRONG)
def test_each_fault_names_key_and_remedy(changes: dict[str, Any], lines: list[str]) -> None:
    assert faults(changes) == lines


RIGHT = {
    "a gate for the password": gate(),
    "a gate for both": gate(BOTH, text="It keeps others out.", button="Go on"),
    "a gate for the answer": gate(ANSWER),
    "a gate's button called as what is set elsewhere": gate(PASSWORD, button="Save question"),
    "a gate's button called as what is set on another page": gate(BOTH, button="Question"),
    "a menu item called as a field of a page that no gate has": {
        **gate(), "menu": {"settings": "Question", "log-out": "Log out"},
    },
    "a gate and the panel of its question": {**gate(ANSWER), **sections(QUESTION)},
    "every panel on one page": {
        "sections": [
            part("account", "Account", panels=["contact", "profile", "login", "security-question", "two-factor"])
        ]
    },
    "sections under a section": sections(
        part("papers", "Papers", under="account"), part("tax", "Tax", under="account")
    ),
    "one name under two sections": sections(
        part("other", "Other"), part("papers", "Papers", under="account"), part("more", "Papers", under="other")
    ),
    "a closing in a nested section": {**sections(part("papers", "Papers", under="account")), **closing(at="papers")},
    "a closing called as a section nested elsewhere": sections(
        part("other", "Other"), part("papers", "Leave", under="other")
    ),
    "a need that the gate meets": {**gate(ANSWER), **closing(needs=["security-question"])},
    "an answer that the gate has seen to": {**gate(ANSWER), **ANSWERED},
    "an answer that is needed and can be set": {
        **sections(QUESTION), **closing(needs=["security-question"], stages=[{**CLOSE, "asks": ["security-answer"]}]),
    },
    "a way for each persona": {"closing": [minimal_edition()["closing"][0], WINS]},
    "an address left to another": after(email_again=True),
    "an address not left, and restored": after(email_again=False, restore={"by": "support"}, login="It is closed."),
}  # fmt: skip


@pytest.mark.parametrize("changes", RIGHT.values(), ids=RIGHT)
def test_valid_editions_have_no_faults(changes: dict[str, Any]) -> None:
    assert faults(changes) == []
