"""The options of a run are the same for pytest, ``python -m flows`` and make."""

import os
import re
import shlex
import subprocess
import tomllib
from pathlib import Path

import click
import pytest

from flows.__main__ import main
from flows.cli.run import arguments
from flows.plugin.options import AGAINST, BROWSER, BROWSER_PATH, HEADED, ONLY, REPEAT, RUN, STORE_DURATIONS
from tests import conftest

ROOT = Path(__file__).parents[2]
OF_COMMANDS = {
    "run": (*RUN, ONLY, REPEAT, STORE_DURATIONS),
    "check": (*RUN, AGAINST),
    "matrix": (*RUN, ONLY),
    "proofs": (*RUN, ONLY),
    "browser": (HEADED, BROWSER, BROWSER_PATH),
}
# What each variable of make sets.
VARIABLES = {
    "HEADED": {"--headed"},
    "SLOWMO": {"--slowmo"},
    "TRACE": {"--tracing"},
    "BROWSER": {"--browser", "--browser-path"},
    "WORKERS": {"-n"},
    "ONLY": {"--only"},
    "BASE_URL": {"--base-url"},
    "REPEAT": {"--repeat"},
}
# The values that make passes on for each of its variables.
VALUES = {"HEADED": "1", "SLOWMO": "300", "TRACE": "on", "BROWSER": "firefox", "WORKERS": "2"}
GUIDE_VALUES = {"ONLY": "close-*", "BASE_URL": "http://127.0.0.1:5050"}


@pytest.mark.parametrize("name", OF_COMMANDS)
def test_commands_declare_options_as_the_table_does(name: str) -> None:
    assert set(OF_COMMANDS[name]) <= set(main.commands[name].params)


@pytest.mark.parametrize("option", [*RUN, ONLY, AGAINST, REPEAT, STORE_DURATIONS], ids=lambda option: option.name)
def test_pytest_knows_each_option_by_the_same_name(pytestconfig: pytest.Config, option: click.Option) -> None:
    assert pytestconfig.getoption(option.opts[0], "unknown") != "unknown"


def test_pyproject_has_our_defaults_for_other_plugins() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    addopts = settings["tool"]["pytest"]["ini_options"]["addopts"]
    for option in RUN:
        if option.opts[0] in addopts:
            assert addopts[addopts.index(option.opts[0]) + 1] == option.default


@pytest.mark.parametrize(
    ("target", "values"),
    [
        ("e2e", VALUES | GUIDE_VALUES | {"REPEAT": "8"}),
        ("proofs", VALUES | GUIDE_VALUES),
        ("matrix", VALUES | GUIDE_VALUES),
        ("test", VALUES),
        ("thorough", VALUES),
        ("e2e", VALUES | {"BROWSER": "/usr/bin/chromium"}),
    ],
)
def test_make_passes_each_variable_as_its_option(target: str, values: dict[str, str]) -> None:
    passed = command_of(target, values)
    for variable, value in values.items():
        names = [name for name in VARIABLES[variable] if name in passed]
        assert len(names) == 1
        assert names == ["--headed"] or passed[passed.index(names[0]) + 1] == value


def test_make_has_a_variable_for_each_option_and_explains_it() -> None:
    options_of_make = set().union(*VARIABLES.values())
    assert options_of_make == {option.opts[0] for option in (*RUN, ONLY, REPEAT)} - {
        "--output",
        "--trust-host",
        "--patience",
    }
    makefile = (ROOT / "Makefile").read_text("utf-8")
    options = re.search(r"^options := (.*)$", makefile, re.MULTILINE)
    assert options
    assert {*VARIABLES, "FULL", "PEERS", "PORT"} == set(options[1].split())
    assert VARIABLES.keys() <= set(re.findall(r'"  ([A-Z_]+)=', makefile))


def test_make_passes_no_option_without_a_value() -> None:
    assert [part for part in command_of("e2e", {}) if part.startswith("-")] == ["-m"]


def command_of(target: str, values: dict[str, str]) -> list[str]:
    variables = [f"{name}={value}" for name, value in values.items()]
    command = ["make", "--dry-run", target, *variables]
    # Without what the make that runs the tests would pass on to this one.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return shlex.split(done.stdout.splitlines()[-1])


def test_click_options_become_pytest_arguments() -> None:
    options = main.commands["run"].make_context("run", []).params | {"against": ()}
    assert arguments(options) == ["-n", "auto"]
    assert arguments(options | {"workers": 1}) == ["-n", "0"]
    assert arguments(options | {"headed": True, "workers": 2, "trust_host": ("a", "b"), "only": "close-*"}) == [
        *("--headed", "-n", "2", "--trust-host", "a", "--trust-host", "b", "--only", "close-*")
    ]


def test_missing_development_packages_are_a_one_line_error(monkeypatch: pytest.MonkeyPatch) -> None:
    assert conftest.missing_packages() == []
    monkeypatch.setattr("tests.conftest.find_spec", lambda _: None)
    with pytest.raises(pytest.UsageError) as raised:
        conftest.pytest_configure()
    assert str(raised.value) == (
        "the tests need the development packages (axe_playwright_python, hypothesis, schemathesis): "
        "run make test once, or make .venv/all"
    )
