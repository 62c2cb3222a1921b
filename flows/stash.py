"""What the plugin keeps for its fixtures and hooks, on pytest's own objects."""

from typing import Any

import pytest

from flows.worlds import Site

SITE = pytest.StashKey[Site]()
CATALOG = pytest.StashKey[dict[str, Any]]()
SECRETS = pytest.StashKey[list[str]]()
