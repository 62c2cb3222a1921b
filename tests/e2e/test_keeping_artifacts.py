"""The artifacts folder keeps the user's files, a folder for each test, and no secrets of any."""

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import cast

import pytest

from flows.pages.login_page import authenticator_code
from flows.plugin import artifacts
from flows.plugin.stash import RUN_FOLDER
from flows.site.client import Site
from tests.support.gated_edition import gated
from tests.support.leaks import files_in, leaks

# What tests written by hand can do to show a secret.
LEAKY = """
import base64, re
from pathlib import Path
import pyotp, pytest
from flows.pages.login_page import LoginPage
from flows.pages.screen import Screen
from tests.support.credentials import CODE_STAGES
from tests.support.gated_edition import gated

OWN_MAIL = gated(stages=CODE_STAGES, after={"mail": "You left", "restore": {"by": "link", "within": "P14D"}})

@pytest.fixture(scope="module")
def shared(site):
    return site.make_world(gated(), circumstances=("two-factor",))

def test_types_a_password_and_a_code_of_its_own(shared, page):
    LoginPage(page, shared).log_in(shared.owner)
    page.get_by_label("Code").fill(pyotp.TOTP(shared.owner.totp_secret).at(shared.now()))
    assert page.get_by_label("Code").input_value() == "guessed"

def test_reads_mail_in_the_browser(site, page):
    world, screen = site.make_world(OWN_MAIL), Screen(page)
    def mailed(pattern):
        page.goto(f"/_control/worlds/{world.id}/outbox")
        print(page.content())
        return re.search(pattern, page.content())[0]
    LoginPage(page, world).log_in(world.owner)
    for control in ("Account menu", "Settings", "Account", "Leave Worklane", "Go on"):
        screen.press(control)
    code = mailed("[0-9]{6}(?=. It works)")
    page.goto(mailed("http://[a-z0-9.:]+/closing/[A-Za-z0-9_./-]+"))
    screen.fill("Code", code)
    screen.press("Go on")
    screen.press("Leave now")
    page.goto(mailed("http://[a-z0-9.:]+/restore/[A-Za-z0-9_.-]+"))
    assert (code, page.url) == "guessed"

def test_prints_and_records(shared, record_property, output_path):
    record_property("password", shared.owner.password)
    Path(output_path).mkdir(exist_ok=True)
    Path(output_path, "notes.txt").write_text(shared.owner.password, "utf-8")
    print(base64.b64encode(f"{shared.owner.email}:{shared.owner.password}".encode()).decode())
    assert shared.owner.password == "guessed"
"""
# Tests whose names make one slug.
SIMILAR = ("a-b", "a_b", "A-B", "a b", "a!b")
Configure = Callable[[Path], pytest.Config]


class Configured:
    """The configuration of a run with these artifacts, for what needs no run."""

    def __init__(self, folder: Path) -> None:
        self.options = {"--output": str(folder), "xmlpath": str(folder / "junit.xml")}
        self.stash = {RUN_FOLDER: folder.with_name("staged")}
        self.at_the_end = ExitStack()

    def getoption(self, name: str, default: object = None) -> object:
        return self.options.get(name, default)

    def add_cleanup(self, close: Callable[[], None]) -> None:
        self.at_the_end.callback(close)


@pytest.fixture
def configure() -> Iterator[Configure]:
    """Makes the configuration of a run; it lets go of its artifacts after the test."""
    made: list[Configured] = []

    def make(folder: Path) -> pytest.Config:
        made.append(Configured(folder))
        return cast("pytest.Config", made[-1])

    yield make
    for config in made:
        config.at_the_end.close()


