"""What a run says when something is wrong: one clear line, the right exit code, no traceback, a picture."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.support.guide_folder import IMPATIENT

OWN_EDITION = Path(__file__).parent / "guides" / "own" / "edition.toml"
GOOD = """\
---
title: Close
persona: freelancer
ends: closed
---

1. Log in.
2. Click your picture and select **Settings**.
3. Go to **Contact Info** and click **Close my account**.
4. Choose a reason and click **Close Account**.
"""
LOGGED_IN = GOOD[: GOOD.index("2. ")]


@pytest.fixture
def run(tmp_path: Path, base_url: str) -> "Run":
    return Run(tmp_path, base_url)


class Run:
    """``python -m flows`` in a process of its own, against the site of this run."""

    def __init__(self, folder: Path, base_url: str) -> None:
        self.guide = folder / "guides" / "own" / "close.md"
        self.guide.parent.mkdir(parents=True)
        shutil.copy(OWN_EDITION, self.guide.parent)
        self.artifacts = folder / "artifacts"
        self.base_url = base_url

    def __call__(self, text: str, *options: str) -> tuple[int, str]:
        self.guide.write_text(text, "utf-8")
        return self.flows("run", str(self.guide), "--base-url", self.base_url, *options)

    def flows(self, *arguments: str) -> tuple[int, str]:
        command = [sys.executable, "-m", "flows", *arguments]
        if arguments[0] == "run":
            command += ["--output", str(self.artifacts)]
        environment = {**os.environ, **IMPATIENT}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=100, check=False)
        return done.returncode, done.stdout + done.stderr

    def fails_of(self, guides: Mapping[str, str | None]) -> str:
        """Run these guides; each must fail with its message, or be true if that is None. Returns the output."""
        for number, text in enumerate(guides):
            self.guide.with_name(f"{number}.md").write_text(text, "utf-8")
        code, output = self.flows("run", str(self.guide.parent), "--base-url", self.base_url, "--tracing", "off")
        # The mark of each guide, and the indented lines below it.
        about = re.findall(r"^([✓✗]) \S*?(\d+)\.md  [^\n]*((?:\n    [^\n]*)*)", output, re.MULTILINE)
        marks = {int(number): mark for mark, number, _ in about}
        assert marks == {number: "✗" if message else "✓" for number, message in enumerate(guides.values())}
        lines = {int(number): text for _, number, text in about}
        assert [text for number, text in enumerate(guides.values()) if (text or "") not in lines[number]] == []
        assert code == 1
        assert "Traceback" not in output
        return output


def test_a_good_guide_passes(run: Run) -> None:
    code, output = run(GOOD)
    assert code == 0
    assert "closed" in output


def test_a_wrong_label_is_reported_with_what_was_there_and_a_picture(run: Run) -> None:
    code, output = run(GOOD.replace("**Contact Info**", "**Contact Details**"))

    assert code == 1
    assert f"{run.guide}:9: “Go to Contact Details and click Close my account.”" in output
    assert "looked for a control named 'Contact Details'; there was" in output
    assert "link 'Contact Info'" in output
    picture = re.search(r"picture: (\S+\.png)", output)
    assert picture
    assert Path(picture[1]).read_bytes().startswith(b"\x89PNG")
    assert "Traceback" not in output


# What is not so where the account is closed, and where nobody has done more than log in.
CLOSED = {
    "still open": "the stored account is closed, not open",
    "as it was": "/accounts/freelancer/status is not as it was",
}
UNDONE = {
    "restored": "no email says: Your Worklane account is open again",
    "suspension lifted": "no email says: Your account is not suspended any more",
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


def test_an_end_that_is_not_how_it_ended_is_reported(run: Run) -> None:
    guides = {GOOD.replace("closed", end): message for end, message in CLOSED.items()}
    guides |= {LOGGED_IN.replace("closed", end): message for end, message in UNDONE.items()}
    output = run.fails_of(guides)
    for number, end in enumerate((*CLOSED, *UNDONE)):
        assert f"{run.guide.with_name(str(number))}.md:4: ends: the walk did not end {end!r}: " in output


def test_data_that_is_not_as_its_guide_says_is_reported(run: Run) -> None:
    run.fails_of({GOOD.replace("ends: closed", f"{front}\nends: closed"): message for front, message in DATA.items()})


UNREADABLE = {
    "sentence": ("Log in.", "Juggle the **Settings**.", "7: does not understand 'juggle the «Settings»'; the closest"),
    "persona": ("persona: freelancer", "persona: freelanser", "3: persona: 'freelanser' is not known; write one of"),
    "ends": ("ends: closed", "ends: gone", "4: ends: 'gone' is not known; write one of closed"),
    "owed": ("ends: closed", "ends: closed\nhaving: [debts]", "5: having: 'debts' is not known; write one of"),
    "device": ("ends: closed", "ends: closed\ndevice: Nokia 3310", "5: device: 'Nokia 3310' is not known"),
    "front": ("ends: closed", "ends: closed\nmood: sad", "5: mood: is not known; write one of title"),
}


def test_a_guide_that_cannot_be_walked_is_refused_before_a_browser_starts(run: Run) -> None:
    for name, (written, instead, _) in UNREADABLE.items():
        run.guide.with_name(f"{name}.md").write_text(GOOD.replace(written, instead), "utf-8")
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
def test_a_run_that_cannot_start_says_why_in_a_line(run: Run, arguments: list[str], message: str) -> None:
    run.guide.write_text(GOOD, "utf-8")
    code, output = run.flows("run", str(run.guide), *arguments)

    assert code == 2
    assert message in output
    assert "Traceback" not in output


def test_a_site_that_is_not_the_mock_is_left_alone(run: Run, tmp_path: Path) -> None:
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


def test_a_pattern_that_matches_nothing_is_reported(run: Run) -> None:
    code, output = run.flows("run", "--base-url", run.base_url, "--only", "nothing-*")

    assert code == 2
    assert "No guide matches" in output
