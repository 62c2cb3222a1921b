"""What the reader does for each step of the vocabulary."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from flows.language.act import Act
from flows.walk.reader import Reader


@dataclass(frozen=True)
class Action:
    """How a step is performed; ``is_offered`` tells whether an optional one is.

    If ``count`` finds several controls, it is performed as often with ``first=True``, to press the first one left.
    """

    perform: Callable[..., None]
    is_offered: Callable[..., bool] | None = None
    count: Callable[..., int] | None = None


def perform(act: Act, reader: Reader) -> None:
    """Perform an act; an optional one only if the site offers it now."""
    action = ACTIONS[act.name]
    if act.optional and not (action.is_offered and action.is_offered(reader, *act.args)):
        return
    if act.each:
        _repeat([replace(act, optional=False, each=False), *act.inside], reader)
    else:
        action.perform(reader, *act.args)


def _repeat(chain: list[Act], reader: Reader) -> None:
    """Perform a chain once up to its first control with several matches, and the rest once for each of them."""
    for at, act in enumerate(chain):
        action = ACTIONS[act.name]
        count = action.count(reader, *act.args) if action.count and not act.optional else 1
        if count > 1:
            for _ in range(count):
                action.perform(reader, *act.args, first=True)
                for following in chain[at + 1 :]:
                    perform(following, reader)
            return
        perform(act, reader)


def _press(reader: Reader, path: list[str], *, first: bool = False) -> None:
    for label in path:
        reader.screen.press(label, first=first)


def _press_in(reader: Reader, label: str, place: str, *, first: bool = False) -> None:
    if reader.screen.choices(place).count():
        reader.screen.choose(place, label)
    else:
        reader.screen.press_in(label, place, first=first)


def _count(reader: Reader, path: list[str]) -> int:
    return reader.screen.control(path[0]).count()


def _count_in(reader: Reader, label: str, place: str) -> int:
    return 1 if reader.screen.choices(place).count() else reader.screen.count_in(label, place)


def _has_control(reader: Reader, path: list[str]) -> bool:
    return _count(reader, path) > 0


def _has_reason(reader: Reader, *_reason: str) -> bool:
    return reader.screen.field("Reason").count() > 0


def _has_field(reader: Reader, fact: str) -> bool:
    return reader.screen.field(reader.label(fact)).count() > 0


def _has_field_in(reader: Reader, fact: str, place: str) -> bool:
    return reader.screen.field(place).count() > 0 or _has_field(reader, fact)


ACTIONS = {
    "log_in": Action(Reader.log_in, lambda reader: not _has_control(reader, ["Account menu"])),
    "open_site": Action(Reader.open_site),
    "log_out": Action(Reader.log_out),
    "click": Action(_press, _has_control, _count),
    "open": Action(_press, _has_control, _count),
    "click_in": Action(_press_in, lambda reader, label, _place: _has_control(reader, [label]), _count_in),
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
    "open_mailed_link": Action(Reader.open_mailed_link),
    "download": Action(Reader.download),
    "open_direct_link": Action(Reader.open_direct_link),
    "scan": Action(Reader.scan),
    "wait_days": Action(lambda reader, days: reader.world.advance(f"P{days}D")),
    "wait_hours": Action(lambda reader, hours: reader.world.advance(f"PT{hours}H")),
    "wait_for_billing": Action(lambda reader: reader.world.advance_to_monday()),
    "scroll": Action(lambda reader: reader.page.keyboard.press("End"), lambda _reader: True),
    "go_back": Action(lambda reader: reader.page.go_back()),
    "reload": Action(lambda reader: reader.page.reload()),
    "read": Action(lambda _reader: None, lambda _reader: True),
}
