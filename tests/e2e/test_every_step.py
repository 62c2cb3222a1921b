"""Each step of the vocabulary fails at its own sentence, in each way in which it can be false."""

import io
import re
import zipfile
from base64 import b64encode
from typing import NamedTuple

import pytest

from flows.language.understand import understand
from flows.language.vocabulary import STEPS
from tests.support.shipped_guides import one_of_each
from tests.support.types import WalkText

CLOSE = """\
Log in.
Click your picture and select **Settings**.
Go to **Contact Info** and click **Close my account**.
Choose a reason and click **Close Account**.
"""


class Way(NamedTuple):
    """Sentences of which the last is false, or that of the guide it links to, and why.

    ``content`` is a page to try them on, instead of the site, and ``login`` another path of the login page.
    """

    sentences: str
    why: str
    content: str = ""
    persona: str = ""
    linked: str = ""
    login: str = ""


def link_to(archive: bytes) -> str:
    """A link named Get that downloads a file."""
    return f"<a download=data.zip href='data:application/zip;base64,{b64encode(archive).decode()}'>Get</a>"


def archive(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as written:
        for name in names:
            written.writestr(name, "content")
    return file.getvalue()


ALERT = "<button onclick=\"answer.textContent = 'Too early'\">Go</button><p id=answer role=alert></p>"
COVER = "<div style='position: fixed; inset: 0'></div>"
TWO = "<button>Go</button><button>Go</button>"
COMPLAINED = "pressed 'Go', and the site complained: 'Too early'; next, "
NO_GO = "looked for a control named 'Go'; there was "
MENU = """<button popovertarget=menu aria-label="Account menu">A</button>
    <ul id=menu popover><li><a href="#">Settings</a></li></ul>"""
ROWS = "<ul><li><i>Member</i> <button>Go</button></li><li><i>Owner</i></li></ul>"
PLACEHOLDER = "<label for=r>Reason</label><select id=r><option>Choose one</option></select>"
REASONS = PLACEHOLDER.replace("</select>", "<option>Too busy</option><option disabled>Bored</option></select>")
CODE = "<label for=c>Code</label><input id=c>"
SECRET = "<label for=s>Secret</label><input id=s readonly>"
ROLE = "<label for=r>Role</label><select id=r><option>Member</option></select>"
QUESTION = """<label for=q>Question</label>
    <select id=q><option>Choose one</option><option>Which street?</option></select>
    <label for=a>Answer</label><input id=a>"""
SAVED = QUESTION + ALERT.replace(">Go<", ">Save question<")

CASES: dict[str, dict[str, Way]] = {
    "log_in": {
        "refused": Way(f"{CLOSE}Log in again.", "pressed 'Log in', and the site complained: 'This account is closed. "),
    },
    "open_site": {
        "error": Way("Open the site.", "pressed 'the login page', and the site complained: ", login="/nowhere")
    },
    "log_out": {
        "not logged in": Way("Open the site.\nLog out.", "looked for a control named 'Account menu'; there was "),
        "still logged in": Way(
            "Log out.",
            "looked for a page without 'Account menu', logged out; there was ",
            "<button>Account menu</button><button>Log out</button>",
        ),
    },
    "click": {
        "missing": Way("Click **Go**.", NO_GO, "<button>Gone</button>"),
        "several": Way("Click **Go**.", "looked for one of a control named 'Go', found several; ", TWO),
        "disabled": Way(
            "Click **Go**.", "that can be used; there was one that is disabled", "<button disabled>Go</button>"
        ),
        "hidden": Way("Click **Go**.", NO_GO, "<button hidden>Go</button>"),
        "not at the bottom": Way(
            "Click **Go** at the bottom.",
            "looked for a control named 'Go' at the bottom; there was one with “Terms” below it",
            "<button>Go</button><p>Terms</p>",
        ),
        "not at the bottom, after scrolling there": Way(
            "Scroll to the bottom of the page and click **Go**.",
            "with “Terms” below it",
            "<button>Go</button><p>Terms</p>",
        ),
        "not on that side": Way(
            "On the right, click **Go**.", "on the right; there was one on the left", "<button>Go</button>"
        ),
        "not in such a list": Way(
            "Click **Go** in the list on the left.", "there was one that is in none", "<button>Go</button>"
        ),
        "of another kind": Way(
            "Click the **Go** link.", "looked for a link named 'Go'; there was button 'Go'", "<button>Go</button>"
        ),
        "a link that looks like text": Way(
            "Click the **Go** button.", "there was a link that does not look like a button", "<a href='#'>Go</a>"
        ),
        "for each, of another kind": Way(
            "For each team, click the **Go** link.", "looked for a link named 'Go'", "<button>Go</button>"
        ),
        "covered": Way(
            "Click **Go**.", "there was one that is covered by something else", f"<button>Go</button>{COVER}"
        ),
        "behind a dialog": Way(
            "Click **Go**.", NO_GO, "<div inert><button>Go</button></div><dialog open>Wait</dialog>"
        ),
        "of another case in the footer": Way(
            "Click **Contact Support**.",
            "there was 'Contact support' in the header or footer of the page, where upper and lower case matter, ",
            "<footer><a href='#'>Contact support</a></footer>",
        ),
        "in a closed menu": Way(
            "Click **Settings**.",
            "there was 'Settings' in what 'Account menu' opens, which is closed; first say to click 'Account menu', ",
            MENU,
        ),
        "a later part of a path": Way(
            "Click **Go** › **On**.", "looked for a control named 'On'", "<button>Go</button>"
        ),
        "complaint": Way("Click **Go**.", COMPLAINED, ALERT),
        "browser complains": Way(
            "Click **Go**.",
            "pressed 'Go', and the site complained: 'Please fill out this field.'",
            f"<form>{CODE.replace('id=c', 'id=c required')}<button>Go</button></form>",
        ),
        "for each, none": Way("For each team, click **Go**.", NO_GO, "<p>None</p>"),
    },
    "open": {
        "missing": Way("Go to **Go**.", NO_GO, "<a href='#'>Elsewhere</a>"),
        "several": Way("Go to **Go**.", "looked for one of a control named 'Go', found several; ", TWO),
        "complaint": Way("Go to **Go**.", COMPLAINED, ALERT),
    },
    "click_in": {
        "no such place": Way(
            "Click **Go** next to **Admin**.", "looked for a place named 'Admin', or a row of it", ROWS
        ),
        "not in the row": Way(
            "Click **Go** next to **Owner**.", "looked for a place named 'Owner', or a row of it", ROWS
        ),
        "several": Way(
            "Click **Go** next to **Member**.",
            "found several; ",
            ROWS.replace("<i>Owner</i>", "<i>Member</i><button>Go</button>"),
        ),
        "of another kind": Way("Click the **Go** link next to **Member**.", "looked for a place named 'Member'", ROWS),
        "in a place of another kind": Way(
            "Click **Go** in the **Members** tab.",
            "looked for a place named 'Members'",
            "<ul aria-label=Members><li><button>Go</button></ul>",
        ),
        "in a place elsewhere": Way(
            "In the **Members** list on the right, click **Go**.",
            "looked for 'Members' in the list on the right; there was one on the left",
            "<ul aria-label=Members style='width: 9em'><li><button>Go</button></ul>",
        ),
        "not on that side": Way(
            "Click **Go** on the left of the page, next to **Member**.",
            "looked for a control named 'Go' at 'Member' on the left; there was one on the right",
            ROWS.replace("<button", "<button style='margin-left: 80%'"),
        ),
        "no such option": Way("Choose **Bored** from **Role**.", "looked for the option 'Bored' of 'Role'", ROLE),
        "complaint": Way(
            "Click **Go** next to **Member**.",
            COMPLAINED,
            f"<ul><li><i>Member</i> {ALERT.replace('<p', '</li></ul><p')}",
        ),
    },
    "choose_reason": {
        "no list": Way("Choose a reason.", "looked for a list labelled 'Reason' to choose from", "<h1>Reason</h1>"),
        "nothing to choose": Way("Choose a reason.", "looked for a list labelled 'Reason' to choose from", PLACEHOLDER),
    },
    "choose_this_reason": {
        "missing": Way("Choose **Old** as your reason.", "looked for the option 'Old' of 'Reason'", REASONS),
        "disabled": Way("Choose **Bored** as your reason.", "there was one that is disabled", REASONS),
    },
    "enter": {
        "no field": Way("Enter your password.", "looked for a field labelled 'Password'; there was ", CODE),
        "read-only": Way(
            "Enter your password.",
            "there was one that is read-only",
            CODE.replace(">Code<", ">Password<").replace("id=c>", "id=c readonly>"),
        ),
        "disabled": Way(
            "Enter your password.",
            "there was one that is disabled",
            CODE.replace(">Code<", ">Password<").replace("id=c>", "id=c disabled>"),
        ),
        "no code was sent": Way("Enter the code we emailed you.", "looked for a mailed code; there was ", CODE),
        "nobody of that name": Way(
            "Enter the manager's email.", "looked for an account of the manager; there was freelancer", CODE
        ),
        "no file field": Way("Upload the finished files.", "looked for a field for files labelled 'Files'", CODE),
    },
    "enter_as": {"no field": Way("Enter **Go** as your password.", "looked for a field labelled 'Password'", CODE)},
    "enter_in": {
        "no field": Way("Enter **Go** in **Name**.", "looked for a field labelled 'Name'", CODE),
        "not at the top": Way(
            "Enter **Go** in the **Code** field at the top.", "with “Terms” above it", f"<p>Terms</p>{CODE}"
        ),
        "of another kind": Way("Enter **Go** in the drop-down **Code**.", "looked for a field labelled 'Code'", CODE),
        "several": Way("Enter **Go** in **Code**.", "found several; ", f"{CODE}<input aria-label=Code>"),
        "read-only": Way("Enter **Go** in **Code**.", "one that is read-only", CODE.replace("id=c>", "id=c readonly>")),
    },
    "enter_known_in": {
        "no field": Way("Enter your password in **Secret**.", "looked for a field labelled 'Password'", CODE),
        "read-only": Way("Enter your password in **Secret**.", "one that is read-only", SECRET),
    },
    "skip": {
        "no field": Way("Leave the feedback empty.", "looked for a field labelled 'Feedback'", CODE),
        "needed": Way(
            "Leave the feedback empty.",
            "looked for a field labelled 'Feedback' that may stay empty; there was one that must be filled in",
            "<textarea aria-label=Feedback required></textarea>",
        ),
    },
    "set_security_question": {
        "no fields": Way("Set a security question.", "looked for a list labelled 'Question' to choose from", CODE),
        "no button": Way("Set a security question.", "looked for a control named 'Save question'", QUESTION),
        "complaint": Way("Set a security question.", "pressed 'Save question', and the site complained: ", SAVED),
    },
    "shown": {
        "missing": Way("Check that **Go** is shown.", "looked for the words 'Go'; there was ", "<p>Gone</p>"),
        "behind a dialog": Way(
            "**Go** is shown.", "looked for the words 'Go'", "<p inert>Go</p><dialog open>Wait</dialog>"
        ),
        "not at the top": Way(
            "**Go** is shown at the top.",
            "looked for the words 'Go' at the top; there was one with “Terms” above it",
            "<p>Terms</p><p>Go</p>",
        ),
        "of another kind": Way("The **Go** button is shown.", "looked for the button 'Go'; there was ", "<h1>Go</h1>"),
        "only in a closed list": Way("**Too busy** is shown.", "looked for the words 'Too busy'", REASONS),
        "only in a field": Way("**Go** is shown.", "looked for the words 'Go'", CODE.replace("id=c", "id=c value=Go")),
    },
    "gone": {
        "a control": Way(
            "**Go** is not shown.", "looked for no words 'Go'; there was button 'Go'", "<button>Go</button>"
        ),
        "a button": Way("The **Go** button is not shown.", "looked for no button 'Go'", "<button>Go</button>"),
        "a hint": Way("**Go** is not shown.", "looked for no words 'Go'", "<p>Never go there</p>"),
        "in the footer": Way("**Go** is not shown.", "looked for no words 'Go'", "<footer>Go</footer>"),
        "another dash": Way("**A-B** is not shown.", "looked for no words 'A-B'", "<p>A–B</p>"),
    },
    "email_arrives": {
        "none": Way("Log in.\nYou will receive an email.", "looked for a new email; there was no email"),
        "to be read": Way("Log in.\nCheck your inbox.", "looked for a new email; there was no email"),
        "to be opened": Way("Log in.\nOpen the email.", "looked for a new email; there was no email"),
        "an older one": Way(
            f"{CLOSE}Open the site.\nYou will receive an email.",
            "looked for a new email; there was 'Your Worklane account is closed', which came before",
        ),
        "the same one": Way(
            f"{CLOSE}You will receive an email.\nCheck your inbox.",
            "looked for a new email; there was 'Your Worklane account is closed', which came before",
        ),
    },
    "email_titled_arrives": {
        "another": Way(
            f"{CLOSE}An email titled **Welcome** arrives.", "looked for a new email titled 'Welcome'; there was "
        ),
        "an older one": Way(
            f"{CLOSE}Wait a day.\nAn email titled **Your Worklane account is closed** arrives.",
            "there was 'Your Worklane account is closed', which came before",
        ),
    },
    "email_says": {
        "no email": Way(
            "Log in.\nThe email says **closed**.", "looked for the words 'closed' in an email; there was no"
        ),
        "other words": Way(
            f"{CLOSE}An email arrives.\nThe email says **is deleted**.",
            "looked for the words 'is deleted' in the email 'Your Worklane account is closed'; there was “",
        ),
        "only in its subject": Way(
            f"{CLOSE}The email says **Your Worklane account**.", "looked for the words 'Your Work"
        ),
        "part of a word": Way(f"{CLOSE}The email says **lose**.", "looked for the words 'lose' in the email"),
    },
    "email_does_not_say": {
        "no email": Way("Log in.\nThe email does not say **X**.", "an email without the words 'X'; there was no email"),
        "it does": Way(
            f"{CLOSE}An email arrives.\nThe email does not say **Worklane (A MOCK site)**.",
            "looked for no words 'Worklane (A MOCK site)' in the email 'Your Worklane account is closed'; there was “",
        ),
    },
    "open_mailed_link": {
        "no email": Way("Log in.\nOpen the link in the email.", "looked for a link to the site in the newest email; "),
        "no link": Way(f"{CLOSE}Open the link in the email.", "'Your Worklane account is closed', which has none"),
        "in an older one": Way(
            f"{CLOSE}Open the site.\nOpen the link in the email.",
            "looked for a link in a new email; there was 'Your Worklane account is closed', which came before",
        ),
    },
    "download": {
        "not on that side": Way(
            "Download **Get** on the right.", "on the right; there was one on the left", link_to(archive("a"))
        ),
        "no file": Way("Download **Get**.", "looked for a whole file behind 'Get'", "<button>Get</button>"),
        "no control": Way("Download **Get**.", "looked for a control named 'Get'", "<p>Get</p>"),
        "broken": Way("Download **Get**.", "looked for a whole file behind 'Get'", link_to(archive("a")[:-30])),
        "empty text": Way(
            "Download **Get**.",
            "looked for a whole file behind 'Get'",
            "<a download=a.txt href='data:text/plain,'>Get</a>",
        ),
        "empty": Way("Download **Get**.", "looked for a whole file behind 'Get'", link_to(archive())),
    },
    "file_contains": {
        "no download": Way("Log in.\nThe file contains **a**.", "looked for 'a' in the downloaded file; there was no"),
        "neither": Way(
            "Download **Get**.\nThe file contains **b**.",
            "there was 'a', 'folder/c.txt'",
            link_to(archive("a", "folder/c.txt")),
        ),
        "part of a name": Way(
            "Download **Get**.\nThe file contains **c**.", "there was 'c.txt'", link_to(archive("c.txt"))
        ),
        "a text": Way(
            "Download **Get**.\nThe file says **Hello**.\nThe file says **Goodbye**.",
            "looked for 'Goodbye' in the downloaded file; there was a file without them",
            "<a download=a.txt href='data:text/plain,Hello'>Get</a>",
        ),
        "part of a word": Way("Download **Get**.\nThe file contains **tent**.", "'a'", link_to(archive("a"))),
    },
    "open_direct_link": {
        "no profile": Way("Open the direct link.", "looked for a freelancer with a public profile", persona="client"),
        "nothing there": Way(f"{CLOSE}Open the direct link.", "and the site complained: 'There is no such page "),
    },
    "scan": {"no key": Way("Scan the QR code.", "looked for a QR code with its key; there was ", CODE)},
    "keep_codes": {"no codes": Way("Write down the recovery codes.", "looked for recovery codes; there was ", CODE)},
    "go_back": {"nowhere": Way("Open the site.\nGo back.", "looked for a page to go back to; there was none")},
    "reload": {"nothing": Way("Reload the page.", "looked for a page to reload; there was none")},
    "do": {
        "false inside": Way("[Support helps](_linked.md).", "looked for a control named 'Go'", linked="Click **Go**.")
    },
}
WAYS = [(name, way) for name, ways in CASES.items() for way in ways]


def test_every_step_can_be_false_or_says_that_it_cannot() -> None:
    assert {name for name, step in STEPS.items() if "never false" not in step.means} == set(CASES)


@pytest.mark.parametrize(("name", "way"), one_of_each(WAYS, lambda name, _: name))
def test_a_step_is_false_at_its_own_sentence(walk_text: WalkText, name: str, way: str) -> None:
    case = CASES[name][way]
    who = {"persona": case.persona} if case.persona else {}
    sentence, why = walk_text(case.sentences, case.content, case.linked, case.login, **who)
    assert case.why in why
    assert sentence == (case.linked or case.sentences.splitlines()[-1])
    labelled = re.sub(r"\*\*(.+?)\*\*", r"«\1»", re.sub(r"\[.*\]\((.*)\)", r"⟦\1⟧", case.sentences.splitlines()[-1]))
    assert understand(labelled)[0][-1].name == name
