"""What the hooks and fixtures share through pytest's objects."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from flows.site.client import Site, World

SITE = pytest.StashKey[Site]()
CATALOG = pytest.StashKey[Mapping[str, Any]]()
# The folders in which pytest takes Markdown files for guides.
GUIDES = pytest.StashKey[list[Path]]()
# The temporary folder of the run.
RUN_FOLDER = pytest.StashKey[Path]()
# Whether this run has removed what the last one left in the artifacts.
CLEARED = pytest.StashKey[bool]()
# Where a test puts what it keeps, if it keeps anything.
OUTPUT = pytest.StashKey[Path]()
# The gateways of pytest-xdist to the workers.
GATEWAYS = pytest.StashKey[list[Any]]()
# The worlds that a test has made.
WORLDS = pytest.StashKey[list[World]]()
