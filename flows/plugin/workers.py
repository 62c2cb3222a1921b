"""How many walks a run does at once, and which of them it starts first."""

import json
from collections.abc import Generator

import pytest

from flows.plugin import durations, shards
from flows.plugin.collection import GuideItem
from flows.plugin.options import shard_of

# A worker has a browser and a site to start, which takes as long as a few walks.
WALKS_EACH = 4
# Each needs about 300 MB.
MOST = 8
SECONDS_A_TEST = 0.5


@pytest.hookimpl(optionalhook=True, wrapper=True)
def pytest_xdist_auto_num_workers(config: pytest.Config) -> Generator[None, int, int]:
    """One for each core, if there is enough to walk; 0, which is the process of the run, if someone watches."""
    cores = yield
    if config.getoption("--headed"):
        return 0
    guides = config.getoption("--guides")
    walks = len(json.loads(guides)) if guides else MOST * WALKS_EACH
    workers = min(cores, MOST, walks // WALKS_EACH)
    return workers if workers > 1 else 0


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep those of the shard; start the slowest walks first, so that no worker has one left at the end."""
    if shard := shard_of(config):
        shards.keep_shard(config, items, shard, _seconds)
    if hasattr(config, "workerinput") and config.getoption("--guides"):
        items.sort(key=_seconds, reverse=True)


def _seconds(item: pytest.Item) -> float:
    known = durations.seconds(item.nodeid)
    if known is not None:
        return known
    return item.guide.walked * durations.SECONDS_A_SENTENCE if isinstance(item, GuideItem) else SECONDS_A_TEST
