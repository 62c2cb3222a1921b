"""The model of an edition: what an account can be and do, and the sentences that say so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import shorten

from pydantic import BaseModel, Field, ValidationError

from flows.errors import FlowsError, shown
from flows.reading.limits import TITLE
from flows.reading.toml_file import read_toml

FILE = "model.toml"  # beside the guides
Facts = frozenset[str]


class Situation(BaseModel, extra="forbid"):
    """When something is possible: each of ``needs`` is a fact, none of ``unless`` is; a group is any of its facts."""

    needs: list[str] = []
    unless: list[str] = []


class Start(BaseModel, extra="forbid"):
    """Where a guide can begin: its front matter, and its first sentences.

    The account may owe what it is ``having``, and ``perhaps`` has further circumstances.
    """

    persona: str
    facts: list[str]
    having: list[str] = []
    circumstances: list[str] = []
    perhaps: list[str] = []
    device: str = "desktop"
    says: list[str] = ["Log in."]


class Act(Situation):
    """What somebody can do or see, and which facts turn into others.

    Its sentences are those it ``says``, one for ``each`` fact that is so, and those it says ``lastly``.
    """

    name: str
    says: list[str] = Field(min_length=1)
    each: dict[str, str] = {}
    lastly: list[str] = []
    becomes: dict[str, str] = {}
    adds: list[str] = []

    def after(self, facts: Facts) -> Facts:
        """The facts once it is done."""
        become = {self.becomes[fact] for fact in facts if fact in self.becomes} - {""}
        return facts.difference(self.becomes) | become | {*self.adds}


class End(Situation):
    """How a guide ends, after these sentences, with that data ``gone`` and ``kept``.

    In ``ends``, ``{group}`` stands for the facts of a group.
    """

    says: list[str] = []
    ends: str
    gone: list[str] = []
    kept: list[str] = []


class Model(BaseModel, extra="forbid"):
    """The facts, each with what it means, groups of them, and what there is to do."""

    facts: dict[str, str]
    groups: dict[str, list[str]] = {}
    start: list[Start]
    act: list[Act]
    end: list[End]

    def is_so(self, situation: Situation, facts: Facts) -> bool:
        return all(map(facts.intersection, map(self._any_of, situation.needs))) and not any(
            map(facts.intersection, map(self._any_of, situation.unless))
        )

    def end_of(self, facts: Facts) -> End | None:
        """How a guide ends there; none if it must go on."""
        return next((end for end in self.end if self.is_so(end, facts)), None)

    def _any_of(self, name: str) -> list[str]:
        return self.groups.get(name, [name])


@dataclass(frozen=True)
class Route:
    """A way through a model, from a start with what the account is and owes."""

    start: Start
    having: tuple[str, ...]
    perhaps: tuple[str, ...]
    acts: tuple[Act, ...] = ()

    @property
    def facts(self) -> Facts:
        """The facts at the start."""
        return frozenset((*self.start.facts, *self.having, *self.circumstances))

    @property
    def circumstances(self) -> list[str]:
        return [*self.start.circumstances, *self.perhaps]


def load(folder: Path) -> Model:
    """The model beside some guides. Raises FlowsError."""
    try:
        return Model.model_validate(read_toml(folder / FILE))
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        raise FlowsError(f"{shown(folder / FILE)}: {'.'.join(map(str, fault['loc']))}: {fault['msg']}") from None


def states(model: Model, route: Route) -> Iterator[Facts]:
    """The facts before each act of a route, and after the last; they stop where an act is not possible."""
    facts = route.facts
    yield facts
    for act in route.acts:
        if not model.is_so(act, facts):
            return
        yield (facts := act.after(facts))


def is_possible(model: Model, route: Route) -> bool:
    """Whether a route can be walked to an end."""
    *_, last = along = list(states(model, route))
    return len(along) > len(route.acts) and model.end_of(last) is not None


def of_act(act: Act, facts: Facts) -> list[str]:
    """What a guide says for an act."""
    return [*act.says, *(says for fact, says in act.each.items() if fact in facts), *act.lastly]


def groups(model: Model, route: Route) -> list[list[str]]:
    """The sentences of a guide: of its start, of each act, and of its end."""
    *before, last = states(model, route)
    end = model.end_of(last)
    return [route.start.says, *map(of_act, route.acts, before), end.says if end else []]


def sentences(model: Model, route: Route) -> list[str]:
    """The sentences of a guide."""
    return [says for group in groups(model, route) for says in group]


def guide(model: Model, route: Route) -> str:
    """The text of the guide that a route stands for."""
    *_, last = states(model, route)
    end = model.end_of(last)
    named = {name: ", ".join(fact for fact in members if fact in last) for name, members in model.groups.items()}
    lists: dict[str, Sequence[str]] = {"having": route.having, "circumstances": route.circumstances}
    lists |= {"gone": end.gone, "kept": end.kept} if end else {}
    title = "; ".join(act.name for act in route.acts) or "nothing"
    front = [f"title: '{shorten(title, TITLE - 1, placeholder=' …').capitalize()}'"]
    front += [f"persona: {route.start.persona}", f"device: {route.start.device}"]
    front += [f"{key}: [{', '.join(names)}]" for key, names in lists.items() if names]
    front += [f"ends: {end.ends.format(**named)}"] if end else []
    numbered = [f"{number}. {says}" for number, says in enumerate(sentences(model, route), 1)]
    return "\n".join(["---", *front, "---", "", *numbered, ""])
