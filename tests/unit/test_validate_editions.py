"""Invalid names and places in an edition: each fault is one line with key and remedy."""

from typing import Any

import pytest

from tests.support.minimal_edition import ACCOUNT, QUESTION, closing, faults, stage

TWO = "two controls on one screen are called"
HERE = "two controls on this screen are called"


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
    "menu item called as a section": (
        {"sections": [ACCOUNT, {"id": "other", "label": "Settings"}]}, f"sections: {TWO} 'Settings'; rename one",
    ),
    "two menu items of one name": (
        {"menu": {"settings": "Out", "log-out": "Out"}}, f"menu: {TWO} 'Out'; rename one",
    ),
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
