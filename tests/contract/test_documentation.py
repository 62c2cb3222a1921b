"""The documentation and the code agree."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.__main__ import main
from flows.claims import model
from flows.reading import guide
from mocksite.editions import loader

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
DOCS = sorted((ROOT / "docs").glob("*.md"))
PATHS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
PAGES = [README, *(page.read_text("utf-8") for page in DOCS)]
COMMANDS = [
    line
    for page in PAGES
    for line in re.findall(r"(?:python -m |^|[$`(] ?)((?:flows|offramp) [a-z].*?)(?:`|\s*#|$)", page, re.MULTILINE)
]
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")
# The files of an edition that the README shows: path, edition and text.
QUOTED = re.findall(r"`(flows/guides/([a-z0-9-]+)/\S+)`\)?:\n\n```\w+\n(.*?)```", README, re.DOTALL)
TARGETS = set(re.findall(r"^([a-z0-9]+):", MAKEFILE, re.MULTILINE))


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", README, re.DOTALL)


def test_every_make_target_of_the_readme_exists() -> None:
    targets = set(re.findall(r"(?:^|`)make ([a-z0-9]+)", README, re.MULTILINE))
    assert targets <= TARGETS
    assert {"e2e", "test", "serve", "headed", "debug", "trace", "lint", "check", "bench", "help"} <= targets


def test_every_option_of_the_readme_is_one_of_the_makefile() -> None:
    options = {option for block in blocks("sh") for option in re.findall(r"\b([A-Z_]{3,})=", block)}
    assert options <= set(re.findall(r"\$\((?:if |or )?\$?\(?([A-Z_]+)\)", MAKEFILE)) | {"PORT", "PYTHON"}


def test_the_readme_quotes_a_guide_and_a_test_with_paths() -> None:
    assert [Path(path).suffix for path, _, _ in QUOTED] == [".md", ".py"]
    assert [shown for _, _, shown in QUOTED] == [*blocks("markdown"), *blocks("python")]


@pytest.mark.parametrize(("path", "edition", "shown"), QUOTED, ids=[path for path, _, _ in QUOTED])
def test_quotes_in_the_readme_match_the_files(path: str, edition: str, shown: str) -> None:
    if edition not in loader.names():
        pytest.skip(f"edition {edition} does not ship")
    written = (ROOT / path).read_text("utf-8")
    assert shown == written if path.endswith(".md") else shown in written


@pytest.mark.parametrize("line", dict.fromkeys(COMMANDS))
def test_every_documented_command_exists(line: str) -> None:
    _, command, *arguments = shlex.split(line)
    assert command in main.commands
    help_page = CliRunner().invoke(main, [command, "--help"])
    options = re.findall(r"--[a-z-]+", help_page.output)
    assert help_page.exit_code == 0
    assert [part for part in arguments if part.startswith("--") and part not in options] == []


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "docs/site.md", "docs/running.md"])
def test_every_linked_file_exists(name: str) -> None:
    links = re.findall(r"\]\(([^)#:]+)", (ROOT / name).read_text("utf-8"))
    assert links
    assert [link for link in links if not (ROOT / name).parent.joinpath(link).exists()] == []


@pytest.mark.parametrize("page", [page.relative_to(ROOT).as_posix() for page in PATHS])
def test_every_path_in_a_document_exists(page: str) -> None:
    paths = re.findall(r"`((?:flows|mocksite|tests|docs)/[\w./*-]+)`", (ROOT / page).read_text("utf-8"))
    places = [ROOT, *(ROOT.glob("examples/*") if page == "docs/package.md" else ())]
    missing = [path for path in paths if not any(list(place.glob(path)) for place in places)]
    assert [path for path in missing if "flows/guides/" not in path] == []


def test_every_function_that_a_document_names_is_there() -> None:
    pairs = [pair for page in PATHS for pair in re.findall(r"`(\w+)\(\)` in `(\S+\.py)`", page.read_text("utf-8"))]
    assert len(pairs) > 1
    assert [pair for pair in pairs if f"def {pair[0]}(" not in (ROOT / pair[1]).read_text("utf-8")] == []


def test_every_fixture_of_a_test_is_documented() -> None:
    plugin = (ROOT / "flows" / "plugin" / "fixtures.py").read_text("utf-8")
    fixtures = set(re.findall(r"^@pytest\.fixture\ndef (\w+)", plugin, re.MULTILINE))
    page = (ROOT / "docs" / "running.md").read_text("utf-8")
    documented = {
        name for row in re.findall(r"^\| (`.+?) \|", page, re.MULTILINE) for name in re.findall(r"`(\w+)", row)
    }
    assert {"open_page", "world"} <= fixtures <= documented


@pytest.mark.parametrize("name", loader.names())
def test_every_claim_has_a_proof_that_can_fail(name: str) -> None:
    assert model.load(guide.GUIDES / name), f"say in {model.FILE} what the guide on {name} claims"
    assert list(model.faults(guide.GUIDES / name)) == []
