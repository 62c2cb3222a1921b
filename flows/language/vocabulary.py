"""The vocabulary: every step that a sentence can come to, what it means, and how it can be used."""

from dataclasses import dataclass
from enum import Flag, auto


class Use(Flag):
    """How a step can be used, other than once and always."""

    ONCE = 0
    OPTIONAL = auto()
    """It can be left out where the site does not offer it."""
    REPEATABLE = auto()
    """It can be done with each of several things."""
    SEVERAL = auto()
    """It works a control, of which there can be several: each is pressed in turn."""
    CHOICE = OPTIONAL | REPEATABLE
    CONTROL = OPTIONAL | REPEATABLE | SEVERAL


@dataclass(frozen=True)
class Step:
    """One thing a reader can do. ``form`` is its plain wording, with a slot for each argument."""

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
        Step("log_in", "log in", "opens the log-in page, gives email and password", Use.OPTIONAL),
        Step("open_site", "open site", "opens the site, at its log-in page"),
        Step("log_out", "log out", "presses the item of the account menu that logs out"),
        Step("click", "click {path}", "presses a control, or one after another (**A** › **B**)", Use.CONTROL),
        Step("open", "open {path}", "goes where a control leads, or one after another (**A** › **B**)", Use.CONTROL),
        Step(
            "click_in",
            "click {label} in {label}",
            "presses a control that is in a place or a row, going to the place if it has to; chooses from a list of "
            "that name",
            Use.CONTROL,
        ),
        Step("choose_reason", "choose reason", "chooses a reason, any", Use.CHOICE),
        Step("choose_this_reason", "choose reason {label}", "chooses this reason", Use.CHOICE),
        Step(
            "enter",
            "enter {fact}",
            "gives what the reader knows, was sent or has as files, where it is asked for",
            Use.CHOICE,
        ),
        Step(
            "enter_as", "enter {label} as {fact}", "writes these words into the field that asks for it", Use.REPEATABLE
        ),
        Step("enter_in", "enter {label} in {label}", "writes these words into this field", Use.REPEATABLE),
        Step(
            "enter_known_in",
            "enter {fact} in {label}",
            "gives what the reader knows in this field, or in this place",
            Use.CHOICE,
        ),
        Step("skip", "skip {fact}", "leaves the field that asks for it empty", Use.CHOICE),
        Step(
            "set_security_question",
            "set security question",
            "chooses a security question, gives the reader's answer, saves it",
            Use.OPTIONAL,
        ),
        Step("shown", "{label} is shown", "checks that these words are on the screen", Use.REPEATABLE),
        Step("gone", "{label} is gone", "checks that nothing of that name is on the screen", Use.REPEATABLE),
        Step("email_arrives", "email arrives", "checks that a new email has come"),
        Step("email_titled_arrives", "email {label} arrives", "checks that a new email with this subject has come"),
        Step("open_mailed_link", "open link in email", "opens the first link of the newest email that has come"),
        Step(
            "download", "download {label}", "presses a control that gives a ZIP file, and checks that it has come whole"
        ),
        Step("open_direct_link", "open direct link", "opens the persona's public profile by its address"),
        Step("scan", "scan qr code", "puts the account into the reader's authenticator"),
        Step("wait_days", "wait {int} days", "moves the clock of the site"),
        Step("wait_hours", "wait {int} hours", "moves the clock of the site"),
        Step(
            "wait_for_billing",
            "wait until billing cycle ends",
            "moves the clock of the site to the next Monday, 00:00 UTC",
        ),
        Step("scroll", "scroll", "scrolls to the bottom", Use.CHOICE),
        Step("go_back", "go back", "goes back to the page before"),
        Step("reload", "reload", "loads the page again"),
        Step("read", "read", "reads what is on the screen; nothing is done", Use.CHOICE),
        Step(LINKED, "do {procedure}", "does what another procedure says, as its persona"),
    )
}
