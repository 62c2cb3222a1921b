"""What the hooks and fixtures share through pytest's objects."""

from collections.abc import Mapping
from typing import Any

import pytest

from flows.site.client import Site, World

SITE = pytest.StashKey[Site]()
CATALOG = pytest.StashKey[Mapping[str, Any]]()
WORLDS = pytest.StashKey[list[World]]()


def worlds_of(item: pytest.Item) -> list[World]:
    """The worlds a test has made; their secrets are taken out of its artifacts."""
    return item.stash.setdefault(WORLDS, [])
