"""How many walks a run does at once, and which of them it starts first."""

import json
from collections.abc import Generator

import pytest

from flows.plugin import durations
from flows.plugin.collection import GuideItem

# A worker has a browser and a site to start, which takes as long as a few walks.
WALKS_EACH = 4
# Each needs about 300 MB.
MOST = 8


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
    """Start the slowest walks first, so that no worker has one left when the others are done."""
    if hasattr(config, "workerinput") and config.getoption("--guides"):
        items.sort(key=_seconds, reverse=True)


def _seconds(item: pytest.Item) -> float:
    if not isinstance(item, GuideItem):
        return 0
    known = durations.seconds(item.nodeid)
    return item.guide.walked * durations.SECONDS_A_SENTENCE if known is None else known
