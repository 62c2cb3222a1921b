"""The ledger: each claim with the guides that prove it, and what came of them in runs."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from flows.reports.record import ClaimRow, Run
from flows.reports.result import AGREES, FALSE, NOT_FOR, NOT_WALKED, RED, SKIPPED, TRUE, Result, name_of

ADVICE: Final = "advice"
MARKS = {TRUE: "✓", FALSE: "✗", NOT_WALKED: "·", "": "✗"}
LOST = "lost"
STATES = (LOST, "proved", TRUE, NOT_WALKED, ADVICE)
# The id of a guide, and of the claim that was taken out of the site; empty if none was.
Key = tuple[str, str]


@dataclass
class Entry:
    """A claim, the verdict on each guide that names it, and whether its proof turned red; empty for advice."""

    claim: ClaimRow
    verdicts: dict[str, str]
    red: str

    @property
    def is_proved(self) -> bool:
        """Whether a guide was true, none was false, and the proof turned red."""
        return TRUE in self.verdicts.values() and self.red == TRUE and not self.is_false

    @property
    def is_false(self) -> bool:
        """Whether a guide was false, or the proof did not turn red."""
        return FALSE in [*self.verdicts.values(), self.red]

    @property
    def state(self) -> str:
        """What is known of the claim in a word or two."""
        if ADVICE in self.claim.kind:
            return ADVICE
        if self.is_false:
            return LOST
        return "proved" if self.is_proved else TRUE if TRUE in self.verdicts.values() else NOT_WALKED


def entries(rows: Iterable[ClaimRow], runs: Sequence[Run]) -> list[Entry]:
    """The claims with their verdicts; where several runs have a verdict, that of the newest counts."""
    walked: dict[Key, str] = {}
    for run in sorted(runs, key=lambda run: run.started):
        walked |= _verdicts(run.results)
    return [
        Entry(
            row,
            {name_of(guide.partition("::")[0]): walked.get((guide, ""), NOT_WALKED) for guide in row.guides},
            walked.get((row.prover, row.id), NOT_WALKED) if row.red else "",
        )
        for row in rows
    ]


def _verdicts(results: Iterable[Result]) -> dict[Key, str]:
    """By guide and claim, the worst verdict; a walk on another edition says nothing about the guide itself."""
    verdicts: dict[Key, str] = {}
    for result in results:
        if not result.guide or result.on or result.verdict in (NOT_FOR, SKIPPED):
            continue
        key = (result.guide, result.proof)
        if result.verdict in (NOT_WALKED, AGREES):
            verdicts.setdefault(key, NOT_WALKED)
        elif verdicts.get(key) != FALSE:
            verdicts[key] = FALSE if result.verdict in RED else TRUE
    return verdicts


def tally_of_states(entries: Iterable[Entry]) -> str:
    """How many claims are in each state, in a line; a claim is only proved by a run of proofs."""
    states = Counter(entry.state for entry in entries)
    return ", ".join(f"{states[state]} {state}" for state in STATES if states[state])


def tally(entries: Iterable[Entry]) -> str:
    """The number of claims that are proved, and of the others, in a line."""
    every = list(entries)
    needed = [entry for entry in every if ADVICE not in entry.claim.kind]
    proved, false = sum(entry.is_proved for entry in needed), sum(entry.is_false for entry in needed)
    share = 100 * proved // len(needed) if needed else 100
    rest = {"false": false, "not walked": len(needed) - proved - false, "advice": len(every) - len(needed)}
    rest["† our reading"] = sum(entry.claim.label.endswith("†") for entry in needed)
    counts = [f"{number} {name}" for name, number in rest.items() if number]
    return "; ".join([f"{proved} of {len(needed)} proved, {share} %", *counts])
