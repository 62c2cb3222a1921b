"""Fixtures for the end-to-end tests: ``python -m flows`` in its own process."""

from pathlib import Path

import pytest

from tests.support.flows_process import FlowsRun, GuideFolder


@pytest.fixture
def folder(tmp_path: Path, base_url: str) -> GuideFolder:
    """An empty folder of guides, and ``flows check`` in it."""
    return GuideFolder(tmp_path, base_url)


@pytest.fixture
def run(tmp_path: Path, base_url: str) -> FlowsRun:
    """``flows run`` on a guide that the test writes."""
    return FlowsRun(tmp_path, base_url)
