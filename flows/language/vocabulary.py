"""The vocabulary: every plain clause a guide may come to, and what the reader does for it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from cucumber_expressions.expression import CucumberExpression

from flows.language.steps import TYPES, Does, Entry
from flows.walk.conditions import (
    always,
    control_there,
    fact_there,
    field_there,
    logged_out,
    named_there,
    question_there,
    reason_there,
    there,
    there_in,
)

if TYPE_CHECKING:
    from flows.walk.reader import Reader

ENTRIES: list[Entry] = []


def entry(
    expression: str,
    means: str,
    asked: Callable[..., bool] | None = None,
    times: Callable[..., int] | None = None,
) -> Callable[[Does], Does]:
    """Add an entry; what is pressed has ``times``, and is told when only the ``first`` of several is meant."""

    def add(does: Does) -> Does:
        name = does.__name__.strip("_")
        ENTRIES.append(Entry(name, CucumberExpression(expression, TYPES), means, does, asked, times))
        return does

    return add


@entry("log in", "opens the log-in page, gives email and password", logged_out)
def log_in(reader: "Reader") -> None:
    reader.log_in()


@entry("open site", "opens the site, at its log-in page")
def open_site(reader: "Reader") -> None:
    reader.open_site()


@entry("log out", "presses the item of the account menu that logs out")
def log_out(reader: "Reader") -> None:
    reader.log_out()


@entry("click {path}", "presses a control, or one after another (**A** › **B**)", control_there, there)
def click(reader: "Reader", path: list[str], *, first: bool = False) -> None:
    for label in path:
        reader.screen.press(label, first=first)


@entry("open {path}", "goes where a control leads, or one after another (**A** › **B**)", control_there, there)
def open_(reader: "Reader", path: list[str], *, first: bool = False) -> None:
    click(reader, path, first=first)


@entry(
    "click {label} in {label}",
    "presses a control that is in a place or a row, going to the place if it has to; chooses from a list of that name",
    named_there,
    there_in,
)
def click_in(reader: "Reader", label: str, place: str, *, first: bool = False) -> None:
    if reader.screen.choices(place).count():
        reader.screen.choose(place, label)
    else:
        reader.screen.press_in(label, place, first=first)


@entry("choose reason", "chooses a reason, any", reason_there)
def choose_reason(reader: "Reader") -> None:
    reader.screen.choose("Reason")


@entry("choose reason {label}", "chooses this reason", reason_there)
def choose_this_reason(reader: "Reader", reason: str) -> None:
    reader.screen.choose("Reason", reason)


@entry(
    "enter {fact}",
    "gives what the reader knows, was sent or has as files, where it is asked for",
    field_there,
)
def enter(reader: "Reader", fact: str) -> None:
    reader.enter(fact)


@entry("enter {label} as {fact}", "writes these words into the field that asks for it")
def enter_as(reader: "Reader", words: str, fact: str) -> None:
    reader.screen.fill(reader.label(fact), words)


@entry("enter {label} in {label}", "writes these words into this field")
def enter_in(reader: "Reader", words: str, field: str) -> None:
    reader.screen.fill(field, words)


@entry("enter {fact} in {label}", "gives what the reader knows in this field, or in this place", fact_there)
def enter_known_in(reader: "Reader", fact: str, place: str) -> None:
    reader.enter_in(fact, place)


@entry("skip {fact}", "leaves the field that asks for it empty", field_there)
def skip(reader: "Reader", fact: str) -> None:
    reader.skip(fact)


@entry("set security question", "chooses a security question, gives the reader's answer, saves it", question_there)
def set_security_question(reader: "Reader") -> None:
    reader.set_security_question()


@entry("{label} is shown", "checks that these words are on the screen")
def shown(reader: "Reader", label: str) -> None:
    reader.sees(label)


@entry("{label} is gone", "checks that nothing of that name is on the screen")
def gone(reader: "Reader", label: str) -> None:
    reader.sees_no(label)


@entry("email arrives", "checks that a new email has come")
def email_arrives(reader: "Reader") -> None:
    reader.receives_email()


@entry("email {label} arrives", "checks that a new email with this subject has come")
def email_titled_arrives(reader: "Reader", subject: str) -> None:
    reader.receives_email(subject)


@entry("open link in email", "opens the first link of the newest email that has come")
def open_mailed_link(reader: "Reader") -> None:
    reader.open_mailed_link()


@entry("download {label}", "presses a control that gives a ZIP file, and checks that it has come whole")
def download(reader: "Reader", label: str) -> None:
    reader.download(label)


@entry("open direct link", "opens the persona's public profile by its address")
def open_direct_link(reader: "Reader") -> None:
    reader.open_direct_link()


@entry("scan qr code", "puts the account into the reader's authenticator")
def scan(reader: "Reader") -> None:
    reader.scan()


@entry("wait {int} days", "moves the clock of the site")
def wait_days(reader: "Reader", days: int) -> None:
    reader.world.advance(f"P{days}D")


@entry("wait {int} hours", "moves the clock of the site")
def wait_hours(reader: "Reader", hours: int) -> None:
    reader.world.advance(f"PT{hours}H")


@entry("wait until billing cycle ends", "moves the clock of the site to the next Monday, 00:00 UTC")
def wait_for_billing(reader: "Reader") -> None:
    reader.world.advance_to_monday()


@entry("scroll", "scrolls to the bottom", always)
def scroll(reader: "Reader") -> None:
    reader.page.keyboard.press("End")


@entry("go back", "goes back to the page before")
def go_back(reader: "Reader") -> None:
    reader.page.go_back()


@entry("reload", "loads the page again")
def reload_(reader: "Reader") -> None:
    reader.page.reload()


@entry("read", "reads what is on the screen; nothing is done", always)
def read(reader: "Reader") -> None:
    pass


@entry("do {procedure}", "does what another procedure says, as its persona")
def do(reader: "Reader", procedure: str) -> None:
    """Done by the walk, which knows the other readers."""
