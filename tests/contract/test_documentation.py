"""The documentation and the code agree."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows import claims, guide
from flows.__main__ import main
from mocksite import editions
from mocksite.obligations import OBLIGATIONS

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
# A file of an edition that is shown: its path, the edition, and what is shown.
QUOTED = re.findall(r"`(flows/guides/([a-z0-9-]+)/\S+)`\)?:\n\n```\w+\n(.*?)```", README, re.DOTALL)
TARGETS = set(re.findall(r"^([a-z0-9]+):", MAKEFILE, re.MULTILINE))


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_every_make_target_of_the_readme_exists() -> None:
    told = set(re.findall(r"(?:^|`)make ([a-z0-9]+)", README, re.MULTILINE))
    assert told <= TARGETS
    assert {"e2e", "test", "serve", "headed", "debug", "trace", "lint", "check", "bench", "help"} <= told


def test_every_option_of_the_readme_is_one_of_the_makefile() -> None:
    told = {option for block in blocks("sh") for option in re.findall(r"\b([A-Z_]{3,})=", block)}
    assert told <= set(re.findall(r"\$\((?:if |or )?\$?\(?([A-Z_]+)\)", MAKEFILE)) | {"PORT", "PYTHON"}


def test_the_readme_shows_a_guide_and_a_test_by_hand_and_says_which() -> None:
    assert [Path(path).suffix for path, _, _ in QUOTED] == [".md", ".py"]
    assert [shown for _, _, shown in QUOTED] == [*blocks("markdown"), *blocks("python")]


@pytest.mark.parametrize(("path", "edition", "shown"), QUOTED, ids=[path for path, _, _ in QUOTED])
def test_what_the_readme_shows_is_what_ships(path: str, edition: str, shown: str) -> None:
    if edition not in editions.names():
        pytest.skip(f"edition {edition} does not ship")
    written = (ROOT / path).read_text("utf-8")
    assert shown == written if path.endswith(".md") else shown in written


@pytest.mark.parametrize("line", re.findall(r"python -m (flows [a-z].*?)\s*(?:#.*)?$", README, re.MULTILINE))
def test_every_command_of_the_readme_is_one_of_flows(line: str) -> None:
    command = shlex.split(line)[1]
    assert command in main.commands
    assert CliRunner().invoke(main, [command, "--help"]).exit_code == 0


@pytest.mark.parametrize("name", editions.names())
def test_every_claim_has_a_proof_that_can_fail_and_every_proof_a_claim(name: str) -> None:
    assert claims.load(guide.GUIDES / name), f"say in {claims.FILE} what the guide on {name} claims"
    assert claims.faults(guide.GUIDES / name) == []


def test_every_obligation_is_told_as_it_is_defined() -> None:
    for name, obligation in OBLIGATIONS.items():
        leaves = ", ".join(f"`{left}`" for left in obligation.leaves)
        assert f"| `{name}` | {obligation.settled_by} | {leaves} |".replace("|  |", "| |") in README
