"""Sentences that are understood, and the acts of each, as ``as_text`` writes them."""

import pytest

from flows.language.understand import understand
from flows.language.vocabulary import LINKED, STEPS, Use
from flows.walk.actions import ACTIONS
from tests.support.sentences import as_text

GOOD = {
    "Log in.": ["log in"],
    "Log in again with your email and password.": ["log in"],
    "Open the website and sign in.": ["open site", "log in"],
    "Go to the login page.": ["open site"],
    "Sign out of Worklane.": ["log out"],
    "Click «Settings».": ["click «Settings»"],
    "Please press the «Settings» button in the top right.": ["click «Settings»"],
    "Click your picture and select «Settings».": ["click «Account menu»", "click «Settings»"],
    "Tap your profile photo › «Settings».": ["click «Account menu»", "click «Settings»"],
    "Choose «Settings» > «Account».": ["click «Settings»›«Account»"],
    "Press «Leave» and then «Confirm».": ["click «Leave»", "click «Confirm»"],
    "In the left sidebar choose «A» and scroll down to the bottom of the page.": ["click «A»", "scroll"],
    "On the left choose «A» and log in.": ["click «A»", "log in"],
    "At the top click «A» and click «B».": ["click «A»", "click «B»"],
    "In the open dialog press «A».": ["click «A»"],
    "Click «A», «B» and «C».": ["click «A»", "click «B»", "click «C»"],
    "Click «A». Then press «B» (it is a link).": ["click «A»", "click «B»"],
    "Go to «Contact Info».": ["open «Contact Info»"],
    "Open «Settings» › «Account».": ["open «Settings»›«Account»"],
    "Go back to «Settings».": ["open «Settings»"],
    "Click «Withdraw» in «Proposals».": ["click «Withdraw» in «Proposals»"],
    "In «Proposals», click «Withdraw».": ["click «Withdraw» in «Proposals»"],
    "Open «My Jobs» and click «End contract» for each active contract.": ["open «My Jobs»", "click «End contract» *"],
    "For each open proposal, click «Withdraw».": ["click «Withdraw» *"],
    "Click «Withdraw» and repeat this for all proposals.": ["click «Withdraw» *"],
    "For each team, click «Actions», select «Leave Team» and click «Leave».": [
        "click «Actions» * (click «Leave Team», click «Leave»)"
    ],
    "Choose a reason.": ["choose reason"],
    "Tell us why you are leaving.": ["choose reason"],
    "Select the reason that suits you best and press «Next».": ["choose reason", "click «Next»"],
    "Choose the reason «Too busy».": ["choose reason «Too busy»"],
    "Choose «Too busy» as the reason and press «Next».": ["choose reason «Too busy»", "click «Next»"],
    "Enter your password.": ["enter password"],
    "Enter the code from the email and press «Verify».": ["enter mailed-code", "click «Verify»"],
    "Enter the code from your authenticator.": ["enter authenticator-code"],
    "Answer your security question.": ["enter security-answer"],
    "Tell the agent what you want and press «Send».": ["enter message", "click «Send»"],
    "Ask support to close your account.": ["enter message"],
    'Type "So long" as feedback.': ["enter «So long» as feedback"],
    "Enter “Bye” in the «Feedback» field.": ["enter «Bye» in «Feedback»"],
    "Skip the feedback.": ["skip feedback"],
    "Leave the feedback blank.": ["skip feedback"],
    "Set a security question.": ["set security question"],
    "Check that «Close» is shown.": ["«Close» is shown"],
    "You will see a page that says «Done».": ["«Done» is shown"],
    "Check that «Close» is not shown.": ["«Close» is gone"],
    "«Close» disappears.": ["«Close» is gone"],
    "When «Confirm» appears, click it.": ["«Confirm» is shown", "click «Confirm»"],
    "An email arrives.": ["email arrives"],
    "Check your inbox: an email titled «Closed» arrives.": ["email «Closed» arrives"],
    "The email says «Goodbye» and «It is closed».": ["email says «Goodbye»", "email says «It is closed»"],
    "The email says that «It is closed».": ["email says «It is closed»"],
    "In the email you read «It is closed».": ["email says «It is closed»"],
    "In the email, you will find «It is closed».": ["email says «It is closed»"],
    "«It is closed» is in the email.": ["email says «It is closed»"],
    "Check that the email contains «Goodbye».": ["email says «Goodbye»"],
    "An email titled «Closed» arrives. It says «Goodbye».": ["email «Closed» arrives", "email says «Goodbye»"],
    "Read the email: it mentions «Goodbye».": ["email says «Goodbye»"],
    "The email does not say «Goodbye».": ["email does not say «Goodbye»"],
    "An email arrives. It doesn't mention «Goodbye».": ["email arrives", "email does not say «Goodbye»"],
    "You will not see «Goodbye» in the email.": ["email does not say «Goodbye»"],
    "The file contains «messages.csv».": ["file contains «messages.csv»"],
    "Download your data with «Get». It contains «messages.csv».": [
        "download «Get»",
        "file contains «messages.csv»",
    ],
    "Check that the ZIP file you downloaded includes «a» and «b».": ["file contains «a»", "file contains «b»"],
    "Enter the freelancer's email address in «Email».": ["enter freelancer-email"],
    "Open the link in the email.": ["open link in email"],
    "Open the email and click the link.": ["email arrives", "open link in email"],
    "Download your data with «Download my data».": ["download «Download my data»"],
    "Follow the direct link to the profile.": ["open direct link"],
    "Scan the QR code with your authenticator app.": ["scan qr code"],
    "Write down the recovery codes.": ["keep recovery codes"],
    "Save your recovery codes.": ["keep recovery codes"],
    "Enter a recovery code.": ["enter recovery-code"],
    "Enter a new password.": ["enter another-password"],
    "Enter your password in «Current password».": ["enter password in «Current password»"],
    "Wait until the weekly billing cycle has ended.": ["wait until billing cycle ends"],
    "Enter your user name and password.": ["enter user-name", "enter password"],
    "If prompted, set a security question.": ["set security question ?"],
    "Enter your security answer in «Current answer».": ["enter security-answer in «Current answer»"],
    "Wait 10 days for your last payments to be released.": ["wait 10 days"],
    "Wait two weeks.": ["wait 14 days"],
    "Wait 3 hours.": ["wait 3 hours"],
    "Scroll down to «Leave».": ["scroll", "«Leave» is shown"],
    "Go back.": ["go back"],
    "Reload the page.": ["reload"],
    "Read the terms.": ["read"],
    "⟦_agent.md⟧.": ["do ⟦_agent.md⟧"],
    "⟦_agent.md⟧: click «Leave».": ["do ⟦_agent.md⟧", "click «Leave»"],
    "If you're asked for a code, enter it.": ["enter code ?"],
    "If you're asked for feedback, press «Skip».": ["click «Skip» ?"],
    "If prompted, choose a reason.": ["choose reason ?"],
    "Enter your password, if asked, and press «Next».": ["enter password ?", "click «Next»"],
    "To start the closing, click «Close my account».": ["click «Close my account»"],
    "Confirm by clicking «Close».": ["click «Close»"],
}


