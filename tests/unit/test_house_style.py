"""House style: names say what they hold, and each shared type is declared once."""

import ast
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHECKED = ["flows", "mocksite", "tests"]
VAGUE = {"told", "said", "asked", "found", "settle", "_settle"}
LONGEST = 59
GIT = shutil.which("git") or "git"
TOP = {
    *("mocksite", "flows", "pytest_offramp.py", "tests", "examples", "docs", "requirements", "pyproject.toml"),
    *("Makefile", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE"),
}


def modules(package: str) -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted((ROOT / package).rglob("*.py")):
        yield path.relative_to(ROOT), ast.parse(path.read_text("utf-8"))


def names(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """The names of functions, parameters and variables, not of fields, with their lines."""
    classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    fields = [statement.target for node in classes for statement in node.body if isinstance(statement, ast.AnnAssign)]
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            yield node.name, node.lineno
        elif isinstance(node, ast.arg):
            yield node.arg, node.lineno
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node not in fields:
            yield node.id, node.lineno


@pytest.mark.parametrize("package", CHECKED)
def test_names_say_what_they_hold(package: str) -> None:
    vague = [f"{path}:{line}: {name}" for path, tree in modules(package) for name, line in names(tree) if name in VAGUE]
    assert vague == [], "name each for what it holds: message, lines, page, rows …"


def test_names_of_tests_are_short() -> None:
    tests = [(path, name) for path, tree in modules("tests") for name, _ in names(tree) if name.startswith("test_")]
    assert [f"{path}: {name}" for path, name in tests if len(name) > LONGEST] == []


def test_types_are_declared_once() -> None:
    declared = Counter(
        target.id
        for _, tree in modules("tests")
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name) and not target.id.isupper()
    )
    declared.update(node.name for _, tree in modules("tests") for node in tree.body if isinstance(node, ast.ClassDef))
    assert [name for name, times in declared.items() if times > 1 and name[0].isupper()] == []


def test_nothing_else_is_at_the_top() -> None:
    """What a command leaves behind is committed easily, such as the report of another tool."""
    if not (ROOT / ".git").exists():
        pytest.skip("only a clone tells what is committed")
    done = subprocess.run([GIT, "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    top = {path.partition("/")[0] for path in done.stdout.split("\0") if path}
    assert {name for name in top if not name.startswith(".")} == TOP
