"""The documentation and the code agree."""

import re
import shlex
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows import guide
from flows.__main__ import main
from flows.grammar import WORDS
from flows.vocabulary import ENTRIES
from mocksite import editions, schema
from mocksite.catalog import CIRCUMSTANCES, ENDS
from mocksite.obligations import OBLIGATIONS

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
# What is said of a freelancer who wants to leave: each has at least one procedure.
FREELANCERS = {*("D1", "D2", "D3", "D4", "D5", "D6"), *("A1", "A2", "A3", "A4"), "B3", "C9", "C18", "D23"}
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


def test_the_readme_shows_the_guide_that_ships() -> None:
    guide = (ROOT / "flows/guides/account-types/close-freelancer.md").read_text("utf-8")
    assert guide.strip() in [block.strip() for block in blocks("markdown")]


def test_the_readme_shows_the_test_that_runs() -> None:
    test = (ROOT / "tests/e2e/test_by_hand.py").read_text("utf-8")
    body = re.search(r'(    LoginPage\(page.*?text\("Your account is closed"\)\n)', test, re.DOTALL)
    assert body
    assert any(body[1] in block for block in blocks("python"))


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.expression.source)
def test_every_entry_of_the_vocabulary_is_told(entry: "object") -> None:
    assert f"| `{entry.expression.source}` | {entry.means} |" in README  # type: ignore[attr-defined]


@pytest.mark.parametrize("line", re.findall(r"python -m (flows [a-z].*?)\s*(?:#.*)?$", README, re.MULTILINE))
def test_every_command_of_the_readme_is_one_of_flows(line: str) -> None:
    command = shlex.split(line)[1]
    assert command in main.commands
    assert CliRunner().invoke(main, [command, "--help"]).exit_code == 0


def test_the_edition_of_the_readme_holds_together() -> None:
    edition = next(block for block in blocks("toml") if block.startswith("title"))
    assert editions.parse(tomllib.loads(edition)).title == "An example"


@pytest.mark.parametrize(
    "part", [schema.Edition, schema.Section, schema.Closing, schema.Stage, schema.After, schema.Asked]
)
def test_every_key_of_an_edition_is_in_the_example(part: type[schema.Part]) -> None:
    example = next(block for block in blocks("toml") if block.startswith("title"))
    keys = [field.alias or name for name, field in part.model_fields.items()]
    written = re.findall(r"^([a-z_]+) = ", example, re.MULTILINE) + re.findall(r"\[\[?(?:closing\.)?(\w+)\]", example)
    assert [key for key in keys if key not in written] == []


def test_every_claim_a_guide_proves_is_in_the_ledger() -> None:
    known = set(re.findall(r"^\| ([A-E]\d+) \|", (ROOT / "docs/claims.md").read_text("utf-8"), re.MULTILINE))
    proven = {claim for path in guide.find(guide.GUIDES) for claim in guide.load(path).front.claims}
    assert FREELANCERS <= proven <= known


def test_every_obligation_is_told_as_it_is_defined() -> None:
    for name, obligation in OBLIGATIONS.items():
        leaves = ", ".join(f"`{left}`" for left in obligation.leaves)
        assert f"| `{name}` | {obligation.settled_by} | {leaves} |".replace("|  |", "| |") in README


@pytest.mark.parametrize(
    ("key", "known"),
    [
        ("having", list(OBLIGATIONS)),
        ("circumstances", list(CIRCUMSTANCES)),
        ("ends", [end.name for end in ENDS]),
    ],
)
def test_every_name_a_guide_may_use_is_told(key: str, known: list[str]) -> None:
    row = next(line for line in README.splitlines() if line.startswith(f"| `{key}` |"))
    assert [name for name in known if f"`{name}`" not in row] == []


def test_every_fact_a_reader_knows_is_told() -> None:
    assert f"A fact is one of: {', '.join(WORDS['facts'])}." in README
