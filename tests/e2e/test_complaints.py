"""A press that is answered with a complaint is false, unless the guide speaks of the complaint next."""

import pytest

from flows.errors import NotWalkedError
from tests.support.types import WalkText

GO = "Click **Go**."
DONE = "Click **Done**."
REST = "<button>Done</button><p>Welcome</p>"
SAY = """<button onclick="answer.textContent = 'Too early'">Go</button>"""
ALERT = f"{SAY} <p id=answer role=alert></p>{REST}"
# Fields that are refused after a press, one by the page and one by the browser.
REFUSED = f"""<label>Code <input id=code aria-describedby=why></label><p id=why hidden>Too early</p>
    <button onclick="why.hidden = false; code.ariaInvalid = 'true'">Go</button>{REST}"""
REQUIRED = f"<form onsubmit='return false'><label>Code <input required></label><button>Go</button></form>{REST}"
REASON = f"""<form onsubmit='return false'><label for=reason>Reason</label>
    <select id=reason required><option value="">Choose one</option>
    <option>Too busy</option></select><button>Go</button></form>{REST}"""
COMPLAINTS = {
    "alert": (ALERT, "Too early"),
    "assertive region": (ALERT.replace("role=alert", "aria-live=assertive"), "Too early"),
    "refused field": (REFUSED, "Too early"),
    "required field": (REQUIRED, "Please fill out this field."),
    "no reason chosen": (REASON, "Please select an item in the list."),
}
AFTERWARDS = [
    DONE,
    "Check that **Welcome** is shown.",
    "Check that **Nothing** is not shown.",
    "Read what is there.",
    "Wait a day.",
    "Log in.",
    "[Support helps](_linked.md).",
]


@pytest.mark.parametrize(("content", "message"), COMPLAINTS.values(), ids=COMPLAINTS)
def test_a_complaint_is_blamed_on_the_press(walk_text: WalkText, content: str, message: str) -> None:
    sentence, why = walk_text(f"{GO}\n{DONE}", content)
    assert sentence == GO
    assert why.startswith(f"pressed 'Go', and the site complained: {message!r}; next, ")


@pytest.mark.parametrize("after", AFTERWARDS)
def test_the_next_sentence_must_speak_of_the_complaint(walk_text: WalkText, after: str) -> None:
    assert walk_text(f"{GO}\n{after}", ALERT, linked="Log in.")[0] == GO


NEXT = {
    "its words are shown": (ALERT, "Check that **too early** is shown."),
    "a part of its words": (ALERT, "You will see **Too**."),
    "checks in any order": (ALERT, "Check that **Welcome** is shown and that **Too early** is shown."),
    "read, then said": (ALERT, "Read it.\nCheck that **Too early** is shown."),
    "the same sentence": (ALERT, "Wait a day.\nCheck that **Too early** is shown."),
    "the field is filled in": (REQUIRED, "Enter **123456** in **Code**."),
    "the field is named": (REQUIRED, "Check that **Code** is shown."),
    "the refused field": (REFUSED, "Enter **123456** in **Code**."),
    "a reason is chosen": (REASON, "Choose a reason."),
    "this reason is chosen": (REASON, "Choose **Too busy** as your reason."),
    "a control in it": (ALERT.replace("'Too early'", "'Too early: Done'"), DONE),
}


@pytest.mark.parametrize(("content", "after"), NEXT.values(), ids=NEXT)
def test_a_complaint_that_the_guide_speaks_of_is_true(walk_text: WalkText, content: str, after: str) -> None:
    assert walk_text(f"{GO}\n{after}\n{DONE}", content)[0] == "ends: still suspended"


NO_COMPLAINTS = {
    "a confirmation": ALERT.replace("role=alert", "role=status"),
    "a note": ALERT.replace("role=alert", "role=note"),
    "a hidden alert": ALERT.replace("role=alert", "role=alert hidden"),
    "a required field that is opened": f"""<button onclick="code.hidden = false; code.focus()">Go</button>
        <form><input id=code aria-label=Code required hidden></form>{REST}""",
    "a form that goes through": REQUIRED.replace("required", "required value=1"),
}


@pytest.mark.parametrize("content", NO_COMPLAINTS.values(), ids=NO_COMPLAINTS)
def test_other_answers_are_no_complaints(walk_text: WalkText, content: str) -> None:
    assert walk_text(f"{GO}\n{DONE}", content)[0] == "ends: still suspended"


def test_a_complaint_that_stays_is_new_only_once(walk_text: WalkText) -> None:
    sentences = f"{GO}\nCheck that **Too early** is shown.\n{DONE}\n{DONE}"
    assert walk_text(sentences, ALERT)[0] == "ends: still suspended"


def test_a_form_that_the_browser_stops_again_is_a_new_complaint(walk_text: WalkText) -> None:
    assert walk_text(f"{GO}\nCheck that **Code** is shown.\n{GO}\n{DONE}", REQUIRED)[0] == GO


def test_the_same_complaint_on_a_new_page_is_new(walk_text: WalkText) -> None:
    wrong = "Enter **wrong** as your password and press **Log in**."
    sentences = f"Open the site.\nEnter your email.\n{wrong}\nCheck that **Password** is shown.\n{wrong}\n{GO}"
    assert walk_text(sentences)[0] == wrong


def test_within_a_path_the_first_press_is_blamed(walk_text: WalkText) -> None:
    sentence, why = walk_text("Click **Go** › **Done**.", ALERT)
    assert (sentence, why[:12]) == ("Click **Go** › **Done**.", "pressed 'Go'")


def test_each_round_is_held_to_its_own_complaint(walk_text: WalkText) -> None:
    rows = f"<ul><li>A {SAY}</li><li>B <button>Go</button></li></ul>"
    each = "For each team, click **Go** and then **Done**."
    sentence, why = walk_text(each, f"{rows}<p id=answer role=alert></p>{REST}")
    assert (sentence, why[:12]) == (each, "pressed 'Go'")


@pytest.mark.parametrize("path", ["/no-such-page", "/signup/verify"])
def test_an_error_page_is_a_complaint(walk_text: WalkText, base_url: str, path: str) -> None:
    sentence, why = walk_text(f"{GO}\n{DONE}", f"<a href='{base_url}{path}'>Go</a>")
    assert sentence == GO
    assert "the site complained: " in why


@pytest.mark.parametrize("ask", ["alert", "confirm", "prompt"])
def test_what_a_window_of_the_browser_says_is_not_judged(walk_text: WalkText, ask: str) -> None:
    with pytest.raises(NotWalkedError, match="opened a window of the browser's own, which says 'Too early'; "):
        walk_text(f"{GO}\n{DONE}", f"""<button onclick="{ask}('Too early')">Go</button>{REST}""")


def test_an_error_page_can_be_spoken_of(walk_text: WalkText, base_url: str) -> None:
    sentences = f"{GO}\nCheck that **There is no such page** is shown."
    assert walk_text(sentences, f"<a href='{base_url}/no-such-page'>Go</a>")[0] == "ends: still suspended"
