"""What has changed since another run: what is newly red, still red, and fixed."""

from dataclasses import dataclass, field

from flows.reports.record import Run
from flows.reports.result import RED, TRUE, Result

NEW, STILL, FIXED = "newly red", "still red", "fixed"


@dataclass
class Comparison:
    """The results that are red now or were before, by their ids."""

    commit: str
    started: str
    states: dict[str, str] = field(default_factory=dict)

    @property
    def when(self) -> str:
        """When the other run was, and at which commit."""
        started = f"{self.started[:16].replace('T', ' ')} UTC" if self.started else "the other run"
        return f"{started} (commit {self.commit})" if self.commit else started

    def of(self, result: Result) -> str:
        """What a result is, compared with before: NEW, STILL, FIXED or, if it was never red, nothing."""
        return self.states.get(_key(result), "")

    def counts(self) -> dict[str, int]:
        """How many results are of each."""
        states = [*self.states.values()]
        return {state: states.count(state) for state in (NEW, STILL, FIXED)}

    @property
    def text(self) -> str:
        """In words: "1 newly red, 0 still red, 2 fixed"."""
        return ", ".join(f"{number} {state}" for state, number in self.counts().items())


def compared(run: Run, former: Run) -> Comparison:
    """What has changed since a former run. What is not walked now is in none of the lists."""
    was_red = {_key(result) for result in former.results if result.verdict in RED}
    comparison = Comparison(former.commit, former.started)
    for result in run.results:
        key = _key(result)
        if result.verdict in RED:
            comparison.states[key] = STILL if key in was_red else NEW
        elif result.verdict == TRUE and key in was_red:
            comparison.states[key] = FIXED
    return comparison


def _key(result: Result) -> str:
    return result.id or result.file
