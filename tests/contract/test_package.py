"""The package: what is in the wheel, and what it does in a project of somebody else's."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from email.parser import HeaderParser
from importlib.metadata import PathDistribution
from pathlib import Path
from venv import EnvBuilder

import pytest

import flows
from mocksite import app

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "help-site"
PAGE = (ROOT / "docs" / "package.md").read_text("utf-8")
# Files of the example that the page shows, and parts of its tests.
QUOTED = re.findall(r"`([a-z_/.]+)`[^\n]*\n(?:[^\n`]+\n)*\n```(?:toml|markdown|python)\n(.*?)```", PAGE, re.DOTALL)
EXAMPLES = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
FIXTURES = {"world", "make_world", "site", "screen", "open_page", "walk"}
# The tests' own packages have plugins, too, which the example does not know.
PYTEST = ("-m", "pytest", "-p", "no:randomly", "-p", "no:schemathesis", "-p", "no:hypothesispytest")
# A project that has the package installed, and does not use it. Its own package has the name of ours.
BYSTANDER = {
    "pyproject.toml": "[tool.pytest.ini_options]\nfilterwarnings = ['error']\n",
    "guides/close.md": "1. Nothing for Offramp.\n",
    "guides/offramp.toml": "",
    "flows/__init__.py": "OWN = True\n",
    "test_it.py": """\
import sys

import flows

def test_the_plugin_has_loaded_nothing(request):
    assert flows.OWN
    assert "mocksite" not in sys.modules
    assert not request.config.pluginmanager.has_plugin("flows.plugin.hooks")

def test_wrong():
    assert False
""",
}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this project."""
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder], cwd=ROOT, check=True)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the wheel is installed in; the packages it needs are those of these tests."""
    folder = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(folder)]
    subprocess.run([*pip, str(wheel)], check=True)
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the example, which also has a package called as ours is."""
    copy = shutil.copytree(EXAMPLE, tmp_path / "project", ignore=shutil.ignore_patterns("artifacts", "__pycache__"))
    (copy / "flows").mkdir()
    (copy / "flows" / "__init__.py").write_text("OWN = True\n", "utf-8")
    return copy


def run(folder: Path, path: Path | None, *command: str) -> str:
    """The output of a command in a folder, which must succeed or have a test that fails; ``path`` is that of Python."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    environment["PYTHONPATH"] = str(path or "")
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done.stdout + done.stderr


def files_of(package: str) -> Iterator[str]:
    for path in (ROOT / package).rglob("*"):
        is_test = "__pycache__" in path.parts or path.name.startswith("test_")
        if path.is_file() and not is_test:
            yield path.relative_to(ROOT).as_posix()


def test_the_wheel_has_everything_but_tests(installed: Path) -> None:
    info = next(installed.glob("*.dist-info"))
    files = {path.relative_to(installed).as_posix() for path in installed.rglob("*") if path.is_file()}
    rest = {path for path in files if path.startswith((info.name, "bin/")) or "__pycache__" in path}
    assert files - rest == {*files_of("flows"), *files_of("mocksite"), "pytest_offramp.py"}
    assert {"flows/py.typed", "mocksite/py.typed", "flows/language/words.toml"} <= files


def test_the_wheel_has_ranges_and_its_extras(installed: Path) -> None:
    metadata = PathDistribution(next(installed.glob("*.dist-info")))
    needs = [line for line in metadata.requires or () if "extra ==" not in line]
    assert [line for line in needs if "==" in line or ">=" not in line] == []
    assert HeaderParser().parsestr(str(metadata.metadata)).get_all("Provides-Extra") == ["dev", "postgres"]
    assert metadata.version == flows.__version__ == app.__version__


def test_the_command_reads_guides_in_any_folder(installed: Path, project: Path) -> None:
    offramp = str(installed / "bin" / "offramp")
    assert run(project, installed, offramp, "--version") == f"offramp, version {flows.__version__}\n"
    assert run(project, installed, offramp, "check", "--read-only") == "2 guides: 2 read.\n"
    (project / "help" / "leave.md").write_text("Nothing.\n", "utf-8")
    output = run(project, installed, offramp, "check", "--read-only")
    assert "✗ help/leave.md" in output
    assert "offramp serve" in run(project, installed, offramp, "--help")
    assert "offramp serve --port 0" in run(project, installed, offramp, "serve", "--help")


def test_the_example_is_true_with_the_wheel(installed: Path, project: Path) -> None:
    output = run(project, installed, sys.executable, "-P", *PYTEST, "--junitxml", "junit.xml")
    assert "9 passed" in output, output
    assert (project / "artifacts" / "report.html").exists()


@pytest.mark.thorough
def test_the_readme_of_the_example_works(wheel: Path, project: Path, tmp_path: Path) -> None:
    """In an environment with nothing but what the wheel needs."""
    EnvBuilder(with_pip=True).create(tmp_path / "venv")
    (block,) = re.findall(r"```sh\n(.*?)```", (EXAMPLE / "README.md").read_text("utf-8"), re.DOTALL)
    places = {"PATH": f"{tmp_path / 'venv' / 'bin'}:{os.environ['PATH']}", "PIP_FIND_LINKS": str(wheel.parent)}
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "PYTHON"))}
    for line in block.splitlines():
        done = subprocess.run(
            shlex.split(line), cwd=project, env={**environment, **places}, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
    assert "9 passed" in done.stdout


def test_without_settings_the_plugin_changes_nothing(installed: Path, tmp_path: Path) -> None:
    for name, text in BYSTANDER.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    for options in (["--help"], ["-v", "--junitxml", "junit.xml"]):
        command = (sys.executable, *PYTEST, *options)
        # pytest itself lists every plugin that is installed.
        outputs = [
            re.sub(r"offramp-[\d.]+, |in [\d.]+s", "", run(tmp_path, path, *command)) for path in (installed, None)
        ]
        assert outputs[0] == outputs[1]
    assert "1 failed, 1 passed" in outputs[0]
    assert not (tmp_path / "artifacts").exists()


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        ("guides = 3", r"pyproject\.toml: \[tool\.offramp\] says nothing but where the guides are; write guides = "),
        ("", r"offramp: another package called flows hides its own: \S+/flows/__init__\.py; rename that"),
    ],
)
def test_what_stops_the_plugin_is_one_line(installed: Path, project: Path, table: str, reason: str) -> None:
    (project / "pyproject.toml").write_text(f"[tool.offramp]\n{table}\n", "utf-8")
    command = [sys.executable, *PYTEST, "--collect-only"]
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert re.search(reason, done.stderr), done.stderr
    assert "Traceback" not in done.stdout + done.stderr


def test_the_page_shows_the_example() -> None:
    tests = "\n".join(path.read_text("utf-8") for path in (EXAMPLE / "tests").glob("*.py"))
    files = [
        (EXAMPLE / path).read_text("utf-8").startswith(text) for path, text in QUOTED if (EXAMPLE / path).is_file()
    ]
    assert files == [True] * 5
    assert [text for text in EXAMPLES if text not in tests] == []
    used = {name for text in EXAMPLES for name in re.findall(r"(\w+): ", text)}
    assert used >= FIXTURES


def test_the_hook_of_pre_commit_is_a_command() -> None:
    entry = re.search(r"entry: offramp (\S+) ", (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]
    assert (entry and entry[1], [*scripts]) == ("check", ["offramp"])
