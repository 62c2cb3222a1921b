"""How sentences are read: the acts in order, then every word that no act stands for."""

from pathlib import Path

import pytest

from flows.language.understand import understand
from flows.reading import guide as guides
from tests.support.guide_files import faults_of, write_guide
from tests.support.sentences import labelled, reading

READINGS = {
    "Click your picture in the top right and select **Settings**.": (
        "click «Account menu» in the top right; click «Settings»"
    ),
    "Click the small green **Withdraw** button (on the left) to move your balance to your bank.": (
        "click «Withdraw» button on the left; ignored: “small green”, “to move your balance to your bank”"
    ),
    "For each open proposal, click **Withdraw**.": "for each: click «Withdraw»; ignored: “proposal”",
    "If **Continue** appears, click it.": "if «Continue» is shown: click «Continue»",
    "If you're asked for your password, enter it to proceed.": (
        "if “enter password” is possible: enter password; ignored: “to proceed”"
    ),
    "You'll be asked why you're leaving; choose any reason.": (
        "choose reason; ignored: “You'll be asked why you're leaving”"
    ),
    "Read the terms carefully, twice.": "read; ignored: “terms carefully, twice”",
    "Wait 10 days for the last payments to be released.": (
        "wait 10 days; ignored: “for the last payments to be released”"
    ),
    "Log in, as usual. You are done.": "log in; ignored: “as usual”, “done”",
}
BOLD = {
    "Go to **Settings > Account**.": "open «Settings»›«Account»",
    "Go to **Settings › Account**.": "open «Settings»›«Account»",
    "Go to **Settings → Account → Close**.": "open «Settings»›«Account»›«Close»",
    "Go to **Settings -> Account** > **Close**.": "open «Settings»›«Account»›«Close»",
    "Click **Continue.**": "click «Continue»",
    "Click **Continue.** Then click **Close.**": "click «Continue»; click «Close»",
    "Click **Close account,** then **Confirm**.": "click «Close account»; click «Confirm»",
    "Select **Reason:** and pick **Other**.": "choose reason; choose reason «Other»",
    "Click **What's next?** and **Go!**": "click «What's next?»; click «Go!»",
    "Click **Save & exit...**": "click «Save & exit...»",
    "**Account not found.** is shown.": "«Account not found.» is shown",
    "Check that **Removed for good:** is shown.": "«Removed for good:» is shown",
    "Enter **I closed it in a hurry.** as your message.": "enter «I closed it in a hurry.» as message",
    "Click **A<B>C**.": "click «A<B>C»",
    "Click **Say “hi”**.": 'click «Say "hi"»',
    "Click “Close account.”": "click «Close account»",
}
TYPOGRAPHY = {
    "Click **Close\u00a0Account**.": "click «Close Account»",
    "Click\u00a0the\u202f**Close Account** button.": "click «Close Account» button",
    "Don\u2019t worry: find **Don\u2019t** and click **Don't**.": None,
    "Find **Don\u2019t** and click **Don't**.": "«Don't» is shown; click «Don't»",
    "Open **Log\u2011in** \u2014 then click **Wait\u2026**": "open «Log-in»; click «Wait...»",
    "Enter\tyour\npassword.": "enter password",
    "Un\u00adcheck.": None,
}
ANNOUNCED = {
    "You will have to click **Confirm**. Click **Confirm**.": (
        "click «Confirm»; ignored: “You will have to click «Confirm»”"
    ),
    "The site will ask you to click **X**. Click **X** and **Y**.": (
        "click «X»; click «Y»; ignored: “The site will ask you to click «X»”"
    ),
    "You will be asked for your password. Enter it.": (
        "enter password; ignored: “You will be asked for your password”"
    ),
    "The site will ask you to click **X**.": "click «X»",
    "Afterwards you will have to confirm with **Close**.": "click «Close»",
    "You'll need to enter your password.": "enter password",
    "You will have to click **Confirm**. Click **Confirm** in **Team**.": "click «Confirm»; click «Confirm» in «Team»",
}
CASES: dict[str, str | None] = {**READINGS, **BOLD, **TYPOGRAPHY, **ANNOUNCED}
LOST = [
    "Open **Settings** and your email with **A**.",
    "Check your email for **Your code** under **B** and **C**.",
    "Give a reason for **Zebra** by picking one from the list.",
    "An email titled **A** arrives twice.",
    "A second email titled **A** arrives.",
    "Check that **A** is shown twice.",
    "Check that **A** not is gone.",
    "**A** never is not shown.",
    "Access your account twice by logging in.",
    "Look twice in your inbox for an email.",
    "Wait 2 days twice.",
    "Click **A** + **B**.",
    "Click **A** *twice.",
    "Give an answer of at most 100 characters.",
    "Follow the steps in ⟦x.md⟧, but not the last.",
]


@pytest.mark.parametrize(("sentence", "expected"), CASES.items(), ids=CASES)
def test_a_sentence_is_read_word_by_word(sentence: str, expected: str | None) -> None:
    assert reading(labelled(sentence)) == expected


@pytest.mark.parametrize("sentence", LOST)
def test_losing_words_that_matter_is_refused(sentence: str) -> None:
    assert understand(labelled(sentence)).faults != []


@pytest.mark.parametrize(
    "sentence", ["\0", "Click\0«A».", "«\0»", "Click «A» \x1b[31m.", "«", "»«", "⟦⟧", "«»", "<password>"]
)
def test_no_character_stops_the_reading(sentence: str) -> None:
    understand(sentence)


def test_an_act_is_left_to_the_sentence_that_tells_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    front = "title: A\npersona: freelancer\nends: closed"
    followed = "1. Log in. You will be asked to enter a code.\n2. Enter the code."
    first, second = guides.load(write_guide("site/a.md", front, followed)).sentences
    assert first.reading == "log in; ignored: “You will be asked to enter a code”"
    assert second.reading == "enter code"

    only = "1. Log in.\n2. You will have to click **A**.\n3. Click **A**."
    (fault,) = faults_of(write_guide("site/b.md", front, only))
    assert fault.startswith("site/b.md:8: only announces what the next sentence says to do; ")
