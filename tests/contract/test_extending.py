"""The example on the page about extending the site works."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from mocksite.editions import loader

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "extending.md").read_text("utf-8")
CHANGES = re.findall(r"```diff\n(.*?)```", PAGE, re.DOTALL)
FILES = re.findall(r"`(flows/guides/\S+\.md)`:\n\n```markdown\n(.*?)```", PAGE, re.DOTALL)
(COMMANDS,) = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
GIT = shutil.which("git") or "git"
(EDITION,) = set(re.findall(r"mocksite/editions/(\S+)\.toml", PAGE))
EXPECTED = {"check": "1 guide: 1 true", "cells": "open-question           open-question → closed"}


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project with all changes of the page applied."""
    if EDITION not in loader.names():
        pytest.skip(f"edition {EDITION} does not ship")
    copy = tmp_path_factory.mktemp("extended")
    for part in ("mocksite", "flows"):
        shutil.copytree(ROOT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
    for file in ("pyproject.toml", "pytest_offramp.py"):
        shutil.copy(ROOT / file, copy)
    for change in CHANGES:
        subprocess.run([GIT, "apply", "-"], cwd=copy, input=change, text=True, check=True)
    for path, written in FILES:
        (copy / path).write_text(written, "utf-8")
    return copy


# Every run walks the guide. The cells take longer and follow from the same definition.
@pytest.mark.parametrize(
    "command",
    [
        pytest.param(command, marks=[pytest.mark.thorough] if " cells " in command else [])
        for command in re.findall(r"python -m (.+)", COMMANDS)
    ],
)
def test_the_added_parts_work(extended: Path, command: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", *command.split()],
        cwd=extended,
        env={**os.environ, "PYTHONPATH": str(extended)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, EXPECTED[command.split()[1]] in done.stdout) == (0, True), done.stdout + done.stderr


def test_the_page_adds_something_of_every_kind() -> None:
    assert (len(CHANGES), len(FILES)) == (3, 2)
