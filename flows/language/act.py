"""An act of the reader: a step of the vocabulary, with what a sentence says of it."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from flows.appearance import Appearance
from flows.language.lexicon import SMALL, WORDS, events, negations_of
from flows.language.traced_text import spanning
from flows.language.vocabulary import STEPS

# The name of an act that is not understood: its words as they are reduced, and once the sentence is read, as written.
UNCLEAR = "unclear"
# That of an act which only says where something is, and not clearly what.
PLACED = "placed"


@dataclass(frozen=True)
class Act:
    """A step with its arguments, and the checks that are its ``condition``.

    Acts that depend on one condition of a sentence share the same tuple: it is checked once for all of them. With
    ``each``, an act is done for each of several things, followed each time by what is ``inside``. ``announced`` are the
    words of an announcement ("you will be asked to click «X»"); it is done unless the act is told as well. ``looks``
    are how the things look that it names, by their labels.
    """

    name: str
    args: tuple[Any, ...] = ()
    condition: tuple["Act", ...] = ()
    each: bool = False
    inside: tuple["Act", ...] = ()
    announced: str = field(default="", compare=False)
    looks: tuple[tuple[str, Appearance], ...] = field(default=(), compare=False)

    @property
    def text(self) -> str:
        """The act in plain wording."""
        if self.name not in STEPS:
            return str(self.args[0])
        return _filled(self.name, (slot.printed(arg) for slot, arg in zip(SLOTS_OF[self.name], self.args, strict=True)))

    @property
    def looking_text(self) -> str:
        """The act in plain wording, with how the things look that it names."""
        text = self.text
        for label, look in self.looks:
            text = text.replace(f"«{label}»", f"«{label}» {look.text}", 1)
        return text

    @property
    def condition_text(self) -> str:
        """What the act depends on, in plain wording; empty if on nothing."""
        return " and ".join(
            check.looking_text if check.name in CHECKS else f"“{check.text}” is possible" for check in self.condition
        )

    @property
    def reading(self) -> str:
        """The act with its condition, and with what is repeated after it."""
        words = f"if {self.condition_text}: {self.looking_text}" if self.condition else self.looking_text
        return f"for each: {', '.join([words, *(act.reading for act in self.inside)])}" if self.each else words


# What a condition can check, besides whether a step is possible.
CHECKS = ("shown", "gone", "dialog", "assumed")
DIALOG = Act("dialog", ("a dialog is open",))
# A choice of the reader's, so it is done.
ASSUMED = Act("assumed", ("the reader wants to, as is assumed",))
COMPARING = {"below", "above", "under", "near", "beside", "contains", "in", "on", "at", "of", "from", "to"}
# "Repeat this": it stands for what comes before it, and stays an act only where nothing before it can be repeated.
REPEAT = Act("repeat", ("repeat each",))
# Steps to repeat, of which the first depends on a condition that the others, or the repetition, do not depend on.
REPEAT_UNSURE = Act("repeat", ("repeat unsure",))


@dataclass(frozen=True)
class Slot:
    """An argument of a step: its form in a sentence, its value, and the value as printed."""

    token: re.Pattern[str]
    value: Callable[[str], Any]
    printed: Callable[[Any], str]


SLOT = re.compile(r"\{(\w+)\}")
SLOTS = {
    "label": Slot(re.compile("«[^»]*»"), lambda token: token.strip("«»"), "«{}»".format),
    "path": Slot(
        re.compile("«[^»]*»(?:›«[^»]*»)*"),
        lambda token: token.strip("«»").split("»›«"),
        lambda labels: "›".join(map("«{}»".format, labels)),
    ),
    "fact": Slot(re.compile("|".join([*WORDS["facts"], "mailed-code", "authenticator-code"])), str, str),
    "guide": Slot(re.compile("⟦[^⟧]*⟧"), lambda token: token.strip("⟦⟧"), "⟦{}⟧".format),
    "int": Slot(re.compile(r"\d+"), int, str),
}
SLOTS_OF = {step.name: [SLOTS[slot] for slot in SLOT.findall(step.form)] for step in STEPS.values()}


def labels_of(act: Act) -> dict[str, None]:
    """The labels that an act names, in order."""
    slots = SLOT.findall(STEPS[act.name].form) if act.name in STEPS else []
    named = [
        [arg] if slot == "label" else arg
        for slot, arg in zip(slots, act.args, strict=False)
        if slot in ("label", "path")
    ]
    return dict.fromkeys(label for labels in named for label in labels)


def _filled(name: str, values: Iterable[str]) -> str:
    return SLOT.sub("{}", STEPS[name].form).format(*values)


# What a step looks like in a sentence that is written in the vocabulary's own words.
FORMS = {name: re.compile(_filled(name, (f"({slot.token.pattern})" for slot in SLOTS_OF[name]))) for name in STEPS}


def act(name: str, *tokens: str) -> Act:
    """A step with tokens in its slots; unclear if one does not fit, such as a path for a label."""
    values = []
    for slot, token in zip(SLOTS_OF[name], tokens, strict=True):
        if not slot.token.fullmatch(token):
            return Act(UNCLEAR, (_filled(name, tokens),))
        values.append(slot.value(token))
    return Act(name, tuple(values))


def act_as_written(words: str) -> Act:
    """The act for words outside the grammar: a step as the vocabulary prints it, or unclear."""
    for name, form in FORMS.items():
        if tokens := form.fullmatch(words):
            return act(name, *tokens.groups())
    return Act(UNCLEAR, (words,))


def unclear_at(act: Act, words: list[str]) -> Act:
    """The act; if it is unclear, with the span of the words that it stands for."""
    return replace(act, args=(act.args[0], spanning("", words).span)) if act.name == UNCLEAR else act


def without_announced(acts: list[Act], following: Iterable[Act] = ()) -> tuple[list[Act], list[str]]:
    """The acts but for those announced that are also told, here or in what follows; and the words of those."""
    performed = [act for act in (*acts, *following) if not act.announced]
    left_out = [act for act in acts if act.announced and any(_is_same(act, other) for other in performed)]
    words = list(dict.fromkeys(act.announced for act in left_out))
    return [act for act in acts if not any(act is other for other in left_out)], words


def _is_same(act: Act, other: Act) -> bool:
    """Whether an act that is announced is another one, which says as much of how things look."""
    return (act.name, act.args) == (other.name, other.args) and act.looks in ((), other.looks)


def email(labels: list[str]) -> Act:
    """The arrival of an email, by its subject if it has one."""
    return act("email_titled_arrives", labels[0]) if labels else act("email_arrives")


def states(tokens: list[str], labels: list[str]) -> list[Act] | None:
    """That labels are shown or gone; None if the words say anything else."""
    happens = events(tokens) & {"shown", "gone"}
    compares = len(labels) > 1 and not COMPARING.isdisjoint(tokens)
    if len(happens) != 1 or compares or not (SMALL["guards"] | SMALL["quantifiers"]).isdisjoint(tokens):
        return None
    if tokens[-1] in ("is", "are", "does", "do", "has", "have"):
        return None  # "«A» is not shown and «B» is"
    state = happens.pop()
    negations = sum(token in SMALL["negations"] for token in tokens)
    # "is not shown" is one phrase, which no other word may negate again.
    return [act(state, label) for label in labels] if negations == negations_of(tokens) else None
