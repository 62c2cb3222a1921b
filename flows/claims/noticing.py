"""Which guides can notice a mutant, and in which order they are tried (ADR 33).

A guide cannot notice a key that the site did not read during its walk, a page that was not requested, a rule that was
not applied, a label that none of its sentences names, nor a closing that is for nobody in its world.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile
from typing import Any

from flows.claims.mutants import Mutant, switched_off
from flows.claims.proof import claims_proved_by
from flows.language.act import Act
from flows.language.vocabulary import LINKED
from flows.reading.guide import Guide
from flows.site.personas import Catalog
from flows.typography import plain


@dataclass(frozen=True)
class Use:
    """What a walk of a guide used on the unchanged site, see ``World.use``."""

    keys: frozenset[str]
    switches: frozenset[str]

    def includes(self, mutant: Mutant) -> bool:
        """Whether that includes what a mutant changes."""
        return mutant.without in self.switches if mutant.without else mutant.key in self.keys


@dataclass(frozen=True)
class Witness:
    """A guide, with the ``words`` that its sentences name, the ``names`` in its front matter, and who acts in it."""

    guide: Guide
    words: frozenset[str]
    names: frozenset[str]
    personas: frozenset[str]

    def names_of(self, label: str) -> list[str]:
        """The words that name a label: all of it, or several words of it."""
        label = folded(label)
        return [word for word in self.words if label in word or (" " in word and word in label)]

    def can_notice(self, mutant: Mutant, closings: Iterable[Mapping[str, Any]]) -> bool:
        """Whether its words, personas and circumstances allow it to notice a mutant of a closing, before or after."""
        label = folded(mutant.label)
        if label and not any(word in label or label in word for word in self.words):
            return False
        circumstances = set(self.guide.front.circumstances)
        meets = [
            not self.personas.isdisjoint(closing["by"]) and circumstances.issuperset(closing["when"])
            for closing in closings
        ]
        return any(meets) or not meets


def in_order(
    able: Iterable[tuple[Witness, Use]], mutant: Mutant, edition: Mapping[str, Any], killers: Mapping[str, str]
) -> list[tuple[Witness, Use]]:
    """Guides in the order in which to try them on a mutant; ``killers`` has the label of the guide that killed each.

    First come those that speak of it, use what is beside it, or have killed others there; of these, the short ones.
    """
    steps = mutant.path.split(".")
    near: dict[str, int] = {}
    for key, label in killers.items():
        near[label] = max(near.get(label, 0), _shared(key.split("."), steps))
    old = set(map(folded, _texts([mutant.old, *mutant.put.values()])))
    beside = set(map(folded, _texts(_around(edition, mutant.path))))

    def order(pair: tuple[Witness, Use]) -> tuple[int, int]:
        each, use = pair
        known = each.words | each.names
        speaks = 4 * len(known & old) + 2 * len(known & {*steps}) + len(known & beside)
        uses = sum(key.startswith(f"{mutant.key.rpartition('.')[0]}.") for key in use.keys)
        effort = each.guide.walked + len(each.guide.front.having)
        return (-speaks - uses - near.get(each.guide.label, 0), effort)

    return sorted(able, key=order)


def killers_by_claim(guides: Iterable[Guide]) -> dict[str, str]:
    """The label of the guide that proves a claim, by the mutant that switches off the one thing the claim needs."""
    return {
        str(mutant): guide.label
        for guide in guides
        for claim in claims_proved_by(guide)
        if claim.red and len(claim.red.without) == 1
        for mutant in switched_off(claim.red.without)
    }


def closings_of(mutant: Mutant, edition: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The closing that a mutant changes, before and after; none if it changes another key, or takes one away."""
    steps = mutant.path.split(".")
    if steps[0] != "closing" or len(steps) < 3:
        return []
    return [each["closing"][int(steps[1])] for each in (edition, mutant.edition(edition))]


def witness(guide: Guide, catalog: Catalog) -> Witness:
    """A guide as a witness of mutants."""
    parts, front = list(_parts(guide)), guide.front
    acts = [act for part in parts for sentence in part.sentences for act in sentence.acts]
    ends = (front.ends or "").removeprefix("blocked by ").split(", ")
    names = [*front.having, *front.circumstances, *front.gone, *front.kept, *ends, front.persona, front.device]
    acting = {part.front.persona for part in parts}
    capacities = [catalog["capacities"][persona] for persona in acting if persona in catalog["capacities"]]
    others = {name for entry in capacities for name in (*entry["also"], entry["dual"]) if name}
    return Witness(
        guide, frozenset(filter(None, map(folded, _named(acts)))), frozenset(names), frozenset(acting | others)
    )


def _parts(guide: Guide) -> Iterator[Guide]:
    yield guide
    for linked in guide.linked.values():
        yield from _parts(linked)


def _named(acts: Iterable[Act]) -> Iterator[str]:
    for act in acts:
        if act.name != LINKED:
            yield from _texts(act.args)
        yield from _named((*act.condition, *act.inside))


def _shared(steps: list[str], others: list[str]) -> int:
    """How many steps two paths share from their beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(steps, others, strict=False)))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _texts(list(value.values()))
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)


def _around(edition: Mapping[str, Any], path: str) -> Any:
    """The innermost table or list that holds a path; nothing for a switch."""
    around: Any = edition
    for step in path.split(".")[:-1]:
        if isinstance(around, list):
            named = [item for item in around if isinstance(item, dict) and item.get("id") == step]
            around = named[0] if named else around[int(step)]
        else:
            around = around.get(step, {})
    return around


def folded(text: str) -> str:
    """A text without differences of typography and case."""
    return plain(text).casefold()
