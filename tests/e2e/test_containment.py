"""A hostile page in place of the site: it tries everything that a page can, and reaches nothing."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest

from tests.support.hostile_site import SCRIPT, HostileSite, hostile_site
from tests.support.outside_world import NAMED, PLACES, SITE, OutsideWorld, datagrams_to_site, outside_world

Engine = Literal["chromium", "firefox"]
BY_HAND = """\
def test_trying_everything(page, open_page, base_url):
    for opened in (page, OTHERS):
        with opened.expect_request("**/tried*", timeout=90_000):
            opened.goto(f"{base_url}/login", wait_until="commit")
"""
# All contexts come from ``new_context``, which ``open_page`` uses.
OTHERS = 'open_page("desktop")'
# Launches the browser without what keeps it at the site. Firefox leaves loopback addresses out of ICE by default.
UNCONTAINED = """
import pytest

@pytest.fixture(scope="session")
def browser_type_launch_args():
    return {"firefox_user_prefs": {"media.peerconnection.ice.loopback": True}}
"""
ATTEMPTS = set(re.findall(r"^  (\w+): \(", SCRIPT, re.MULTILINE))
PROTOCOLS = {"connection", "TLS", "QUIC datagram", "STUN datagram", "TURN", "TURN datagram"}
# Attempts whose requests have no path: those of other protocols, and those that only connect or look up a name.
WITHOUT_PATH = {"https", "webtransport", "stun", "turn", "ice", "preconnect", "lookup"}
# What a page cannot be sure that the browser does: a headless one shows no icon, none installs a site that nobody asks
# it to, and Firefox prefetches only when it has nothing else to do.
NEVER = {"chromium": {"icon", "manifest"}, "firefox": {"icon", "manifest", "ping", "speculation", "prefetch"}}


@pytest.fixture
def outside(tmp_path: Path) -> Iterator[OutsideWorld]:
    """The world outside, listening."""
    try:
        with outside_world(tmp_path) as world:
            yield world
    except OSError as error:
        pytest.skip(f"this machine lacks an address that the test needs ({error})")


def run(engine: Engine, folder: Path, site: HostileSite, outside: OutsideWorld) -> None:
    """Run a test by hand on the hostile site. Skips if there is no such browser."""
    command = [*outside.prefix, sys.executable, "-m", "pytest", "-c", "pyproject.toml", "-p", "no:schemathesis"]
    command += ["-p", "no:randomly", "--browser", engine, "--base-url", site.base_url, "--tracing", "off"]
    command += ["--output", str(folder / "artifacts"), str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=110, check=False)
    if reason := re.search("no browser starts.*", done.stdout + done.stderr):
        pytest.skip(reason[0])
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("engine", ["chromium", pytest.param("firefox", marks=pytest.mark.thorough)])
def test_nothing_gets_out(engine: Engine, tmp_path: Path, base_url: str, outside: OutsideWorld) -> None:
    (tmp_path / "test_by_hand.py").write_text(BY_HAND.replace("OTHERS", OTHERS), "utf-8")
    with hostile_site(base_url, outside.addresses) as hostile, datagrams_to_site(outside, hostile.base_url):
        run(engine, tmp_path, hostile, outside)
    assert hostile.pages == ["/login"] * 2
    assert outside.arrived == set()
    assert hostile.files == []


@pytest.mark.thorough
@pytest.mark.parametrize("engine", ["chromium", "firefox"])
def test_otherwise_everything_would(engine: Engine, tmp_path: Path, base_url: str, outside: OutsideWorld) -> None:
    (tmp_path / "test_by_hand.py").write_text(BY_HAND.replace("OTHERS", "") + UNCONTAINED, "utf-8")
    with (
        hostile_site(base_url, outside.addresses, patience=15_000) as hostile,
        datagrams_to_site(outside, hostile.base_url),
    ):
        run(engine, tmp_path, hostile, outside)
    expected = {(place, name) for place in PLACES for name in PROTOCOLS | ATTEMPTS - WITHOUT_PATH - NEVER[engine]}
    expected.add((SITE, "QUIC datagram"))
    if outside.prefix:
        expected.add(("name server", NAMED.partition(":")[0]))
    assert expected - outside.arrived == set()
