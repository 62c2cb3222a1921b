"""An edition is data: it can be deleted with its guides, since no program knows it by its name."""

import re
from pathlib import Path
from typing import get_args

import pytest

from mocksite.editions import loader, schema

ROOT = Path(__file__).parents[2]
PROGRAMS = [
    ROOT / "Makefile",
    *(ROOT / ".github").rglob("*.yml"),
    *(path for folder in ("mocksite", "tests") for path in (ROOT / folder).rglob("*.py")),
    *(path for path in (ROOT / "flows").rglob("*.py") if not path.is_relative_to(ROOT / "flows/guides")),
]


@pytest.mark.parametrize("name", loader.names())
def test_no_program_knows_an_edition_by_its_name(name: str) -> None:
    # A panel may be called the same; then only what says edition or guides before it is the edition.
    before = r"(?i:editions?|guides?)\W{1,6}" if name in get_args(schema.Panel) else r"[\"'/=]"
    known = re.compile(rf"{before}{name}(?![\w-])")
    assert [path for path in PROGRAMS if known.search(path.read_text("utf-8"))] == []
