"""Finds defects by guides drawn from the models, and shrinks what has found one to a short guide."""

import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from flows.explore.draw import Length, drawn, length_in
from flows.explore.model import FILE, Act, Model, Route, groups, guide, is_possible, load, sentences
from flows.explore.walks import Outcome, Walks
from flows.reading.guide import GUIDES

WORD = re.compile(r"[a-z]{4,}")


@dataclass(frozen=True)
class Drawn:
    """A guide that was drawn, the route of a model that it comes from, and what came of a walk as the site is."""

    path: Path
    model: Model
    route: Route
    length: Length
    outcome: Outcome

    @property
    def steps(self) -> int:
        """How many sentences a walk of it has."""
        return self.length(sentences(self.model, self.route))

    @property
    def words(self) -> set[str]:
        """What it speaks of."""
        names = [act.name for act in self.route.acts]
        return {*WORD.findall(" ".join([*names, *sentences(self.model, self.route)]).lower())}


@dataclass(frozen=True)
class Find:
    """What has found a defect: the guide drawn, after so many ``steps``, and the short guide that it was shrunk to.

    ``where`` is what is false there, and ``alarm`` what is false in it even without the defect, if anything.
    """

    drawn: Path
    steps: int
    short: Path
    short_steps: int
    where: str
    alarm: str


def editions() -> list[str]:
    """The editions that have a model."""
    return sorted(path.parent.name for path in GUIDES.glob(f"*/{FILE}"))


def draw(walks: Walks, edition: str, folder: Path, *, steps: int, count: int, number: int) -> Iterator[Drawn]:
    """Write that many guides from each start of an edition to a folder, and walk each on the site as it is."""
    model = load(GUIDES / edition)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for linked in (GUIDES / edition).glob("_*.md"):
        shutil.copy(linked, folder)
    length = length_in(folder)
    for place, route in enumerate(drawn(model, length, steps=steps, count=count, number=number), 1):
        path = folder / f"drawn-{place:02}.md"
        yield Drawn(path, model, route, length, _walk(walks, path, model, route))


def find(walks: Walks, defect: str, says: str, guides: Sequence[Drawn], tries: int) -> Find | None:
    """Walk guides with a defect, and shrink the first that is false.

    So many are walked of those that come near it, first those that speak most of it. Raises CrashError.
    """
    near = sorted((each for each in guides if defect in each.outcome.near), key=_likeness(says, guides), reverse=True)
    for each in near[:tries]:
        if (outcome := walks.walk(each.path, defect)).is_false:
            reached = sentences(each.model, each.route)[: (outcome.true or 0) + 1]
            short, (route, last) = each.path.with_name(f"{defect}.md"), _shrink(walks, defect, each, outcome)
            if not _walk(walks, short, each.model, route, defect).is_false:
                continue  # what was false was not so because of the defect
            alarm = walks.walk(short).mismatch
            shrunk = sentences(each.model, route)
            where = [*shrunk, "its end"][last.true or 0]
            return Find(each.path, each.length(reached), short, each.length(shrunk), where, alarm)
    return None


def _likeness(says: str, guides: Sequence[Drawn]) -> Callable[[Drawn], float]:
    """How much a guide speaks of something: the words that both have, each the more the fewer guides have it."""
    having = Counter(word for each in guides for word in each.words)
    words = {*WORD.findall(says.lower())}
    return lambda each: sum(1 / having[word] for word in each.words & words)


def _shrink(walks: Walks, defect: str, each: Drawn, outcome: Outcome) -> tuple[Route, Outcome]:
    """Leave out what the model can do without, as long as the rest is false with the defect."""
    file = each.path.with_name(f"{defect}.md")
    best, last = _cut(each.model, each.route, outcome), outcome

    def try_out(smaller: Route) -> None:
        nonlocal best, last
        if smaller == best or not is_possible(each.model, smaller):
            return
        if (outcome := _walk(walks, file, each.model, smaller, defect)).is_false:
            best, last = _cut(each.model, smaller, outcome), outcome

    try_out(_only_needed(each.model, best))
    for place in range(len(best.acts) - 1, -1, -1):
        try_out(replace(best, acts=_without(best.acts, place)))
    for name in (*best.having, *best.perhaps):
        having, perhaps = (tuple(each for each in names if each != name) for names in (best.having, best.perhaps))
        try_out(replace(best, having=having, perhaps=perhaps))
    return best, last


def _only_needed(model: Model, route: Route) -> Route:
    """A route without the acts that its last one does not depend on."""
    for place in range(len(route.acts) - 2, -1, -1):
        smaller = replace(route, acts=_without(route.acts, place))
        route = smaller if is_possible(model, smaller) else route
    return route


def _cut(model: Model, route: Route, outcome: Outcome) -> Route:
    """A route without the acts that come after the sentence that was false."""
    left = outcome.true or 0
    for place, says in enumerate(groups(model, route)):
        if left < len(says):
            shorter = replace(route, acts=route.acts[:place])
            return shorter if is_possible(model, shorter) else route
        left -= len(says)
    return route


def _without(acts: tuple[Act, ...], place: int) -> tuple[Act, ...]:
    return acts[:place] + acts[place + 1 :]


def _walk(walks: Walks, path: Path, model: Model, route: Route, defect: str | None = None) -> Outcome:
    path.write_text(guide(model, route), "utf-8")
    return walks.walk(path, defect)
