"""Conditions of sentences: each becomes checks that are made before the acts that depend on it, or is refused."""

import pytest

from flows.language.understand import understand
from flows.language.vocabulary import STEPS
from tests.support.sentences import labelled, with_conditions

READ = {
    # What the screen shows.
    "If **A** appears, click **X**.": ["click «X» if «A» is shown"],
    "If you see the message **A**, click **X**.": ["click «X» if «A» is shown"],
    "If there is an **A** button, click it.": ["click «A» if «A» button is shown"],
    "If **A** and **B** appear, click **X**.": ["click «X» if «A» is shown and «B» is shown"],
    "Click **X** if **A** appears.": ["click «X» if «A» is shown"],
    "Click **X** and **Y** if **A** appears.": ["click «X» if «A» is shown", "click «Y» if «A» is shown"],
    "Click **X**, then **Y** if **A** appears.": ["click «X» if «A» is shown", "click «Y» if «A» is shown"],
    "If **A** appears, click **X** and press **Y**. Click **Z**.": [
        "click «X» if «A» is shown",
        "click «Y» if «A» is shown",
        "click «Z»",
    ],
    "If **A** appears: click **X**.": ["click «X» if «A» is shown"],
    "Click **X** and, if **A** appears, click it. Click **Y**.": [
        "click «X»",
        "click «A» if «A» is shown",
        "click «Y»",
    ],
    "If **A** appears, **B** disappears.": ["«B» is gone if «A» is shown"],
    "If **A** appears, you will be asked for your password; enter it.": ["enter password if «A» is shown"],
    "Should **A** appear, click **X**.": ["click «X» if «A» is shown"],
    "Whenever **A** is shown, click **X**.": ["click «X» if «A» is shown"],
    "As long as **A** is shown, click **X**.": ["click «X» if «A» is shown"],
    "Provided that **A** is shown, click **X**.": ["click «X» if «A» is shown"],
    "In case **A** appears, click **X**.": ["click «X» if «A» is shown"],
    "See **A**? Click it.": ["click «A» if «A» is shown"],
    "If a dialog appears, click **X**.": ["click «X» if a dialog is open"],
    # What it does not show.
    "If **A** is not shown, click **X**.": ["click «X» if «A» is gone"],
    "If **A** has disappeared, click **X**.": ["click «X» if «A» is gone"],
    "If you do not see **A**, click **X**.": ["click «X» if «A» is gone"],
    "If you don't see the **A** button, click **X**.": ["click «X» if «A» button is gone"],
    "If there is no **A**, click **X**.": ["click «X» if «A» is gone"],
    "If there isn't any **A** link, click **X**.": ["click «X» if «A» link is gone"],
    "If no **A** appears, click **X**.": ["click «X» if «A» is gone"],
    "If you see no **A**, click **X**.": ["click «X» if «A» is gone"],
    "Unless there is no **A**, click **X**.": ["click «X» if «A» is shown"],
    "Unless **A** appears, click **X**.": ["click «X» if «A» is gone"],
    "Click **X** unless you see **A**.": ["click «X» if «A» is gone"],
    # What the site asks for.
    "If you are asked for your password, click **X**.": ["click «X» if “enter password” is possible"],
    "If the password field appears, click **X**.": ["click «X» if “enter password” is possible"],
    "If you are asked why, click **X**.": ["click «X» if “choose reason” is possible"],
    "Asked for a code? Click **X**.": ["click «X» if “enter code” is possible"],
    "If you have a security question, click **X**.": ["click «X» if “enter security-answer” is possible"],
    "If you are asked for your password, enter it and press **X**.": [
        "enter password if “enter password” is possible",
        "click «X» if “enter password” is possible",
    ],
    "In case you are asked for a code, enter it.": ["enter code if “enter code” is possible"],
    # What the site offers.
    "If asked, click **X** and press **Y**.": [
        "click «X» if “click «X»” is possible",
        "click «Y» if “click «X»” is possible",
    ],
    "Click **X** if it appears.": ["click «X» if “click «X»” is possible"],
    "Where available, click **X**.": ["click «X» if “click «X»” is possible"],
    "When needed, click **X**.": ["click «X» if “click «X»” is possible"],
    "If needed, read the notice and press **X**.": ["read", "click «X» if “click «X»” is possible"],
    # What the reader wants.
    "If you want to keep your account, click **X**.": ["click «X» if the reader wants to, as is assumed"],
    "Click **X**, if you like.": ["click «X» if the reader wants to, as is assumed"],
    "Do you want to keep it? Click **X**.": ["click «X» if the reader wants to, as is assumed"],
    # What the guide says will come is a step, or is used by one.
    "When **A** appears, click **X**.": ["«A» is shown", "click «X»"],
    "When you are asked for your password, enter it.": ["enter password"],
    "Choose a reason and, once you have chosen a reason, press **X**.": ["choose reason", "click «X»"],
    # For each of several things.
    "If **A** appears, click **X** for each team.": ["click «X» * if «A» is shown"],
    "For each team, click **X** and, if **A** appears, click it.": ["click «X» * (click «A» if «A» is shown)"],
}
REFUSED = [
    "If **A** or **B** appears, click **X**.",
    "If the second **A** appears, click **X**.",
    "If **A** and not **B** appear, click **X**.",
    "If **A** is shown in **B**, click **X**.",
    "Unless **A** and **B** appear, click **X**.",
    "If **A** appears (it may not), click **X**.",
    "If **A** appears.",
    "If **A** appears, you are done.",
    "If **A** appears, if **B** appears, click **X**.",
    "If asked for your password, enter it and, if **A** appears, click it.",
    "If **A** appears, you may be asked for a code; enter it.",
    "If **A** appears, click it. Otherwise, click **X**.",
    "If **A** appears, click it; if not, click **X**.",
    "Even if **A** appears, click **X**.",
    "If **A** contains **B**, click **X**.",
    "If Banana appears, click **X**.",
    "If the message Banana appears, click **X**.",
    "If a message appears, click **X**.",
    "If you want to see **A**, click **X**.",
    "If you do not want to stay, click **X**.",
    "If you are not asked for a code, click **X**.",
    "Unless you are asked for a code, click **X**.",
    "Unless you have a balance, click **X**.",
    "When you have a balance, click **X**.",
    "Whenever you have a balance, click **X**.",
    "Provided you have a balance, click **X**.",
    "Assuming you have a balance, click **X**.",
    "When your account is suspended, click **X**.",
    "When asked for your password, click **X**.",
    "As soon as you are asked for a code, click **X**.",
    "Before you are asked for a code, click **X**.",
    "Once you have chosen a reason, click **X**.",
    "If you are asked for a code twice, click **X**.",
    "If asked, wait 3 days.",
    "Did you click **A**? Click **X**.",
    "Don't see **A**? Click **X**.",
    "Depending on your account, click **X**.",
    "If asked and **A** appears, click **X**.",
    "If **A** appears at the bottom of **B**, click **X**.",
    "Click **X** if **A** appears and **Y** if **B** appears.",
    "If asked for your password and a code, enter them.",
    "If there is no **A** and no **B**, click **X**.",
    "If there is no **A** but **B**, click **X**.",
    "If the email says **A**, click **X**.",
    "If the email does not say **A**, click **X**.",
    "If the file contains **A**, click **X**.",
    "If a dialog appears at the top, click **X**.",
    "If **A** is not shown at the top, click **X**.",
    "For accounts with a balance, click **X**.",
    "Click **X** for accounts with a balance.",
    "With a balance, click **X**.",
    "For freelancers: click **X**.",
    "Click **X** for freelancers.",
    "As the owner, click **X**.",
    "Being a freelancer, click **X**.",
    "Having a balance, click **X**.",
    "While your balance is pending, click **X**.",
    "In some cases, click **X**.",
    "On a phone, click **X**.",
    "Click **X** on mobile.",
    "Asked why you are not leaving? Click **X**.",
    "If asked, check that **A** is shown.",
    "If **A** appears, click **X**. Click **Y** and repeat this for each team.",
]
# A sentence for each step of the vocabulary; all can depend on what the screen shows.
OF_STEPS = {
    "log_in": "log in",
    "open_site": "go to the login page",
    "log_out": "log out",
    "click": "click **X**",
    "open": "open **X**",
    "click_in": "click **X** in **Y**",
    "choose_reason": "choose a reason",
    "choose_this_reason": "choose the reason **X**",
    "enter": "enter your password",
    "enter_as": "enter **X** as feedback",
    "enter_in": "enter **X** in **Y**",
    "enter_known_in": "enter your security answer in **Current answer**",
    "skip": "skip the feedback",
    "set_security_question": "set a security question",
    "shown": "check that **X** is shown",
    "gone": "check that **X** is not shown",
    "email_arrives": "an email arrives",
    "email_titled_arrives": "an email titled **X** arrives",
    "email_says": "the email says **X**",
    "email_does_not_say": "the email does not say **X**",
    "open_mailed_link": "open the link in the email",
    "download": "download **X**",
    "file_contains": "the file contains **X**",
    "open_direct_link": "open the direct link",
    "scan": "scan the QR code",
    "keep_codes": "write down the recovery codes",
    "wait_days": "wait 3 days",
    "wait_hours": "wait 3 hours",
    "wait_for_billing": "wait until the billing cycle ends",
    "scroll": "scroll down",
    "go_back": "go back",
    "reload": "reload the page",
    "read": "read the notice",
    "do": "⟦_x.md⟧",
}


