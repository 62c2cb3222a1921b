"""Fixtures for the unit tests."""

from functools import partial
from pathlib import Path

import pytest

from flows.reading import validate
from flows.site.client import Site
from tests.support.minimal_edition import minimal_edition
from tests.support.types import CheckGuide, EditionData


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder, which is the working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="session")
def check(site: Site) -> CheckGuide:
    """Checks a guide against the running site and its catalog."""
    return partial(validate.check, site=site, catalog=site.catalog())


@pytest.fixture
def minimal() -> EditionData:
    """A valid edition for the test to change."""
    return minimal_edition()
