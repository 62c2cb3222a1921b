"""The editions of the tests, which do not ship."""

import tomllib
from pathlib import Path

from tests.support.types import EditionData

FOLDERS = Path(__file__).parents[1] / "e2e" / "guides"


def read_edition(name: str) -> EditionData:
    """The edition in a folder of guides under ``tests/e2e/guides``."""
    return tomllib.loads((FOLDERS / name / "edition.toml").read_text("utf-8"))
