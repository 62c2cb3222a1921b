"""Tries the guides of an edition on a mutant until one is false: it has noticed the change (ADR 33)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from flows.claims import proof
from flows.claims.mutants import Mutant
from flows.claims.noticing import Use, Witness, candidates
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
    """What came of a mutant: the guides that were ``tried``, and the one that was false, ``at`` which sentence."""

    verdict: Verdict
    tried: list[str] = field(default_factory=list)
    killer: str = ""
    at: str = ""


@dataclass(frozen=True)
class Court:
    """Tries mutants of one edition by its guides; with ``every``, also guides that should not notice them.

    ``killers`` has the label of the guide that killed each mutant, in this run or the last one, and grows.
    """

    edition: Mapping[str, Any]
    witnesses: list[Witness]
    accepts: Accepts
    walk_in: WalkIn
    use_of: UseOf
    killers: dict[str, str]
    every: bool = False

    def trial(self, mutant: Mutant) -> Trial:
        """Try guides on a mutant, the likeliest first. Raises NotWalkedError if one cannot be walked."""
        changes: dict[str, Any] = {"without": (mutant.without,)}
        if not mutant.without:
            changes = {"edition": mutant.edition(self.edition)}
            if not self.accepts(changes["edition"]):
                return Trial("refused by the site")
        trial = Trial("not used" if mutant.without else "survived")
        for witness in candidates(self.witnesses, mutant, self.edition, self.killers, every=self.every):
            use = self.use_of(witness.guide)
            if use is None or not (self.every or use.includes(mutant)):
                continue
            trial.verdict = trial.verdict if trial.killer else "survived"
            red = self.walk_in(witness.guide, proof.world_of(witness.guide) | changes)
            trial.tried.append(witness.guide.label)
            if red:
                trial.killer, trial.at = witness.guide.label, str(red).partition("\npicture: ")[0]
                trial.verdict = "killed" if _speaks(red, mutant, witness) else "killed at another sentence"
                if trial.verdict == "killed":
                    self.killers[str(mutant)] = trial.killer
                    break
        return trial


def _speaks(red: WalkError, mutant: Mutant, witness: Witness) -> bool:
    """Whether an error is about the words that a mutant takes away, if it does."""
    message = str(red).casefold()
    return not mutant.label or any(word in message for word in (mutant.label.casefold(), *witness.spoken(mutant.label)))