@pytest.mark.parametrize(("sentence", "acts"), READ.items(), ids=READ)
def test_a_condition_becomes_checks(sentence: str, acts: list[str]) -> None:
    read, faults, _ = understand(labelled(sentence))
    assert faults == []
    assert list(map(with_conditions, read)) == acts


@pytest.mark.parametrize("sentence", REFUSED)
def test_a_condition_that_nothing_can_tell_is_refused(sentence: str) -> None:
    assert understand(labelled(sentence))[1]


@pytest.mark.parametrize("condition", ["If you see the message **A**", "If you want to keep your account"])
def test_no_word_of_a_condition_is_ignored(condition: str) -> None:
    _, faults, ignored = understand(labelled(f"{condition}, click **X**."))
    assert (faults, ignored) == ([], [])


def test_there_is_a_sentence_for_each_step() -> None:
    assert OF_STEPS.keys() == STEPS.keys()


@pytest.mark.parametrize(("step", "sentence"), OF_STEPS.items(), ids=OF_STEPS)
@pytest.mark.parametrize("state", ["is shown", "is gone"])
def test_every_step_can_depend_on_what_is_shown(step: str, sentence: str, state: str) -> None:
    acts, faults, _ = understand(labelled(f"If **Banana** {state}, {sentence}."))
    assert faults == []
    assert [(act.name, act.condition_text) for act in acts] == [(step, f"«Banana» {state}")]


def test_acts_of_one_condition_share_it_and_those_of_two_do_not() -> None:
    (first, second, third), *_ = understand(
        labelled("If **A** appears, click **X** and **Y**. If **A** appears, click **Z**.")
    )
    assert first.condition is second.condition
    assert first.condition == third.condition
    assert first.condition is not third.condition


def test_a_fault_says_what_a_condition_can_be() -> None:
    _, (fault,), _ = understand(labelled("If you have a balance, click **Withdraw**."))
    assert fault.startswith("does not understand 'If you have a balance'; a condition can be what the screen shows, ")
