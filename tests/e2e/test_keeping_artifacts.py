"""The artifacts folder keeps the user's files, a folder for each test, and no secrets of any."""

import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from PIL import Image

from flows.pages.login_page import authenticator_code
from flows.plugin.artifacts import LIST
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
# Tests whose names make one slug; each paints its page in a colour of its own.
COLOURS = {"a-b": (255, 0, 0), "a_b": (0, 128, 0), "A-B": (0, 0, 255), "a b": (255, 255, 0), "a!b": (0, 0, 0)}
PAINTED = f"""
import pytest
COLOURS = {COLOURS!r}

@pytest.mark.parametrize("name", COLOURS)
def test_paints(page, name):
    page.set_content(f"<body style='background: rgb{{COLOURS[name]}}'>{{name}}")
"""
SLOW = """
def test_waits(capfd):
    with capfd.disabled():
        print("WAITING", flush=True)
        input()
"""


def command(folder: Path, base_url: str, *arguments: str) -> list[str]:
    pytest_of_ours = [sys.executable, "-m", "pytest", "-c", "pyproject.toml", "-p", "no:schemathesis"]
    kept = ["--output", str(folder), "--junitxml", str(folder / "junit.xml"), "--tracing", "on"]
    return [*pytest_of_ours, "--base-url", base_url, *kept, *arguments]


def pytest_in(folder: Path, base_url: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    run = command(folder, base_url, *arguments)
    return subprocess.run(run, capture_output=True, text=True, timeout=100, check=False)


@pytest.fixture
def test(tmp_path: Path) -> str:
    """A handwritten test that needs no fixture."""
    path = tmp_path / "tests" / "test_nothing.py"
    path.parent.mkdir()
    path.write_text("def test_nothing():\n    pass\n", "utf-8")
    return str(path)


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


def test_tests_of_similar_names_have_folders_of_their_own(base_url: str, tmp_path: Path) -> None:
    (tmp_path / "test_painted.py").write_text(PAINTED, "utf-8")
    folder = tmp_path / "artifacts"
    done = pytest_in(folder, base_url, str(tmp_path / "test_painted.py"), "--screenshot", "on", "-n", "2")
    assert done.returncode == 0, done.stdout
    pictures = list(folder.glob("*/test-finished-1.png"))

    colours = set()
    for picture in pictures:
        with Image.open(picture) as image:
            colours.add(image.convert("RGB").getpixel((5, image.height - 5)))
    assert colours == set(COLOURS.values())
    assert len({picture.parent.name.lower() for picture in pictures}) == len(COLOURS)
    assert all(re.match(r"\S*test-paints-\S+-[0-9a-f]{8}$", path.parent.name) for path in pictures)


def test_a_second_run_in_the_folder_is_refused(base_url: str, tmp_path: Path, test: str) -> None:
    waiting = tmp_path / "test_waits.py"
    waiting.write_text(SLOW, "utf-8")
    folder = tmp_path / "artifacts"
    pipe = subprocess.PIPE
    with subprocess.Popen(command(folder, base_url, str(waiting), "-s"), stdin=pipe, stdout=pipe, text=True) as first:
        assert first.stdout
        assert first.stdin
        while "WAITING" not in first.stdout.readline():
            pass
        second = pytest_in(folder, base_url, test)
        first.communicate("go on\n", timeout=60)

    assert second.returncode == pytest.ExitCode.USAGE_ERROR
    assert f"another run is using {folder}; wait for it, or name another: --output DIR" in second.stderr
    assert second.stdout == ""
    assert first.returncode == 0
    assert "test_waits" in (folder / "junit.xml").read_text("utf-8")


def test_a_run_without_tests_leaves_the_last_artifacts(base_url: str, tmp_path: Path, test: str) -> None:
    folder = tmp_path / "artifacts"
    assert pytest_in(folder, base_url, test).returncode == 0
    before = dict(files_in(folder))
    assert pytest_in(folder, "http://127.0.0.1:9", test).returncode == pytest.ExitCode.USAGE_ERROR
    assert dict(files_in(folder)) == before
    assert pytest_in(folder, base_url, test, "-k", "other").returncode == pytest.ExitCode.NO_TESTS_COLLECTED
    assert pytest_in(folder, base_url, test, "--collect-only").returncode == 0
    assert dict(files_in(folder)) == before


def test_a_folder_with_other_files_is_refused(base_url: str, tmp_path: Path, test: str) -> None:
    thesis = tmp_path / "thesis.txt"
    thesis.write_text("mine", "utf-8")
    done = pytest_in(tmp_path, base_url, test)

    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert f"{tmp_path} holds files that are not artifacts; name another folder, or empty it" in done.stderr
    assert thesis.read_text("utf-8") == "mine"


def test_old_artifacts_are_deleted_and_other_files_kept(base_url: str, tmp_path: Path, test: str) -> None:
    folder = tmp_path / "artifacts"
    assert pytest_in(folder, base_url, test).returncode == 0
    (folder / "notes.txt").write_text("mine", "utf-8")
    (folder / "junit.xml").write_text("old", "utf-8")
    with (folder / LIST).open("ab") as listed:
        listed.write(b"\n.\n..\n../notes.txt\n\0\xff\n")  # a damaged list
    assert pytest_in(folder, base_url, test).returncode == 0

    assert (folder / "notes.txt").read_text("utf-8") == "mine"
    assert (folder / "junit.xml").read_text("utf-8") != "old"
