"""What a sentence says of where something is, and of what kind: it is looked up when it is read so, else refused."""

import re

import pytest

from flows.appearance import Appearance
from flows.language.lexicon import WORDS
from flows.language.understand import understand
from flows.pages.roles import BESIDE, KINDS
from tests.support.sentences import labelled, reading

READ = {
    # Where.
    "Click **A** at the bottom of the page.": "click «A» at the bottom",
    "At the bottom of the page, click **A**.": "click «A» at the bottom",
    "At the bottom: click **A**.": "click «A» at the bottom",
    "Click **A** (bottom left).": "click «A» in the bottom left",
    "Click **A**, top right, and press **B**.": "click «A» in the top right; click «B»",
    "Click your avatar in the upper right-hand corner of any page.": "click «Account menu» in the top right",
    "Click your picture in the top-left corner › **B**.": "click «Account menu» in the top left; click «B»",
    "Open **B** from the dropdown under your picture (top right).": "click «B» in «Account menu» in the top right",
    "Select **A** from the list on the left-hand side.": "click «A» in the list on the left",
    "In the left sidebar choose **A**.": "click «A» in the sidebar on the left",
    "In the menu that is on the right, choose **A**.": "click «A» in the menu on the right",
    "Click **A** in the bottom navigation.": "click «A» in the navigation at the bottom",
    "Press **A** at the foot of the form.": "click «A» at the bottom of the form",
    "Press **A** at the beginning of the list.": "click «A» at the top of the list",
    "Click **A** in the page footer.": "click «A» in the footer",
    "Click **A** at the top, **B** at the bottom.": "click «A» at the top; click «B» at the bottom",
    "Click **A** at the top and on the left.": "click «A» in the top left",
    "In the **B** list on the left, click **A**.": "click «A» in «B» list in the list on the left",
    "Scroll to the bottom of the page and click **A**.": "scroll; click «A» at the bottom",
    "Scroll down to the end of the page. Click **A**.": "scroll; click «A» at the bottom",
    "Scroll to the bottom and read the terms. Click **A**.": "scroll; read; click «A»; ignored: “terms”",
    "Scroll down to the bottom.": "scroll",
    "**A** is at the top of the page.": "«A» at the top is shown",
    "At the bottom of the page is the **A** link.": "«A» link at the bottom is shown",
    "You will find **A** on the right.": "«A» on the right is shown",
    "If **A** appears at the top, click **B** at the bottom.": "if «A» at the top is shown: click «B» at the bottom",
    "Download your data with **A** on the left.": "download «A» on the left; ignored: “data”",
    "Click the left **A** button.": "click «A» button on the left",
    # In a menu.
    "Click the **A** entry in the menu.": "click «A» in the menu",
    "In the settings menu, choose **A**.": "click «A» in the menu",
    "Click **A** in the menu that opens.": "click «A» in the menu; ignored: “opens”",
    "From the drop-down menu, select **A**.": "click «A» in the dropdown",
    "Click your picture and select **A** from the dropdown.": "click «Account menu»; click «A» in the dropdown",
    "Click **A** in the settings menu, the list on the left.": "click «A» in the list on the left",
    # Of what kind.
    "Click the **A** tab.": "click «A» tab",
    "Click the tab called **A**.": "click «A» tab",
    "Press the button that says **A**.": "click «A» button",
    "Press the **A** and **B** buttons.": "click «A» button; click «B» button",
    "Go to **A** › **B** tab.": "open «A»›«B» tab",
    "Choose **A** from the drop-down **B**.": "click «A» in «B» dropdown",
    "Enter **A** in the field **B**.": "enter «A» in «B» field",
    "You will see the heading **A**.": "«A» heading is shown",
    "The **A** link is not shown.": "«A» link is gone",
    "If there is no **A** link, click **B**.": "if «A» link is gone: click «B»",
    "The tab to click is **A**.": "click «A» tab",
    "**A** is the button you must press.": "click «A» button",
    # Neither.
    "Choose the **A** option.": "click «A»",
    "Click **A** right away.": "click «A»",
    "Choose the right reason.": "choose reason",
    "Choose a reason from the drop-down menu.": "choose reason",
    "Switch to **A** in the account menu.": "click «A» in «Account menu»",
}
REFUSED = {
    "Click **A** and **B** at the bottom.": "at the bottom",
    "At the bottom, click **A** and **B**.": "At the bottom",
    "Click **A** in the middle of the page.": "in the middle of the page",
    "Click **A** on the left of **B**.": "on the left",
    "Click **A** at the top of the bottom menu.": "bottom menu",
    "Click **A** at the top, at the bottom.": "at the bottom",
    "Click the right **A** button.": "the right",
    "**A** is not shown at the top.": "at the top",
    "Log in at the top right.": "at the top right",
    "Read the list on the left.": "list on the left",
    "Choose a reason at the top.": "at the top",
    "Enter your password on the right.": "on the right",
    "At the top you will see your name. Click **A**.": "At the top",
    "Click **A**. It is at the bottom.": "at the bottom",
    "Click **A**, which opens the menu on the left.": "menu on the left",
    "Click **A** to open the menu on the left.": "menu on the left",
    "The menu on the left lists them. Click **A**.": "menu on the left",
    "Scroll to the bottom and click **A** and **B**.": "to the bottom",
    "Scroll to the right and click **A**.": "to the right",
    "Choose the **A** button as your reason.": "button",
}


@pytest.mark.parametrize(("sentence", "expected"), READ.items(), ids=READ)
def test_a_sentence_says_how_things_look(sentence: str, expected: str) -> None:
    assert reading(labelled(sentence)) == expected


@pytest.mark.parametrize(("sentence", "words"), REFUSED.items(), ids=REFUSED)
def test_what_cannot_be_looked_up_is_refused(sentence: str, words: str) -> None:
    faults = understand(labelled(sentence)).faults
    assert [fault for fault in faults if fault.startswith(f"cannot tell what is {words!r}")], faults


SIDES = (
    "at the top",
    "at the bottom of the page",
    "on the left",
    "on the right-hand side",
    "(top right)",
    "in the footer",
)
PLAIN = [
    "Click **A**.",
    "Open **A**, then press **B**.",
    "**A** is shown.",
    "Click **A** in **B**.",
    "Log in. Choose a reason. Click **A**.",
    "If **A** appears, click **B**.",
    "For each team, click **A** and then **B**.",
    "Enter your password and press **A**.",
]


@pytest.mark.parametrize("side", SIDES)
def test_a_position_is_never_dropped_wherever_it_stands(side: str) -> None:
    """It is in the reading of the sentence, if that is not refused."""
    dropped = []
    for sentence in PLAIN:
        for at in [0, *(space.end() for space in re.finditer(" ", sentence)), len(sentence) - 1]:
            longer = f"{sentence[:at]}{'' if at == 0 else ' '}{side} {sentence[at:]}".replace("  ", " ").replace(
                " .", "."
            )
            acts, faults, _ = understand(labelled(longer))
            placed = [look for act in acts for each in (act, *act.inside, *act.condition) for _, look in each.looks]
            if not faults and not any(look.is_placed for look in placed):
                dropped.append(longer)
    assert dropped == []


def test_every_kind_in_the_word_list_is_that_of_a_role() -> None:
    called = {kind for kinds in (KINDS, BESIDE) for names in kinds.values() for kind in names}
    assert set(WORDS["kinds"]) <= called


def test_what_is_said_of_looks_is_printed_in_full() -> None:
    look = Appearance("tab", ("top", "left"), "form", "menu")
    assert look.text == "tab in the menu in the top left of the form"
