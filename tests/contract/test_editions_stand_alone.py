"""An edition is data: no program mentions it by name."""

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
def test_no_code_names_an_edition(name: str) -> None:
    # A panel may have the same name as an edition; only a name after “edition” or “guides” means the edition.
    before = r"(?i:editions?|guides?)\W{1,6}" if name in get_args(schema.Panel) else r"[\"'/=]"
    mention = re.compile(rf"{before}{name}(?![\w-])")
    assert [path for path in PROGRAMS if mention.search(path.read_text("utf-8"))] == []
