"""A run that fails prints one clear line and a picture, and no traceback."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.flows_process import CLOSE_OWN, FlowsRun

LOGGED_IN = CLOSE_OWN[: CLOSE_OWN.index("2. ")]


def test_a_good_guide_passes(run: FlowsRun) -> None:
    code, output = run(CLOSE_OWN)
    assert code == 0
    assert "closed" in output


def test_a_wrong_label_is_reported_with_a_picture(run: FlowsRun) -> None:
    code, output = run(CLOSE_OWN.replace("**Contact Info**", "**Contact Details**"))

    assert code == 1
    assert f"{run.guide}:9: “Go to Contact Details and click Close my account.”" in output
    assert "looked for a control named 'Contact Details'; there was" in output
    assert "link 'Contact Info'" in output
    picture = re.search(r"picture: (\S+\.png)", output)
    assert picture
    assert Path(picture[1]).read_bytes().startswith(b"\x89PNG")
    assert "Traceback" not in output


# Wrong ends, after a closing and after a mere log-in.
CLOSED = {
    "still open": "the stored account is closed, not open",
    "as it was": "/accounts/freelancer/status is not as it was",
}
UNDONE = {
    "restored": "no email says: Your Worklane account is open again",
    "suspension lifted": "no email says: Your account is no longer suspended",
    "still suspended": "support has not declined an appeal",
    "not restored": "support has not declined to reopen the account",
    "one account only": "the site does not say: One person may have one account",
}
DATA = {
    "gone: [profile]": "gone: profile is still there",
    "gone: [payments]\nkept: [reviews]": "gone: payments is still there",
    "kept: [job-posts]": "kept: job-posts was never there",
    "kept: [reasons]\nhaving: []": None,
}


def test_a_wrong_end_is_reported(run: FlowsRun) -> None:
    guides = {CLOSE_OWN.replace("closed", end): fault for end, fault in CLOSED.items()}
    guides |= {LOGGED_IN.replace("closed", end): fault for end, fault in UNDONE.items()}
    output = run.check_faults(guides)
    for number, end in enumerate((*CLOSED, *UNDONE)):
        assert f"{run.guide.with_name(str(number))}.md:4: ends: the walk did not end {end!r}: " in output


def test_wrong_claims_about_data_are_reported(run: FlowsRun) -> None:
    run.check_faults(
        {CLOSE_OWN.replace("ends: closed", f"{front}\nends: closed"): fault for front, fault in DATA.items()}
    )


UNREADABLE = {
    "sentence": (
        "Log in.",
        "Juggle the **Settings**.",
        "7: does not understand 'Juggle the **Settings**', because of “juggle”; the closest",
    ),
    "persona": ("persona: freelancer", "persona: freelanser", "3: persona: 'freelanser' is not known; write one of"),
    "ends": ("ends: closed", "ends: gone", "4: ends: 'gone' is not known; write one of closed"),
    "owed": ("ends: closed", "ends: closed\nhaving: [debts]", "5: having: 'debts' is not known; write one of"),
    "device": ("ends: closed", "ends: closed\ndevice: Nokia 3310", "5: device: 'Nokia 3310' is not known"),
    "front": ("ends: closed", "ends: closed\nmood: sad", "5: mood: is not known; write one of title"),
}


def test_invalid_guides_are_refused_before_a_browser_starts(run: FlowsRun) -> None:
    for name, (written, instead, _) in UNREADABLE.items():
        run.guide.with_name(f"{name}.md").write_text(CLOSE_OWN.replace(written, instead), "utf-8")
    code, output = run.flows("run", str(run.guide.parent), "--base-url", run.base_url, "--browser-path", "/bin/false")

    assert code == 1
    assert [
        name for name, (*_, line) in UNREADABLE.items() if f"{run.guide.with_name(name)}.md:{line}" not in output
    ] == []
    assert "no browser starts" not in output
    assert "Traceback" not in output


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--base-url", "http://192.0.2.7"], "192.0.2.7 is not this machine; run against a loopback address"),
        (["--base-url", "localhost:5050"], "'localhost:5050' is not an address; write one such as http://127.0.0.1"),
        (["--base-url", "http://127.0.0.1:9"], "http://127.0.0.1:9 is not a mock that answers"),
        (
            ["--browser-path", "/no/such"],
            "there is no browser /no/such; name chromium, firefox, webkit, or the path of one",
        ),
        (["--browser-path", "/bin/false"], "no browser starts (/bin/false:"),
        (["no-such-guide"], "no guide is called no-such-guide; .venv/bin/python -m flows list shows them all"),
    ],
    ids=["elsewhere", "no address", "no answer", "no browser file", "browser does not start", "no such guide"],
)
def test_a_run_that_cannot_start_says_why(run: FlowsRun, arguments: list[str], message: str) -> None:
    run.guide.write_text(CLOSE_OWN, "utf-8")
    code, output = run.flows("run", str(run.guide), *arguments)

    assert code == 2
    assert message in output
    assert "Traceback" not in output


def test_a_site_that_is_not_the_mock_is_refused(run: FlowsRun, tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "http.server", "0", "--bind", "127.0.0.1", "--directory", str(tmp_path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout
        address = re.search(r"http://\S+(?=/)", other.stdout.readline())
        assert address
        code, output = run.flows("run", "--base-url", address[0])
        other.terminate()

    assert code == 2
    assert "is not a mock that answers" in output
    assert "start one with: make serve" in output


def test_a_pattern_without_matches_is_an_error(run: FlowsRun) -> None:
    code, output = run.flows("run", "--base-url", run.base_url, "--only", "nothing-*")

    assert code == 2
    assert "No guide matches" in output
