"""The vocabulary: every plain clause a guide may come to, and what the reader does for it."""

import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from cucumber_expressions.expression import CucumberExpression
from cucumber_expressions.parameter_type import ParameterType
from cucumber_expressions.parameter_type_registry import ParameterTypeRegistry

from flows.clauses import REPEAT, Clause, clauses
from flows.wording import WORDS

if TYPE_CHECKING:
    from flows.reader import Reader

Does = Callable[..., None]


@dataclass(frozen=True)
class Entry:
    """One thing a reader can do: how it is said, what it means, and what is done.

    ``asked`` answers whether the site asks for it now, ``times`` how many there are to press.
    """

    name: str
    expression: CucumberExpression
    means: str
    does: Does
    asked: Callable[..., bool] | None
    times: Callable[..., int] | None


@dataclass(frozen=True)
class Act:
    """An entry, with what the sentence says of it.

    With ``each``, it is done for each of several, and with each of them what is ``inside``.
    """

    entry: Entry
    args: tuple[Any, ...]
    text: str
    optional: bool
    each: bool
    inside: tuple["Act", ...] = ()

    @property
    def name(self) -> str:
        return self.entry.name

    def done_by(self, reader: "Reader") -> None:
        """Do it, if it is asked for."""
        if self.optional and not (self.entry.asked and self.entry.asked(reader, *self.args)):
            return
        if self.each:
            _do_each(reader, [replace(self, each=False, optional=False), *self.inside])
        else:
            self.entry.does(reader, *self.args)


def _do_each(reader: "Reader", chain: list[Act]) -> None:
    """Do a chain as often as its first control that is there several times is there, pressing the first of them."""
    for at, act in enumerate(chain):
        times = act.entry.times(reader, *act.args) if act.entry.times and not act.optional else 1
        if times > 1:
            for _ in range(times):
                act.entry.does(reader, *act.args, first=True)
                for following in chain[at + 1 :]:
                    following.done_by(reader)
            return
        act.done_by(reader)


def _names(path: str) -> list[str]:
    return path.strip("«»").split("»›«")


_TYPES = ParameterTypeRegistry()
for _type in (
    ParameterType("label", "«[^»]*»", str, lambda label: label.strip("«»"), False, False),
    ParameterType("path", "«[^»]*»(?:›«[^»]*»)*", list, _names, False, False),
    ParameterType("fact", "|".join([*WORDS["facts"], "mailed-code", "authenticator-code"]), str, str, False, False),
    ParameterType("procedure", "⟦[^⟧]*⟧", str, lambda link: link.strip("⟦⟧"), False, False),
):
    _TYPES.define_parameter_type(_type)

ENTRIES: list[Entry] = []
PRESSED = ("click", "click_in")
# What can be done for each of several, after a control of each was pressed.
INSIDE = (
    *PRESSED, "open", "choose_reason", "choose_this_reason", "enter", "enter_as", "enter_in", "enter_known_in", "skip",
    "shown", "gone", "scroll", "read",
)  # fmt: skip


def entry(
    expression: str,
    means: str,
    asked: Callable[..., bool] | None = None,
    times: Callable[..., int] | None = None,
) -> Callable[[Does], Does]:
    """Add an entry; what is pressed has ``times``, and is told when only the ``first`` of several is meant."""

    def add(does: Does) -> Does:
        name = does.__name__.strip("_")
        ENTRIES.append(Entry(name, CucumberExpression(expression, _TYPES), means, does, asked, times))
        return does

    return add


def understand(sentence: str) -> tuple[list[Act], list[str]]:
    """The acts a sentence comes to, and a line for each clause that is not understood, with its nearest entries."""
    faults: list[str] = []
    found = clauses(sentence)
    if not found:
        faults.append("says nothing that can be done; write an act, or remove it")
    return _acts(found, faults), faults


def _acts(found: Iterable[Clause], faults: list[str]) -> list[Act]:
    return [act for clause in found if (act := _act(clause, faults)) is not None]


def _act(clause: Clause, faults: list[str]) -> Act | None:
    """The act a clause comes to; None, and a line for the fault, where it is not understood."""
    inside = _acts(clause.inside, faults)
    fitting = [
        Act(known, tuple(arg.value for arg in args), clause.text, clause.optional, clause.each, tuple(inside))
        for known in ENTRIES
        if (args := known.expression.match(clause.text)) is not None
    ]
    if clause.text == REPEAT:
        faults.append("has nothing that can be repeated; write first what is clicked, and say once what it is done for")
    elif len(fitting) != 1:
        faults.append(f"does not understand {clause.text!r}; the nearest it knows: {_nearest(clause.text)}")
    elif clause.optional and fitting[0].entry.asked is None:
        faults.append(f"cannot tell whether {clause.text!r} is asked for; write it without “if”, or leave it out")
    elif clause.each and (fault := _not_for_each(fitting[0])):
        faults.append(fault)
    else:
        return fitting[0]
    return None


def _not_for_each(act: Act) -> str | None:
    """Why an act and what is inside it cannot be done for each of several: a line, or None where they can."""
    if act.entry.times is None or not any(each.name in PRESSED for each in (act, *act.inside)):
        return f"cannot do {act.text!r} for each of several; only a control can be pressed for each"
    if other := next((each for each in act.inside if each.name not in INSIDE), None):
        return f"cannot do {other.text!r} for each of several; only what is clicked, chosen or entered can be"
    return None


