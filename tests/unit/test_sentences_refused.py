"""Sentences that are refused, with the closest steps."""

import re

import pytest

from flows.language.understand import understand
from flows.language.vocabulary import STEPS

REFUSED = {
    "Do not click «X».": "do not click «X»",
    "Never click «X».": "never click «X»",
    "Don't click «X».": "do not click «X»",
    "Click «A» without entering a password.": "click «A» without entering a password",
    "Click «A», not «B».": "click «A» , not «B»",
    "Press «Cancel» instead of «Close».": "press «Cancel» instead of «Close»",
    "Click the second «Withdraw».": "click the second «Withdraw»",
    "Click the last «Withdraw».": "click the last «Withdraw»",
    "Click «A» twice.": "click «A» twice",
    "Double-click «A».": "double-click «A»",
    "Click «A» or «B».": "click «A» or «B»",
    "Click both «A» and «B».": "click both «A» and «B»",
    "Hover over «Settings».": "hover over «Settings»",
    "Drag «A» to «B».": "drag «A» to «B»",
    "Click «A», shake it, and press «B».": "shake it , and",
    "Confirm your decision.": "confirm your decision",
    "Click it.": "click it",
    "Click the button.": "click the button",
    "Press Enter.": "press enter",
    "Wait.": "wait",
    "Wait 10 minutes.": "wait 10 minutes",
    "Enter your name.": "enter your name",
    "Turn on «Notifications».": "turn on «Notifications»",
    "Check that «X» is disabled.": "check that «X» is disabled",
    "«X» turns green.": "«X» turns green",
    "If there is no «X», click «Y».": "if there is no «X»",
    "Before you click «Close», click «Withdraw».": "before you click «Close»",
    "Close the browser.": "close the browser",
}
FORMS = {step.form for step in STEPS.values()}


@pytest.mark.parametrize(("sentence", "clause"), REFUSED.items(), ids=REFUSED)
def test_a_refusal_quotes_the_words_and_names_the_closest_steps(sentence: str, clause: str) -> None:
    _, (fault,), _ = understand(sentence)
    quoted, nearest = fault.split("; the closest steps are ")
    assert quoted.split("; ")[0] == f"does not understand {clause!r}"
    forms = re.findall(r"“([^”]+)”", nearest)
    assert len(forms) == 3
    assert set(forms) <= FORMS


@pytest.mark.parametrize(
    "sentence", ["It is a good day.", "You are done.", "The site asks for your password.", "", "…"]
)
def test_a_sentence_without_an_act_is_refused(sentence: str) -> None:
    assert understand(sentence)[:2] == ([], ["says nothing to do; say what to do, or remove it"])


def test_the_closest_step_comes_first() -> None:
    _, (fault,), _ = understand("Wait 10 minutes.")
    assert "the closest steps are “wait {int} " in fault


def test_acts_beside_refused_words_are_still_understood() -> None:
    acts, faults, _ = understand("Click «A», shake it, and press «B».")
    assert [act.text for act in acts] == ["click «A»", "click «B»"]
    assert len(faults) == 1


CANNOT = {
    "For each team, log in and click «Leave».": "cannot repeat 'log in'; only a control can be pressed",
    "Click «Leave», log in and repeat this for each team.": "cannot repeat 'log in'; only steps that click",
    "For each invoice, click «Pay», wait 3 days and click «Done».": "cannot repeat 'wait 3 days'; only steps",
    "For each team, open «Actions».": "cannot repeat 'open «Actions»'; only a control",
    "For each team, click «A» and, for each member, click «B».": "has nothing to repeat; first say",
    "Click «A» for each team. Click «B» and repeat this for each member.": "has nothing to repeat",
    "Click «A» and «B». Repeat this for each team. Repeat this for each member.": "has nothing to repeat",
    "Repeat this for each team.": "has nothing to repeat",
}


@pytest.mark.parametrize(("sentence", "message"), CANNOT.items(), ids=CANNOT)
def test_an_act_that_cannot_be_repeated_is_one_fault(sentence: str, message: str) -> None:
    _, (fault,), _ = understand(sentence)
    assert fault.startswith(message)


@pytest.mark.parametrize("sentence", ["Open all sections.", "For each contract, enter your password."])
def test_only_pressing_a_control_can_be_repeated(sentence: str) -> None:
    acts, faults, _ = understand(sentence)
    assert acts == []
    assert len(faults) == 1


@pytest.mark.parametrize(
    ("sentence", "hint"),
    {
        "Prses «Delete my account».": "did you mean “press”",
        "Type your pasword.": "did you mean “password”",
        "Select Preferences.": "put a name that is on the screen in bold, **…**",
    }.items(),
)
def test_the_likely_meaning_comes_first(sentence: str, hint: str) -> None:
    _, (fault,), _ = understand(sentence)
    assert fault.split("; ")[1] == hint


def test_a_sentence_with_a_bold_name_gets_no_hint_to_write_one() -> None:
    _, (fault,), _ = understand("Click «Go» twice.")
    assert "bold" not in fault


@pytest.mark.parametrize("sentence", ["-- «X»", "- «X»", "Then - and -.", "…"])
def test_a_sentence_that_begins_with_no_word_is_refused(sentence: str) -> None:
    assert understand(sentence)[1] != []
