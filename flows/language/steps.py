"""What an entry of the vocabulary is, what its clause can hold, and how it is done: once, or for each of several."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from cucumber_expressions.expression import CucumberExpression
from cucumber_expressions.parameter_type import ParameterType
from cucumber_expressions.parameter_type_registry import ParameterTypeRegistry

from flows.language.normalise import WORDS

if TYPE_CHECKING:
    from flows.walk.reader import Reader

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


TYPES = ParameterTypeRegistry()
for _type in (
    ParameterType("label", "«[^»]*»", str, lambda label: label.strip("«»"), False, False),
    ParameterType("path", "«[^»]*»(?:›«[^»]*»)*", list, _names, False, False),
    ParameterType("fact", "|".join([*WORDS["facts"], "mailed-code", "authenticator-code"]), str, str, False, False),
    ParameterType("procedure", "⟦[^⟧]*⟧", str, lambda link: link.strip("⟦⟧"), False, False),
):
    TYPES.define_parameter_type(_type)
