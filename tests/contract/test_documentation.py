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
# What each edition proves so far: every claim has a procedure among the edition's own guides.
PROVEN = {
    "account-types": {*("D1", "D2", "D3", "D4", "D5", "D6", "D23"), *("A1", "A2", "A3", "A4"), "B3", "C9", "C18"},
}
# A file of an edition that is shown: its path, the edition, and what is shown.
QUOTED = re.findall(r"`(flows/guides/([a-z0-9-]+)/\S+)`\)?:\n\n```\w+\n(.*?)```", README, re.DOTALL)
TARGETS = set(re.findall(r"^([a-z0-9]+):", MAKEFILE, re.MULTILINE))


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def claims_of(folder: Path) -> set[str]:
    return {claim for path in guide.find(folder) for claim in guide.load(path).front.claims}


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
    assert claims_of(guide.GUIDES) <= known


@pytest.mark.parametrize("name", editions.names())
def test_an_edition_that_ships_proves_what_is_said_of_it(name: str) -> None:
    assert name in PROVEN, f"add to PROVEN which claims the guides of {name} prove"
    assert PROVEN[name] <= claims_of(guide.GUIDES / name)


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
