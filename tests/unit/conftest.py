"""Fixtures for the unit tests."""

from pathlib import Path
from typing import Any

import pytest

from flows.site.client import Site
from tests.support.minimal_edition import minimal_edition
from tests.support.types import EditionData


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is the working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def catalog(site: Site) -> dict[str, Any]:
    """The catalog of the running site."""
    return site.catalog()


@pytest.fixture
def minimal() -> EditionData:
    """A valid edition for the test to change."""
    return minimal_edition()
