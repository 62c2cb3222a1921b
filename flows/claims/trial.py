"""Tries the guides of an edition on a mutant until one is false: it has noticed the change (ADR 33)."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from flows.claims import proof
from flows.claims.mutants import Mutant
from flows.claims.noticing import Use, Witness, closings_of, folded, in_order
from flows.reading.guide import Guide
from flows.walk.walker import WalkError

Verdict = Literal["killed", "killed at another sentence", "survived", "refused by the site", "not used"]
# Whether the site accepts an edition.
Accepts = Callable[[Mapping[str, Any]], bool]
# Walks a guide in a world with these arguments; returns how it is false, or None if it is true. Raises NotWalkedError.
WalkIn = Callable[[Guide, Mapping[str, Any]], WalkError | None]
# What a guide uses on the unchanged site; None if it is false there, so that it proves nothing.
UseOf = Callable[[Guide], Use | None]


@dataclass
class Trial:
    """What came of a mutant: the guides that were ``tried``, and the one that was false, ``at`` which sentence.

    ``untried`` is how many more can notice it, if there was a limit.
    """

    verdict: Verdict
    tried: list[str] = field(default_factory=list)
    killer: str = ""
    at: str = ""
    untried: int = 0


@dataclass(frozen=True)
class Court:
    """Tries mutants of one edition by its guides, at most so many ``tries`` for each.

    ``killers`` has the label of the guide that killed each mutant, in this run or the last one, and grows.
    """

    edition: Mapping[str, Any]
    witnesses: list[Witness]
    accepts: Accepts
    walk_in: WalkIn
    use_of: UseOf
    killers: dict[str, str]
    tries: int | None = None

    def trial(self, mutant: Mutant) -> Trial:
        """Try guides on a mutant, the likeliest first. Raises NotWalkedError if one cannot be walked."""
        changes: dict[str, Any] = {"without": (mutant.without,)}
        if not mutant.without:
            changes = {"edition": mutant.edition(self.edition)}
            if not self.accepts(changes["edition"]):
                return Trial("refused by the site")
        trial = Trial("not used" if mutant.without else "survived")
        for witness in self._candidates(mutant):
            trial.verdict = trial.verdict if trial.killer else "survived"
            if len(trial.tried) == self.tries:
                trial.untried += 1
                continue
            red = self.walk_in(witness.guide, proof.world_of(witness.guide) | changes)
            trial.tried.append(witness.guide.label)
            if red:
                trial.killer, trial.at = witness.guide.label, str(red)
                trial.verdict = "killed" if _speaks(red, mutant, witness) else "killed at another sentence"
                if trial.verdict == "killed":
                    self.killers[str(mutant)] = trial.killer
                    break
        return trial

    def _candidates(self, mutant: Mutant) -> Iterator[Witness]:
        """The guides that can notice a mutant, in the order in which to try them.

        What the others use is only looked up, which may take a walk of each, if the known killer does not notice it.
        """
        closings = closings_of(mutant, self.edition)
        able = [each for each in self.witnesses if each.can_notice(mutant, closings)]
        known = [each for each in able if each.guide.label == self.killers.get(str(mutant))]
        yield from (each for each, _ in self._noticing(known, mutant))
        others = self._noticing([each for each in able if each not in known], mutant)
        yield from (each for each, _ in in_order(others, mutant, self.edition, self.killers))

    def _noticing(self, witnesses: list[Witness], mutant: Mutant) -> list[tuple[Witness, Use]]:
        used = [(each, use) for each in witnesses if (use := self.use_of(each.guide))]
        return [(each, use) for each, use in used if use.includes(mutant)]


def _speaks(red: WalkError, mutant: Mutant, witness: Witness) -> bool:
    """Whether an error is about the words that a mutant takes away, if it does."""
    looked_for = folded(f"{red.where} {red.mismatch}").partition(folded("; there was"))[0]
    return not mutant.label or any(name in looked_for for name in witness.names_of(mutant.label))