@pytest.mark.parametrize(("sentence", "texts"), GOOD.items(), ids=GOOD)
def test_a_sentence_comes_to_these_acts(sentence: str, texts: list[str]) -> None:
    acts, faults, _ = understand(sentence)
    assert faults == []
    assert [as_text(act) for act in acts] == texts


def test_the_sentences_above_reach_every_step_of_the_vocabulary() -> None:
    assert {act.name for sentence in GOOD for act in understand(sentence)[0]} == set(STEPS)


def test_every_step_has_an_action_and_every_action_a_step() -> None:
    assert {*ACTIONS, LINKED} == set(STEPS), "the walker performs the linked one itself"


@pytest.mark.parametrize("name", ACTIONS)
def test_a_step_can_be_used_as_its_action_allows(name: str) -> None:
    use, action = STEPS[name].use, ACTIONS[name]
    assert (Use.OPTIONAL in use) == (action.is_offered is not None)
    assert (Use.SEVERAL in use) == (action.count is not None)


@pytest.mark.parametrize(
    "words", ["enter mailed-code", "enter freelancer-email in «Work email»", "click «A»›«B»", "«Done» is shown"]
)
def test_a_step_can_be_written_as_the_vocabulary_prints_it(words: str) -> None:
    assert [as_text(act) for act in understand(words)[0]] == [words]


ARGUMENTS = {
    "path": ("Open «A» › «B».", "open", (["A", "B"],)),
    "label in a place": ("Click «A» in «B».", "click_in", ("A", "B")),
    "number": ("Wait 10 days.", "wait_days", (10,)),
    "words and a fact": ('Type "So long" as feedback.', "enter_as", ("So long", "feedback")),
    "procedure": ("⟦_agent.md⟧.", "do", ("_agent.md",)),
}


@pytest.mark.parametrize(("sentence", "name", "args"), ARGUMENTS.values(), ids=ARGUMENTS)
def test_an_act_has_the_arguments_from_its_sentence(sentence: str, name: str, args: tuple[object, ...]) -> None:
    acts, _, _ = understand(sentence)
    assert [(act.name, act.args) for act in acts] == [(name, args)]


@pytest.mark.parametrize("written", ["click «Confirm»", "CLICK «Confirm»!", "Now, please click on «Confirm» …"])
def test_labels_keep_their_case_and_other_words_do_not(written: str) -> None:
    assert [act.text for act in understand(written)[0]] == ["click «Confirm»"]
