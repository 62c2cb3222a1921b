"""The results of mutants: a verdict for each, and the figures of each edition."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict

from flows.claims.mutants import Mutant
from flows.claims.trial import Trial, Verdict
from flows.claims.unguarded import FILE, MOST, Unguarded
from flows.reports.result import FALSE, SKIPPED, TRUE, Result

KILLED: tuple[Verdict, ...] = ("killed", "killed at another sentence")
# These are no mutants: the site refuses the edition, or no guide uses the endpoint.
NO_MUTANTS: tuple[Verdict, ...] = ("refused by the site", "not used")


def result_of(edition: str, mutant: Mutant, trial: Trial | None, listed: Unguarded | None) -> Result:
    """The result of a mutant: true if a guide notices it, or if it is ``listed`` as unguarded and none does."""
    was = f" (was {mutant.old!r})" if isinstance(mutant.old, str | int) else ""
    result = Result(edition, title=f"{mutant}{was}", mutant={"edition": edition, "path": mutant.path})
    if trial is None:
        return result
    result.mutant |= {"change": mutant.change, "was": mutant.old, **asdict(trial), "why": listed.why if listed else ""}
    if trial.verdict in NO_MUTANTS:
        result.verdict, result.faults = SKIPPED, [trial.verdict]
    if trial.verdict in KILLED:
        apart = ", at another sentence" if trial.verdict != "killed" else ""
        result.ends = f"red{apart}: {trial.at.splitlines()[0]}"
    if listed and trial.verdict != "survived":
        result.verdict = FALSE
        what = f"{trial.killer} notices it" if trial.killer else trial.verdict
        result.faults = [f"is listed in {FILE}, but {what}; remove the entry"]
    elif listed:
        result.ends = f"unguarded: {listed.why}"
    elif trial.verdict == "survived":
        result.verdict, result.faults = FALSE, [_survived(trial)]
    return result


def _survived(trial: Trial) -> str:
    if not trial.tried:
        return "survived; no guide can notice it"
    untried = f", and {trial.untried} more not tried" if trial.untried else ""
    return f"survived; still true: {', '.join(trial.tried)}{untried}"


def figures(results: Iterable[Result]) -> dict[str, Counter[str]]:
    """How many mutants of each edition have each verdict; ``listed`` are survivors that are listed as unguarded."""
    counts: dict[str, Counter[str]] = {}
    for result in results:
        if mutant := result.mutant:
            verdict = (
                "not walked" if result.verdict not in (TRUE, FALSE, SKIPPED) else mutant.get("verdict", "not walked")
            )
            listed = verdict == "survived" and mutant["why"]
            counts.setdefault(mutant["edition"], Counter())["listed" if listed else verdict] += 1
    return counts


def lines(results: Iterable[Result]) -> list[str]:
    """The figures of each edition in a line."""
    return [f"{edition}: {_tally(count)}" for edition, count in figures(results).items()]


def _tally(count: Counter[str]) -> str:
    order = (*KILLED, "listed", "survived", "not walked")
    parts = [f"{count[verdict]} {verdict}" for verdict in order if count[verdict]]
    apart = [f"{count[verdict]} more {verdict}" for verdict in NO_MUTANTS if count[verdict]]
    noun = "mutant" if _total(count) == 1 else "mutants"
    return "; ".join([f"{_total(count)} {noun}: {', '.join(parts)}", *apart])


def _total(count: Counter[str]) -> int:
    return count.total() - sum(count[verdict] for verdict in NO_MUTANTS)


def too_many_listed(results: Iterable[Result]) -> list[str]:
    """A fault for each edition of which more mutants are listed as unguarded than may be."""
    return [
        f"{edition}: {count['listed']} of {_total(count)} mutants are listed in {FILE}, more than {MOST} %; guard some"
        for edition, count in figures(results).items()
        if 100 * count["listed"] > MOST * _total(count)
    ]


def killers(results: Iterable[Result]) -> dict[str, dict[str, str]]:
    """By edition, the guide that killed each mutant."""
    by_edition: dict[str, dict[str, str]] = {}
    for mutant in [result.mutant for result in results if result.mutant.get("verdict") in KILLED]:
        by_edition.setdefault(mutant["edition"], {})[f"{mutant['path']} {mutant['change']}"] = mutant["killer"]
    return by_edition
