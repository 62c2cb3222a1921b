"""The artifacts of a run: a grouped trace, JUnit results with the ends, and no secrets."""

import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
import zipfile
from pathlib import Path
from typing import Any

import pytest

from flows.reading import guide
from flows.site.client import Site

GUIDE = guide.load(Path(__file__).parent / "guides" / "own" / "two-factor.md")


@pytest.fixture(scope="module")
def artifacts(base_url: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run") / "artifacts"
    command = [sys.executable, "-m", "flows", "run", str(GUIDE.path), "--base-url", base_url, "--tracing", "on"]
    subprocess.run([*command, "--output", str(folder)], check=True, capture_output=True, timeout=60)
    return folder


def test_sentences_are_groups_of_the_trace(artifacts: Path) -> None:
    titles = [event["title"] for event in _events(artifacts) if event.get("method") == "tracingGroup"]
    sentences = [f"{number}. {sentence.text}" for number, sentence in enumerate(GUIDE.sentences, 1)]
    assert titles == [*sentences, "Ends: closed"]


def test_traces_have_snapshots_and_a_film_if_all_are_kept(artifacts: Path) -> None:
    assert {"frame-snapshot", "screencast-frame"} <= {event["type"] for event in _events(artifacts)}


def _events(folder: Path) -> list[dict[str, Any]]:
    with zipfile.ZipFile(next(folder.glob("*/trace.zip"))) as trace:
        return [json.loads(line) for line in trace.read("trace.trace").splitlines()]


def test_no_secret_reaches_an_artifact(artifacts: Path, site: Site) -> None:
    # The same request makes the same secrets, so this world has those of the one that was walked.
    twin = site.make_world(GUIDE.edition, circumstances=("two-factor",))
    for path in [path for path in artifacts.rglob("*") if path.is_file()]:
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as trace:
                content = b"".join(trace.read(name) for name in trace.namelist())
        else:
            content = path.read_bytes()
        assert [secret for secret in twin.secrets if secret.encode() in content] == []
        assert not re.search(rb"worklane-\w+=(?!\[secret\]|;)\S+", content)
    assert twin.secrets


def test_junit_has_end_and_claims(artifacts: Path) -> None:
    case = ElementTree.parse(artifacts / "junit.xml").find(".//testcase")  # noqa: S314  (our own file)
    assert case is not None
    properties = [(item.get("name"), item.get("value")) for item in case.iter("property")]
    assert ("ends", "closed") in properties
    assert ("claim", "D4") in properties
