"""The page on writing guides: its tables are those of the code, and its examples are true."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from flows import docs
from flows.worlds import Site
from mocksite import editions, schema

PAGE = (Path(__file__).parents[2] / "docs" / "writing-guides.md").read_text("utf-8")
SMALL, WHOLE = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
(GUIDE,) = re.findall(r"```markdown\n(.*?)```", PAGE, re.DOTALL)
(WALKED,) = re.findall(r"```text\n\$ .*?\n(.*?)```", PAGE, re.DOTALL)
PARTS = [schema.Edition, schema.Gate, schema.Section, schema.Closing, schema.Stage, schema.After, schema.Asked]


def test_its_tables_are_made_from_the_code(site: Site) -> None:
    assert docs.filled(PAGE, site.catalog()) == PAGE, "the page is out of date; make it anew with: make docs"


def test_the_whole_edition_it_shows_holds_together() -> None:
    assert editions.parse(tomllib.loads(WHOLE)).title == "An example"


@pytest.mark.parametrize("part", PARTS)
def test_every_key_of_an_edition_is_in_the_one_it_shows(part: type[schema.Part]) -> None:
    keys = [field.alias or name for name, field in part.model_fields.items()]
    written = re.findall(r"^([a-z_]+) = ", WHOLE, re.MULTILINE) + re.findall(r"\[\[?(?:closing\.)?(\w+)\]", WHOLE)
    assert [key for key in keys if key not in written] == []


def test_the_first_guide_is_green_as_it_says(tmp_path: Path, site: Site) -> None:
    folder = tmp_path / "my-site"
    folder.mkdir()
    (folder / "edition.toml").write_text(SMALL, "utf-8")
    (folder / "leave.md").write_text(GUIDE, "utf-8")
    command = [sys.executable, "-m", "flows", "check", "my-site/", "--base-url", site.base_url]
    environment = {"PATH": "/usr/bin:/bin", "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.sub(r"in [\d:.]+ s", "in 1 s", done.stdout) == WALKED