def pytest_in(folder: Path, base_url: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    pytest_of_ours = [sys.executable, "-m", "pytest", "-c", "pyproject.toml", "-p", "no:schemathesis"]
    kept = ["--output", str(folder), "--junitxml", str(folder / "junit.xml"), "--tracing", "on"]
    run = [*pytest_of_ours, "--base-url", base_url, *kept, *arguments]
    return subprocess.run(run, capture_output=True, text=True, timeout=100, check=False)


@pytest.fixture(scope="module")
def leaky(base_url: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The artifacts of tests that show secrets in every way, with what was printed."""
    folder = tmp_path_factory.mktemp("leaky")
    (folder / "test_leaky.py").write_text(LEAKY, "utf-8")
    done = pytest_in(folder / "artifacts", base_url, str(folder / "test_leaky.py"), "-vv", "-n", "1")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "3 failed" in done.stdout, done.stdout
    (folder / "artifacts" / "output.txt").write_text(done.stdout + done.stderr, "utf-8")
    return folder / "artifacts"


def test_a_failing_test_keeps_everything_but_its_secrets(leaky: Path, site: Site) -> None:
    names = Counter(name for name, _ in files_in(leaky))
    assert (names["trace.zip"], names["test-failed-1.png"], names["notes.txt"]) == (2, 2, 1)
    # The same requests make the same secrets.
    twins = [site.make_world(gated(), circumstances=circumstances) for circumstances in (("two-factor",), ())]
    secrets = [secret for world in twins for secret in world.secrets]
    assert leaks(leaky, [*secrets, authenticator_code(twins[0].owner, twins[0])]) == []


def test_what_is_left_of_a_secret_is_its_mark(leaky: Path) -> None:
    contents = dict(files_in(leaky))
    for name in ("output.txt", "junit.xml", "notes.txt"):
        assert b"[secret]" in contents[name]
    assert re.search(r"Your Worklane code is \[secret\]\. It works", contents["output.txt"].decode())
    assert "/restore/[secret]" in contents["output.txt"].decode()
    assert "/closing/[secret]/2" in contents["output.txt"].decode()


def test_tests_of_similar_names_have_folders_of_their_own(configure: Configure, tmp_path: Path) -> None:
    config = configure(tmp_path / "artifacts")
    artifacts.claim(config)
    names = []
    for name in [*SIMILAR, SIMILAR[0]]:  # the last is a second attempt
        folder = artifacts.make_folder(config, f"tests/test_painted.py::test_paints[{name}]")
        names.append(folder.name.lower())
        (folder / "picture.png").touch()
        artifacts.keep(config, folder, [], pictures=True)

    assert sorted(path.parent.name.lower() for path in tmp_path.glob("artifacts/*/picture.png")) == sorted(set(names))
    assert len(set(names)) == len(SIMILAR) + 1
    assert all(re.match(r"\S*test-paints-\S+-[0-9a-f]{8}(-2)?$", name) for name in names)


def test_a_second_run_in_the_folder_is_refused(configure: Configure, tmp_path: Path) -> None:
    artifacts.claim(configure(tmp_path))
    fault = f"another run is using {tmp_path}; wait for it, or name another: --output DIR"
    with pytest.raises(pytest.UsageError, match=f"^{fault}$"):
        artifacts.claim(configure(tmp_path))


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--base-url", "http://127.0.0.1:9"], pytest.ExitCode.USAGE_ERROR),
        (["-k", "other"], pytest.ExitCode.NO_TESTS_COLLECTED),
        pytest.param(["--collect-only"], pytest.ExitCode.OK, marks=pytest.mark.thorough),
    ],
    ids=["no site", "no test", "only collected"],
)
def test_a_run_without_tests_leaves_the_last_artifacts(
    base_url: str, tmp_path: Path, options: list[str], code: int
) -> None:
    folder, test = tmp_path / "artifacts", tmp_path / "test_nothing.py"
    folder.mkdir()
    (folder / "report.html").write_text("old", "utf-8")
    (folder / artifacts.LIST).write_text("report.html\n", "utf-8")
    test.write_text("def test_nothing():\n    pass\n", "utf-8")
    before = dict(files_in(folder))

    assert pytest_in(folder, base_url, str(test), *options).returncode == code
    assert dict(files_in(folder)) == before


def test_a_folder_with_other_files_is_refused(configure: Configure, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine", "utf-8")
    fault = f"{tmp_path} holds files that are not artifacts; name another folder, or empty it"
    with pytest.raises(pytest.UsageError, match=f"^{fault}$"):
        artifacts.claim(configure(tmp_path))
    assert [(name, content) for name, content in files_in(tmp_path)] == [("thesis.txt", b"mine")]


def test_a_folder_that_cannot_hold_artifacts_is_a_usage_error(configure: Configure) -> None:
    fault = r"^/proc/artifacts cannot hold artifacts \(No such file or directory\); name another$"
    with pytest.raises(pytest.UsageError, match=fault):
        artifacts.claim(configure(Path("/proc/artifacts")))


def test_old_artifacts_are_deleted_and_other_files_kept(configure: Configure, tmp_path: Path) -> None:
    config, folder = configure(tmp_path / "artifacts"), tmp_path / "artifacts"
    artifacts.claim(config)
    artifacts.clear(config)
    for name in ("notes.txt", "junit.xml", "report.html"):
        (folder / name).write_text("mine", "utf-8")
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    with (folder / artifacts.LIST).open("ab") as listed:
        listed.write(b"\n.\n..\n../notes.txt\n\0\xff\n")  # a damaged list
    artifacts.clear(config)

    assert {path.name for path in folder.iterdir()} == {"notes.txt", artifacts.LIST}
    assert (tmp_path / "notes.txt").read_text("utf-8") == "mine"
