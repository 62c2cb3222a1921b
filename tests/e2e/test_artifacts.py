"""What a run keeps: the guide's sentences as groups of the trace, JUnit with the ends, and no secret anywhere."""

import json
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
import zipfile
from pathlib import Path

import pytest

from flows import guide
from flows.worlds import Site

GUIDE = guide.load(Path(__file__).parent / "guides" / "own" / "two-factor.md")


@pytest.fixture(scope="module")
def artifacts(base_url: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a run of one guide keeps, with its trace."""
    folder = tmp_path_factory.mktemp("run") / "artifacts"
    command = [sys.executable, "-m", "flows", "run", str(GUIDE.path), "--base-url", base_url, "--trace", "on"]
    subprocess.run([*command, "--artifacts", str(folder)], check=True, capture_output=True, timeout=60)
    return folder


def test_the_sentences_are_groups_of_the_trace(artifacts: Path) -> None:
    with zipfile.ZipFile(next(artifacts.glob("*/trace.zip"))) as trace:
        events = [json.loads(line) for line in trace.read("trace.trace").splitlines()]
    titles = [event["title"] for event in events if event.get("method") == "tracingGroup"]
    assert titles == [*(f"{number}. {each.text}" for number, each in enumerate(GUIDE.sentences, 1)), "Ends: closed"]


@pytest.mark.parametrize(("tracing", "filmed"), [("on", True), ("retain-on-failure", False)])
def test_a_trace_shows_the_page_at_each_act_and_films_it_where_every_trace_is_kept(
    base_url: str, tmp_path: Path, tracing: str, filmed: bool
) -> None:
    path = tmp_path / "close.md"
    path.write_text(GUIDE.path.read_text("utf-8").replace("ends: closed", "ends: still open"), "utf-8")
    shutil.copy(GUIDE.path.with_name("edition.toml"), tmp_path)
    command = [sys.executable, "-m", "flows", "run", str(path), "--base-url", base_url, "--trace", tracing]
    folder = tmp_path / "artifacts"
    done = subprocess.run([*command, "--artifacts", str(folder)], check=False, capture_output=True, timeout=60)
    with zipfile.ZipFile(next(folder.glob("*/trace.zip"))) as trace:
        kinds = {json.loads(line)["type"] for line in trace.read("trace.trace").splitlines()}
    assert done.returncode == 1
    assert "frame-snapshot" in kinds
    assert ("screencast-frame" in kinds) is filmed


def test_no_secret_reaches_an_artifact(artifacts: Path, site: Site) -> None:
    # Same request, same secrets: this world has those of the one that was walked.
    twin = site.make_world(GUIDE.edition, circumstances=("two-factor",))
    for path in [path for path in artifacts.rglob("*") if path.is_file()]:
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as trace:
                content = b"".join(trace.read(name) for name in trace.namelist())
        else:
            content = path.read_bytes()
        assert [secret for secret in twin.secrets if secret.encode() in content] == []
        assert not re.search(rb"worklane=(?!\[secret\]|;)\S+", content)
    assert twin.secrets


def test_junit_has_the_end_and_the_claims(artifacts: Path) -> None:
    case = ElementTree.parse(artifacts / "junit.xml").find(".//testcase")  # noqa: S314  (our own file)
    assert case is not None
    told = [(each.get("name"), each.get("value")) for each in case.iter("property")]
    assert ("ends", "closed") in told
    assert ("claim", "D4") in told
