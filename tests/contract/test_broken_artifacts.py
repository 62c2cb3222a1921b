"""Commands on files that are broken or cannot be written: a line that says so, and exit code 2."""

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.__main__ import main
from flows.claims.model import FILE
from flows.errors import FlowsError
from flows.reading.guide import GUIDES

FOLDER = str(next(GUIDES.rglob(FILE)).parent)


@pytest.mark.parametrize("content", [b'{"results": [', b"\xff\xfe\x00", b""], ids=["cut off", "not JSON", "empty"])
@pytest.mark.parametrize("report", ["report.json", "proofs/report.json"])
def test_claims_with_a_broken_report(tmp_path: Path, report: str, content: bytes) -> None:
    path = tmp_path / report
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    assert fault("claims", FOLDER, "--artifacts", str(tmp_path)).startswith(f"{path} is not a record of version 1 (")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 cut off"], ids=["empty", "cut off"])
def test_a_broken_trace(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "trace.zip"
    path.write_bytes(content)
    assert fault("trace", str(path)).startswith(f"{path} is not a whole trace; ")


@pytest.mark.parametrize("part", ["nothing", "nothing of an edition", "ends of an edition", "claims"])
def test_a_page_with_an_unknown_part(tmp_path: Path, part: str) -> None:
    page = tmp_path / "page.md"
    text = f"<!-- {part}: made by make docs -->\n<!-- end -->\n"
    page.write_text(text, "utf-8")
    assert fault("docs", str(page)).startswith(f"no part is called {part!r}; ")
    assert page.read_text("utf-8") == text


def test_a_page_that_is_not_utf_8(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_bytes(b"caf\xe9\n")
    assert fault("docs", str(page)).startswith(f"{page}:1: cannot be read as UTF-8 text")


def test_a_page_that_cannot_be_written(tmp_path: Path) -> None:
    page = tmp_path / "missing" / "claims.html"
    command = [sys.executable, "-m", "flows", "claims", FOLDER, "--artifacts", str(tmp_path), "--html", str(page)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (2, f"flows: {page}: No such file or directory\n")


def fault(*arguments: str) -> str:
    """The one line in which a command says what is wrong; ``python -m flows`` prints it and exits with 2."""
    error = CliRunner().invoke(main, arguments).exception
    assert isinstance(error, FlowsError)
    assert "\n" not in str(error)
    return str(error)
