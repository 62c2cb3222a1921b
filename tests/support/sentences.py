"""Sentences as the guide loader gives them, and their acts as text."""

from flows.language.act import Act
from flows.language.understand import understand
from flows.reading.guide import Sentence


def labelled(markdown: str) -> str:
    """A sentence with its bold names in «…», as the guide loader gives it."""
    parts = markdown.split("**")
    return "".join(part if number % 2 == 0 else f"«{part}»" for number, part in enumerate(parts))


def as_text(act: Act) -> str:
    """An act as text: ``?`` if it has a condition, ``*`` if repeated, with the acts inside it in brackets."""
    inside = f" ({', '.join(map(as_text, act.inside))})" if act.inside else ""
    return act.text + (" ?" if act.condition else "") + (" *" if act.each else "") + inside


def with_conditions(act: Act) -> str:
    """The same, with the condition spelled out."""
    inside = f" ({', '.join(map(with_conditions, act.inside))})" if act.inside else ""
    condition = f" if {act.condition_text}" if act.condition else ""
    return act.text + (" *" if act.each else "") + inside + condition


def reading(sentence: str) -> str | None:
    """How a sentence is read, as ``check --read-only`` prints it; None if it is refused."""
    acts, faults, ignored = understand(sentence)
    return None if faults else Sentence(1, sentence, tuple(acts), tuple(ignored)).reading
