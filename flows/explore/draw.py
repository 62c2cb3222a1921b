"""Draws routes through a model, the same ones for the same seed."""

import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from flows.explore.model import Facts, Model, Route, Start, guide, is_possible, of_act, states
from flows.reading.guide import load

Length = Callable[[Sequence[str]], int]
DRAWS = 100
LINK = re.compile(r"\]\(([^)]+)\)")


@st.composite
def routes(draw: st.DrawFn, model: Model, start: Start, length: Length, steps: int) -> Route:
    """Routes from a start, of at most that many sentences.

    Nothing is done twice in the same state, which would show nothing new.
    """
    having, perhaps = (tuple(name for name in names if draw(st.booleans())) for names in (start.having, start.perhaps))
    route = Route(start, having, perhaps)
    facts, left, done = route.facts, steps - length(start.says), set()

    def is_worth_it(number: int) -> bool:
        act = model.act[number]
        if (number, facts) in done or not model.is_so(act, facts):
            return False
        end = model.end_of(act.after(facts))
        return length([*of_act(act, facts), *(end.says if end else [])]) <= left

    while possible := list(filter(is_worth_it, range(len(model.act)))):
        number = draw(st.sampled_from(possible))
        act = model.act[number]
        done.add((number, facts))
        left -= length(of_act(act, facts))
        facts = act.after(facts)
        route = Route(start, having, perhaps, (*route.acts, act))
    return route


def drawn(model: Model, length: Length, *, steps: int, count: int, number: int) -> list[Route]:
    """The routes, of ``DRAWS`` from each start, that together do most in most states: at most that many from each.

    The ``number`` is the seed.
    """
    texts: dict[str, Route] = {}

    @seed(number)
    @settings(
        max_examples=DRAWS,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.tuples(*(routes(model, start, length, steps) for start in model.start)))
    def collect(each: tuple[Route, ...]) -> None:
        texts.update((guide(model, route), route) for route in each if route.acts and is_possible(model, route))

    collect()
    return _most_different(model, list(texts.values()), count)


def _most_different(model: Model, every: list[Route], count: int) -> list[Route]:
    """From each start, so many routes that add most to what the others do, and in which states."""
    doing = [
        {(act.name, facts) for act, facts in zip(route.acts, states(model, route), strict=False)} for route in every
    ]
    done: set[tuple[str, Facts]] = set()
    acts: set[str] = set()
    chosen: list[Route] = []

    def adds(place: int) -> tuple[int, int]:
        return len({name for name, _ in doing[place]} - acts), len(doing[place] - done)

    for start in model.start:
        left = [place for place, route in enumerate(every) if route.start is start]
        for _ in range(min(count, len(left))):
            left.remove(best := max(left, key=adds))
            chosen.append(every[best])
            done |= doing[best]
            acts |= {name for name, _ in doing[best]}
    return chosen


def length_in(folder: Path) -> Length:
    """How many sentences are walked for some: themselves, and those of the guides in a folder that they link to."""

    @cache
    def of_one(says: str) -> int:
        return 1 + sum(load(folder / name).walked for name in LINK.findall(says))

    return lambda says: sum(map(of_one, says))
