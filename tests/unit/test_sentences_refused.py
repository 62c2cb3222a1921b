"""Sentences that are refused, with the closest steps."""

import re

import pytest

from flows.language.understand import understand
from flows.language.vocabulary import STEPS

REFUSED = {
    "Do not click «X».": "'Do not click **X**', because of “not”",
    "Never click «X».": "'Never click **X**', because of “never”",
    "Don't click «X».": '"Don\'t click **X**", because of “not”',
    "Click «A» without entering a password.": "'Click **A** without entering a password', because of “without”",
    "Click «A», not «B».": "'Click **A**, not **B**', because of “not”",
    "Press «Cancel» instead of «Close».": "'Press **Cancel** instead of **Close**', because of “instead”",
    "Click the second «Withdraw».": "'Click the second **Withdraw**', because of “second”",
    "Click the last «Withdraw».": "'Click the last **Withdraw**', because of “last”",
    "Click «A» twice.": "'Click **A** twice', because of “twice”",
    "Double-click «A».": "'Double-click **A**', because of “double-click”",
    "Click «A» or «B».": "'Click **A** or **B**', because of “or”",
    "Click both «A» and «B».": "'Click both **A** and **B**', because of “both”",
    "Hover over «Settings».": "'Hover over **Settings**', because of “hover”",
    "Drag «A» to «B».": "'Drag **A** to **B**', because of “drag”",
    "Click «A», shake it, and press «B».": "'shake it, and', because of “shake”",
    "Skip «A» and press «B».": "'Skip **A** and'",
    "Omit «A».": "'Omit **A**'",
    "Click «B» above «A».": "'Click **B** above **A**', because of “above”",
    "Confirm your decision.": "'Confirm your decision', because of “decision”",
    "Click it.": "'Click it'",
    "Click the button.": "'Click the button'",
    "Press Enter.": "'Press Enter'",
    "Wait.": "'Wait'",
    "Wait 10 minutes.": "'Wait 10 minutes', because of “minutes”",
    "Enter your name.": "'Enter your name'",
    "Turn on «Notifications».": "'Turn on **Notifications**', because of “turn”",
    "Check that «X» is disabled.": "'Check that **X** is disabled', because of “disabled”",
    "«X» turns green.": "'**X** turns green'",
    "If there is no second «X», click «Y».": "'If there is no second **X**', because of “no” and “second”",
    "With a balance, click «X».": "'With a balance'",
    "Occasionally «X» is shown.": "'Occasionally **X** is shown', because of “occasionally”",
    "«X» is barely visible.": "'**X** is barely visible', because of “barely”",
    "Before you click «Close», click «Withdraw».": "'Before you click **Close**'",
    "Close the browser.": "'Close the browser'",
}
FORMS = {step.form for step in STEPS.values()}


@pytest.mark.parametrize(("sentence", "clause"), REFUSED.items(), ids=REFUSED)
def test_a_refusal_quotes_the_words_and_names_the_closest_steps(sentence: str, clause: str) -> None:
    _, (fault,), _ = understand(sentence)
    quoted, nearest = re.split("; (?=the closest steps are |no step is close to it)", fault)
    assert quoted.split("; ")[0] == f"does not understand {clause}"
    forms = re.findall(r"“([^”]+)”", nearest)
    assert bool(forms) == nearest.startswith("the closest")
    assert set(forms) <= FORMS


@pytest.mark.parametrize(
    "sentence", ["It is a good day.", "You are done.", "The site asks for your password.", "", "…"]
)
def test_a_sentence_without_an_act_is_refused(sentence: str) -> None:
    assert understand(sentence)[:2] == ([], ["says nothing to do; say what to do, or remove it"])


@pytest.mark.parametrize(
    "sentence", ["It is final, click «X».", "With your data; click it, then repeat this for each team."]
)
def test_refused_steps_that_are_repeated_are_quoted(sentence: str) -> None:
    _, faults, _ = understand(sentence)
    assert all(fault.startswith("does not understand '") for fault in faults[:1])


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
    "Click «X». For each team.": "has nothing to repeat",
    "For each team, click all «Withdraw» buttons.": "has nothing to repeat",
    "Click «A» for each team and repeat this for all teams.": "has nothing to repeat",
    "For each team, an email arrives.": "cannot repeat 'email arrives'",
    "For each team, if «A» appears, click «X» and «Y».": "cannot tell what to repeat, because its first step depends",
    "For each team, you may need to click «A». Click «B».": "cannot tell what to repeat",
    "Click «A» if «B» appears, then click «C». Repeat this for each team.": "cannot tell what to repeat",
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