def _nearest(text: str) -> str:
    """The three entries most alike: those that begin with the same verb first, then by their shape."""
    shape = re.sub("«[^»]*»", "{label}", text)
    verb = next((name for name, phrases in WORDS["verbs"].items() if shape.startswith(tuple(phrases))), shape)

    def likeness(source: str) -> tuple[bool, float]:
        same_verb = source.split()[0] == verb.split("-")[0].split()[0]
        return same_verb, difflib.SequenceMatcher(None, source.replace("{path}", "{label}"), shape).ratio()

    sources = sorted((each.expression.source for each in ENTRIES), key=likeness, reverse=True)
    return ", ".join(f"“{source}”" for source in sources[:3])


def _control_there(reader: "Reader", path: list[str]) -> bool:
    return _there(reader, path) > 0


def _there(reader: "Reader", path: list[str]) -> int:
    return reader.screen.control(path[0]).count()


def _there_in(reader: "Reader", label: str, place: str) -> int:
    return 1 if reader.screen.choices(place).count() else reader.screen.count_in(label, place)


def _fact_there(reader: "Reader", fact: str, place: str) -> bool:
    return reader.screen.field(place).count() > 0 or _field_there(reader, fact)


def _field_there(reader: "Reader", fact: str) -> bool:
    return reader.screen.field(reader.label(fact)).count() > 0


def _named_there(reader: "Reader", name: str, *_: str) -> bool:
    return reader.screen.control(name).count() > 0


def _question_there(reader: "Reader") -> bool:
    return _field_there(reader, "security-question")


def _reason_there(reader: "Reader", *_: str) -> bool:
    return reader.screen.field("Reason").count() > 0


def _logged_out(reader: "Reader") -> bool:
    return not _control_there(reader, ["Account menu"])


def _always(_reader: "Reader") -> bool:
    return True


@entry("log in", "opens the log-in page, gives email and password", _logged_out)
def log_in(reader: "Reader") -> None:
    reader.log_in()


@entry("open site", "opens the site, at its log-in page")
def open_site(reader: "Reader") -> None:
    reader.open_site()


@entry("log out", "presses the item of the account menu that logs out")
def log_out(reader: "Reader") -> None:
    reader.log_out()


@entry("click {path}", "presses a control, or one after another (**A** › **B**)", _control_there, _there)
def click(reader: "Reader", path: list[str], *, first: bool = False) -> None:
    for label in path:
        reader.screen.press(label, first=first)


@entry("open {path}", "goes where a control leads, or one after another (**A** › **B**)", _control_there, _there)
def open_(reader: "Reader", path: list[str], *, first: bool = False) -> None:
    click(reader, path, first=first)


@entry(
    "click {label} in {label}",
    "presses a control that is in a place or a row, going to the place if it has to; chooses from a list of that name",
    _named_there,
    _there_in,
)
def click_in(reader: "Reader", label: str, place: str, *, first: bool = False) -> None:
    if reader.screen.choices(place).count():
        reader.screen.choose(place, label)
    else:
        reader.screen.press_in(label, place, first=first)


@entry("choose reason", "chooses a reason, any", _reason_there)
def choose_reason(reader: "Reader") -> None:
    reader.screen.choose("Reason")


@entry("choose reason {label}", "chooses this reason", _reason_there)
def choose_this_reason(reader: "Reader", reason: str) -> None:
    reader.screen.choose("Reason", reason)


@entry(
    "enter {fact}",
    "gives what the reader knows, was sent or has as files, where it is asked for",
    _field_there,
)
def enter(reader: "Reader", fact: str) -> None:
    reader.enter(fact)


@entry("enter {label} as {fact}", "writes these words into the field that asks for it")
def enter_as(reader: "Reader", words: str, fact: str) -> None:
    reader.screen.fill(reader.label(fact), words)


@entry("enter {label} in {label}", "writes these words into this field")
def enter_in(reader: "Reader", words: str, field: str) -> None:
    reader.screen.fill(field, words)


@entry("enter {fact} in {label}", "gives what the reader knows in this field, or in this place", _fact_there)
def enter_known_in(reader: "Reader", fact: str, place: str) -> None:
    reader.enter_in(fact, place)


@entry("skip {fact}", "leaves the field that asks for it empty", _field_there)
def skip(reader: "Reader", fact: str) -> None:
    reader.skip(fact)


@entry("set security question", "chooses a security question, gives the reader's answer, saves it", _question_there)
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


@entry("scroll", "scrolls to the bottom", _always)
def scroll(reader: "Reader") -> None:
    reader.page.keyboard.press("End")


@entry("go back", "goes back to the page before")
def go_back(reader: "Reader") -> None:
    reader.page.go_back()


@entry("reload", "loads the page again")
def reload_(reader: "Reader") -> None:
    reader.page.reload()


@entry("read", "reads what is on the screen; nothing is done", _always)
def read(reader: "Reader") -> None:
    pass


@entry("do {procedure}", "does what another procedure says, as its persona")
def do(reader: "Reader", procedure: str) -> None:
    """Done by the walk, which knows the other readers."""
