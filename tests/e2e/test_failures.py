"""A run that fails, or cannot start, says why in one clear line, without a traceback."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from flows.cli.run import files_named
from flows.errors import GuideError, SiteError
from flows.site.client import Site
from tests.support.flows_process import CLOSE_OWN, FlowsRun

LOGGED_IN = CLOSE_OWN[: CLOSE_OWN.index("2. ")]
# What a guide says that is not true, and what its report says. In test_every_end: every way an end can be false.
DATA = {
    "gone: [profile]": "gone: profile is still there",
    "gone: [payments]\nkept: [reviews]": "gone: payments is still there",
    "kept: [job-posts]": "kept: job-posts was never there",
    "kept: [reasons]\nhaving: []": None,
}
FALSE = {
    CLOSE_OWN.replace("closed", "still open"): ":4: ends: the walk did not end 'still open': "
    "the stored account is closed, not open",
    LOGGED_IN.replace("closed", "restored"): ":4: ends: the walk did not end 'restored': "
    "no email says: Your Worklane account is open again",
    **{CLOSE_OWN.replace("ends: closed", f"{front}\nends: closed"): fault for front, fault in DATA.items()},
}
# What is written, what stands there instead, and its fault.
UNREADABLE = [
    (
        "Log in.",
        "Juggle the **Settings**.",
        "7: does not understand 'Juggle the **Settings**', because of “juggle”; the closest",
    ),
    ("persona: freelancer", "persona: freelanser", "3: persona: 'freelanser' is not known; write one of"),
    ("ends: closed", "ends: gone", "4: ends: 'gone' is not known; write one of closed"),
    ("ends: closed", "ends: closed\nhaving: [debts]", "5: having: 'debts' is not known; write one of"),
    ("ends: closed", "ends: closed\ndevice: Nokia 3310", "5: device: 'Nokia 3310' is not known"),
    ("ends: closed", "ends: closed\nmood: sad", "5: mood: is not known; write one of title"),
]


def test_guides_that_are_not_true_say_why(run: FlowsRun) -> None:
    unreadable = {CLOSE_OWN.replace(written, instead): f".md:{fault}" for written, instead, fault in UNREADABLE}
    run.check_faults(FALSE | unreadable)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--browser-path", "/bin/false"], "no browser starts (/bin/false:"),
        (["--only", "nothing-*"], "No guide matches"),
    ],
    ids=["browser does not start", "no match"],
)
def test_a_run_that_cannot_start_says_why(run: FlowsRun, arguments: list[str], message: str) -> None:
    code, output = run(CLOSE_OWN, *arguments)
    assert (code, message in output) == (2, True)
    assert "Traceback" not in output


def test_a_name_that_no_guide_has_is_refused() -> None:
    with pytest.raises(GuideError, match=r"^no guide is called no-such-guide; \S+ -m flows list shows them all$"):
        files_named(("no-such-guide",))


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("http://192.0.2.7", "192.0.2.7 is not this machine; run against a loopback address"),
        ("localhost:5050", "'localhost:5050' is not an address; write one such as http://127.0.0.1"),
        ("http://127.0.0.1:9", "http://127.0.0.1:9 is not a mock that answers"),
    ],
    ids=["elsewhere", "no address", "no answer"],
)
def test_an_address_without_a_mock_is_refused(address: str, message: str) -> None:
    with pytest.raises(SiteError, match=re.escape(message)):
        Site(address).catalog()


def test_a_site_that_is_not_the_mock_is_refused(tmp_path: Path) -> None:
    command = [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as other:
        assert other.stdout
        address = re.search(r"http://\S+(?=/)", other.stdout.readline())
        assert address
        with pytest.raises(SiteError, match=r"is not a mock that answers .* start one with: \S+ -m flows serve$"):
            Site(address[0]).catalog()
        other.terminate()
