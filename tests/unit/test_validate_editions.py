"""Invalid names and places in an edition: each fault is one line with key and remedy."""

from typing import Any

import pytest

from tests.support.minimal_edition import ACCOUNT, QUESTION, clash, clash_here, closing, faults, stage

WRONG = {
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
