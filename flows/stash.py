"""What the plugin keeps for its fixtures and hooks, on pytest's own objects."""

from collections.abc import Mapping
from typing import Any

import pytest

from flows.worlds import Site

SITE = pytest.StashKey[Site]()
CATALOG = pytest.StashKey[Mapping[str, Any]]()
SECRETS = pytest.StashKey[list[str]]()
