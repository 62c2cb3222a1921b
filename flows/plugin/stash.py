"""What the plugin keeps for its fixtures and hooks, on pytest's own objects."""

from collections.abc import Mapping
from typing import Any

import pytest

from flows.site.client import Site, World

SITE = pytest.StashKey[Site]()
CATALOG = pytest.StashKey[Mapping[str, Any]]()
WORLDS = pytest.StashKey[list[World]]()


def worlds_of(item: pytest.Item) -> list[World]:
    """The worlds that a test has made; their secrets are kept out of what a run keeps."""
    return item.stash.setdefault(WORLDS, [])
