"""Divides a run into parts that take about as long as each other."""

from collections.abc import Callable, Iterable, Sequence

import pytest


def divided(seconds: Iterable[tuple[str, float]], parts: int) -> list[set[str]]:
    """The names of each part: the slowest come first, each to the part that has least to do."""
    shares: list[set[str]] = [set() for _ in range(parts)]
    loads = [0.0] * parts
    for name, each in sorted(seconds, key=lambda row: (-row[1], row[0])):
        least = loads.index(min(loads))
        shares[least].add(name)
        loads[least] += each
    return shares


def keep_shard(
    config: pytest.Config, items: list[pytest.Item], shard: str, seconds_of: Callable[[pytest.Item], float]
) -> None:
    """Keep the tests of a shard, such as ``2/4``, and deselect the others."""
    part, _, parts = shard.partition("/")
    own = divided([(item.nodeid, seconds_of(item)) for item in items], int(parts))[int(part) - 1]
    _deselect(config, items, [item for item in items if item.nodeid not in own])


def _deselect(config: pytest.Config, items: list[pytest.Item], others: Sequence[pytest.Item]) -> None:
    config.hook.pytest_deselected(items=others)
    left_out = set(others)
    items[:] = [item for item in items if item not in left_out]
