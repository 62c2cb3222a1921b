"""The vocabulary: every step that a sentence can mean, what it does, and how it can be used."""

from dataclasses import dataclass
from enum import Flag, auto


class Use(Flag):
    """How a step can be used, other than once and always."""

    ONCE = 0
    OPTIONAL = auto()
    """It is skipped where the site does not offer it."""
    REPEATABLE = auto()
    """It can be done for each of several things."""
    SEVERAL = auto()
    """It presses a control; if there are several of that name, each in turn."""
    CHOICE = OPTIONAL | REPEATABLE
    CONTROL = OPTIONAL | REPEATABLE | SEVERAL


@dataclass(frozen=True)
class Step:
    """One thing a reader can do. ``form`` is its wording, with a slot for each argument."""

    name: str
    form: str
    means: str
    use: Use = Use.ONCE


# Steps that press a control, rather than go where it leads.
PRESSES = ("click", "click_in")
# The step that only the walker can perform, because it knows the other readers.
LINKED = "do"
STEPS = {
    step.name: step
    for step in (
        Step("log_in", "log in", "opens the login page, enters email and password", Use.OPTIONAL),
        Step("open_site", "open site", "opens the site on its login page"),
        Step("log_out", "log out", "presses the item of the account menu that logs out"),
        Step("click", "click {path}", "presses a control, or several in turn (**A** › **B**)", Use.CONTROL),
        Step(
            "open",
            "open {path}",
            "goes where a control leads, or several in turn; opens the menu it is in",
            Use.CONTROL,
        ),
        Step(
            "click_in",
            "click {label} in {label}",
            "presses a control in a place, row or list",
            Use.CONTROL,
        ),
        Step("choose_reason", "choose reason", "chooses any reason", Use.CHOICE),
        Step("choose_this_reason", "choose reason {label}", "chooses this reason", Use.CHOICE),
        Step("enter", "enter {fact}", "enters or attaches what the reader knows, was sent or has as files", Use.CHOICE),
        Step("enter_as", "enter {label} as {fact}", "writes these words in the field for this fact", Use.REPEATABLE),
        Step("enter_in", "enter {label} in {label}", "writes these words in this field", Use.REPEATABLE),
        Step("enter_known_in", "enter {fact} in {label}", "enters the fact in this field or place", Use.CHOICE),
        Step("skip", "skip {fact}", "leaves the field for this fact empty", Use.CHOICE),
        Step("set_security_question", "set security question", "chooses one, answers it and saves it", Use.OPTIONAL),
        Step(
            "shown", "{label} is shown", "checks that a control has this name or a text has these words", Use.REPEATABLE
        ),
        Step("gone", "{label} is gone", "checks that it is not shown", Use.REPEATABLE),
        Step("email_arrives", "email arrives", "checks that the last thing done has brought an email"),
        Step("email_titled_arrives", "email {label} arrives", "the same, with this subject"),
        Step("email_says", "email says {label}", "checks that the email that arrived last has these words in its text"),
        Step(
            "email_does_not_say", "email does not say {label}", "checks that an email has arrived without these words"
        ),
        Step("open_mailed_link", "open link in email", "opens the first link in the email that has arrived"),
        Step(
            "download",
            "download {label}",
            "downloads a file and checks that it is not empty, and whole if it is a ZIP file",
        ),
        Step(
            "file_contains",
            "file contains {label}",
            "checks that the file that was downloaded last has these words; a ZIP file may have a file of this name",
        ),
        Step("open_direct_link", "open direct link", "opens the persona's public profile by its address"),
        Step("scan", "scan qr code", "adds the account to the reader's authenticator"),
        Step("keep_codes", "keep recovery codes", "keeps the recovery codes that the site shows once"),
        Step("wait_days", "wait {int} days", "moves the clock of the site; never false"),
        Step("wait_hours", "wait {int} hours", "moves the clock of the site; never false"),
        Step("wait_for_billing", "wait until billing cycle ends", "moves the clock to Monday, 00:00 UTC; never false"),
        Step("scroll", "scroll", "scrolls to the bottom, however long the page is; never false", Use.CHOICE),
        Step("go_back", "go back", "goes back one page"),
        Step("reload", "reload", "reloads the page"),
        Step("read", "read", "reads what is on the screen; does nothing, so never false", Use.CHOICE),
        Step(LINKED, "do {guide}", "does what another guide says, as its persona"),
    )
}
