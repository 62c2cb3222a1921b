"""The page on writing guides: its tables and examples match the code."""

import re
import subprocess
import sys
import tomllib
from itertools import chain
from pathlib import Path
from typing import Any, get_args

import pytest

from flows.cli import doc_tables
from flows.site.client import Site
from mocksite.catalog.field_labels import LABELS
from mocksite.catalog.navigation import AREAS, CAPACITY_LABELS, SUPPORT
from mocksite.editions import closing_schema, loader, schema, types
from mocksite.editions.control_names import PANEL_CONTROLS

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "writing-guides.md").read_text("utf-8")
SMALL, *_, WHOLE = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
(GUIDE,) = re.findall(r"```markdown\n(.*?)```", PAGE, re.DOTALL)
WALKED, READ, *_ = re.findall(r"```text\n\$ .*?\n(.*?)```", PAGE, re.DOTALL)
# The parts of an edition, and the TOML path of each.
PARTS = {
    schema.Edition: [],
    schema.Gate: ["gate"],
    schema.Section: ["sections"],
    schema.Fate: ["retention", "projects"],
    schema.Availability: ["availability"],
    schema.Visibility: ["visibility"],
    schema.Plans: ["plans"],
    schema.Dormancy: ["dormancy"],
    closing_schema.Closing: ["closing"],
    closing_schema.Stage: ["closing", "stages"],
    closing_schema.After: ["closing", "after"],
    closing_schema.Restore: ["closing", "after", "restore"],
    closing_schema.Announcement: ["closing", "after", "with_account"],
}


@pytest.mark.parametrize("name", ["../README.md", "writing-guides.md", "claims.md", "site.md", "package.md"])
def test_tables_are_generated_from_the_code(site: Site, name: str) -> None:
    page = (DOCS / name).read_text("utf-8")
    if "README" in name and (
        gone := set(re.findall(r"^\| `([a-z-]+)` \| \d", page, re.MULTILINE)) - set(loader.names())
    ):
        pytest.skip(f"edition {', '.join(gone)} does not ship")
    assert doc_tables.filled(page, site.catalog()) == page, "the page is out of date; run: make docs"


def test_the_example_edition_is_valid() -> None:
    assert loader.parse(tomllib.loads(WHOLE)).title == "An example"


def tables(parent: dict[str, Any], path: list[str]) -> list[dict[str, Any]]:
    """All tables at a path in a TOML document."""
    if not path:
        return [parent]
    children = parent.get(path[0], [])
    return [
        table for child in (children if isinstance(children, list) else [children]) for table in tables(child, path[1:])
    ]


@pytest.mark.parametrize(("part", "path"), PARTS.items())
def test_the_example_edition_has_every_key(part: type[types.Table], path: list[str]) -> None:
    keys = [field.alias or name for name, field in part.model_fields.items()]
    written = {key for table in tables(tomllib.loads(WHOLE), path) for key in table}
    assert [key for key in keys if key not in written] == []


def test_the_example_edition_has_every_part() -> None:
    assert {*PARTS, closing_schema.Ask} == set(types.Table.__subclasses__())


def test_every_panel_and_fixed_name_is_documented() -> None:
    section = PAGE.partition("## Names that are the same in every edition")[2]
    names = [*AREAS, *CAPACITY_LABELS.values(), SUPPORT, *LABELS.values(), *chain(*PANEL_CONTROLS.values())]
    assert [panel for panel in get_args(schema.Panel) if f"`{panel}`" not in section] == []
    assert [name for name in names if f"**{name}**" not in section] == []


@pytest.mark.parametrize(("options", "lines"), [((), WALKED), (("--read-only",), READ)], ids=["walked", "read"])
def test_the_first_guide_is_true_as_shown(tmp_path: Path, site: Site, options: tuple[str, ...], lines: str) -> None:
    folder = tmp_path / "my-site"
    folder.mkdir()
    (folder / "edition.toml").write_text(SMALL, "utf-8")
    (folder / "leave.md").write_text(GUIDE, "utf-8")
    command = [sys.executable, "-m", "flows", "check", "my-site/", *options, "--base-url", site.base_url]
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    output = re.sub(r"in [\d:.]+ s", "in 1 s", done.stdout)
    shown, omission, _ = lines.partition("…\n")
    assert output.startswith(shown) if omission else output == shown
