"""The artifacts folder keeps the user's files, and no secrets of a failing test."""

import subprocess
import sys
from pathlib import Path

import pytest

from flows.site.client import Site
from mocksite.editions import loader

LEAKY = """
import pytest
from playwright.sync_api import expect
from flows.pages.login_page import LoginPage
from mocksite.editions import loader

pytestmark = pytest.mark.world(edition=loader.names()[0])

def test_leaky(world, page):
    login = LoginPage(page, world)
    login.open()
    login.email.fill(world.owner.email)
    login.password.fill(world.owner.password)
    expect(page.get_by_role("button", name="Sign in")).to_be_visible(timeout=300)

def test_leaky_too(world):
    assert world.owner.password == "guessed"
"""


@pytest.fixture
def test(tmp_path: Path) -> str:
    """A handwritten test that needs no fixture."""
    path = tmp_path / "tests" / "test_nothing.py"
    path.parent.mkdir()
    path.write_text("def test_nothing():\n    pass\n", "utf-8")
    return str(path)


def pytest_in(folder: Path, base_url: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "pytest", "-c", "pyproject.toml", "--base-url", base_url, "-p", "no:schemathesis"]
    kept = ["--output", str(folder), "--junitxml", str(folder / "junit.xml"), "--tracing", "on"]
    return subprocess.run([*command, *kept, *arguments], capture_output=True, text=True, timeout=60, check=False)


def test_a_failing_test_shows_no_secret(base_url: str, site: Site, tmp_path: Path) -> None:
    test = tmp_path / "test_leaky.py"
    test.write_text(LEAKY, "utf-8")
    done = pytest_in(tmp_path / "artifacts", base_url, str(test), "-vv")
    output = done.stdout + done.stderr + (tmp_path / "artifacts" / "junit.xml").read_text("utf-8")

    assert done.returncode == 1
    assert "[secret]" in output
    assert [secret for secret in site.make_world(loader.names()[0]).secrets if secret in output] == []


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
    assert pytest_in(folder, base_url, test).returncode == 0

    assert (folder / "notes.txt").read_text("utf-8") == "mine"
    assert (folder / "junit.xml").read_text("utf-8") != "old"
