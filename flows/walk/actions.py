"""What the reader does for each step of the vocabulary."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from playwright.sync_api import Locator

from flows.language.act import Act
from flows.walk.complaints import expect_answer
from flows.walk.reader import Reader


@dataclass(frozen=True)
class Action:
    """How a step is performed; ``is_offered`` tells whether the site offers it now.

    If ``count`` finds several controls, it is performed for each: for ``nth``, those left that were not pressed yet.
    """

    perform: Callable[..., None]
    is_offered: Callable[..., bool] | None = None
    count: Callable[..., int] | None = None


# Whether acts were performed, and whether some were not, because their condition was not met.
Applied = set[bool]


def under_conditions(acts: Iterable[Act]) -> Iterator[tuple[tuple[Act, ...], list[Act]]]:
    """Each condition with the acts that depend on it, in order; acts that always apply have an empty one.

    Two equal conditions of a sentence are two: what the first allows may change what the second finds.
    """
    for _, together in groupby(acts, key=lambda act: id(act.condition)):
        dependent = list(together)
        yield dependent[0].condition, dependent


def is_met(condition: Iterable[Act], reader: Reader) -> bool:
    """Whether all checks of a condition hold on the page that has loaded; nothing is waited for after that."""
    reader.page.wait_for_load_state()
    return all(_holds(check, reader) for check in condition)


def _holds(check: Act, reader: Reader) -> bool:
    is_so = CHECKS.get(check.name) or ACTIONS[check.name].is_offered
    with reader.screen.as_said(check.looks):
        return bool(is_so and is_so(reader, *check.args))


def perform_all(acts: Iterable[Act], reader: Reader) -> Applied:
    """Perform acts, those with a condition only if it is met."""
    applied: Applied = set()
    for condition, dependent in under_conditions(acts):
        if condition and not is_met(condition, reader):
            applied.add(False)
            continue
        for at, act in enumerate(dependent):
            expect_answer([*condition, *dependent[at:]], reader)
            applied |= perform(act, reader)
    return applied


def perform(act: Act, reader: Reader) -> Applied:
    """Perform an act whose condition is met."""
    if act.each:
        return _repeat([replace(act, condition=(), each=False), *act.inside], reader)
    with reader.screen.as_said(act.looks):
        ACTIONS[act.name].perform(reader, *act.args)
    return {True}


def _repeat(chain: list[Act], reader: Reader) -> Applied:
    """Perform a chain once up to its first control with several matches, and the rest once for each of them."""
    applied: Applied = set()
    at = 0
    for condition, dependent in under_conditions(chain):
        if condition:
            applied |= perform_all(dependent, reader)
            at += len(dependent)
            continue
        for act in dependent:
            at += 1
            action = ACTIONS[act.name]
            count = _matches(act, reader)
            if count > 1:
                for done in range(count):
                    expect_answer([act], reader)
                    gone = count - _matches(act, reader) if done else 0
                    with reader.screen.as_said(act.looks):
                        action.perform(reader, *act.args, nth=max(0, done - gone))
                    applied |= {True} | perform_all(chain[at:], reader)
                return applied
            expect_answer([act], reader)
            applied |= perform(act, reader)
    return applied


def _matches(act: Act, reader: Reader) -> int:
    """The number of controls that an act would press."""
    count = ACTIONS[act.name].count
    with reader.screen.as_said(act.looks):
        return count(reader, *act.args) if count else 1


def _press(reader: Reader, path: list[str], *, nth: int | None = None) -> None:
    for label in path:
        expect_answer([Act("click", ([label],))], reader)
        reader.screen.press(label, nth=nth)


def _open(reader: Reader, path: list[str], *, nth: int | None = None) -> None:
    """Go where controls lead, through the closed menu that the first is in."""
    if opener := reader.screen.opener(path[0]):
        reader.screen.press(opener)
    _press(reader, path, nth=nth)


def _press_in(reader: Reader, label: str, place: str, *, nth: int | None = None) -> None:
    if reader.screen.choices(place).count():
        reader.screen.choose(place, label)
    else:
        reader.screen.press_in(label, place, nth=nth)


def _count(reader: Reader, path: list[str]) -> int:
    return reader.screen.control(path[0]).count()


def _count_in(reader: Reader, label: str, place: str) -> int:
    return 1 if reader.screen.choices(place).count() else reader.screen.count_in(label, place)


def _has_control(reader: Reader, path: list[str]) -> bool:
    return _count(reader, path) > 0


def _has_control_in(reader: Reader, label: str, place: str) -> bool:
    return reader.screen.choices(place).count() > 0 or _has_control(reader, [label])


def _has_reason(reader: Reader, *_reason: str) -> bool:
    return _is_visible(reader.screen.field("Reason"))


def _has_field(reader: Reader, fact: str) -> bool:
    return _is_visible(reader.screen.field(reader.label(fact)))


def _has_field_in(reader: Reader, fact: str, place: str) -> bool:
    return _is_visible(reader.screen.field(place)) or _has_field(reader, fact)


def _is_visible(element: Locator) -> bool:
    return element.filter(visible=True).count() > 0


# What a condition can check, besides whether the site offers a step.
CHECKS: dict[str, Callable[..., bool]] = {
    "shown": lambda reader, words: reader.screen.shows(words),
    "gone": lambda reader, words: not reader.screen.shows(words),
    "dialog": lambda reader, _text: _is_visible(reader.screen.dialog),
    "assumed": lambda _reader, _text: True,
}


ACTIONS = {
    "log_in": Action(Reader.log_in, lambda reader: not _has_control(reader, ["Account menu"])),
    "open_site": Action(Reader.open_site),
    "log_out": Action(Reader.log_out),
    "click": Action(_press, _has_control, _count),
    "open": Action(_open, _has_control, _count),
    "click_in": Action(_press_in, _has_control_in, _count_in),
    "choose_reason": Action(lambda reader: reader.screen.choose("Reason"), _has_reason),
    "choose_this_reason": Action(lambda reader, reason: reader.screen.choose("Reason", reason), _has_reason),
    "enter": Action(Reader.enter, _has_field),
    "enter_as": Action(lambda reader, words, fact: reader.screen.fill(reader.label(fact), words)),
    "enter_in": Action(lambda reader, words, field: reader.screen.fill(field, words)),
    "enter_known_in": Action(Reader.enter_in, _has_field_in),
    "skip": Action(Reader.skip, _has_field),
    "set_security_question": Action(
        Reader.set_security_question, lambda reader: _has_field(reader, "security-question")
    ),
    "shown": Action(Reader.sees),
    "gone": Action(Reader.sees_no),
    "email_arrives": Action(Reader.receives_email),
    "email_titled_arrives": Action(Reader.receives_email),
    "email_says": Action(Reader.reads_in_email),
    "email_does_not_say": Action(Reader.reads_nowhere_in_email),
    "open_mailed_link": Action(Reader.open_mailed_link),
    "download": Action(Reader.download),
    "file_contains": Action(Reader.finds_in_file),
    "open_direct_link": Action(Reader.open_direct_link),
    "scan": Action(Reader.scan),
    "keep_codes": Action(Reader.keep_codes),
    "wait_days": Action(lambda reader, days: reader.world.advance(f"P{days}D")),
    "wait_hours": Action(lambda reader, hours: reader.world.advance(f"PT{hours}H")),
    "wait_for_billing": Action(lambda reader: reader.world.advance_to_monday()),
    "scroll": Action(lambda reader: reader.page.keyboard.press("End"), lambda _reader: True),
    "go_back": Action(Reader.go_back),
    "reload": Action(Reader.reload),
    "read": Action(lambda _reader: None, lambda _reader: True),
}
