"""The same closing with Robot Framework Browser and Selenium, which live in an environment of their own."""

import json
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from flows.site.client import Site
from tests.bench import timing
from tests.bench.walks import GUIDE

HERE = Path(__file__).parent
ENVIRONMENT = Path(sys.prefix) / "peers"
PACKAGES = Path(__file__).parents[3] / "requirements" / "peers.txt"
# Each takes the files of the worlds to close in and of the times to write, and the path of a browser.
COMMANDS = {
    "Selenium": [str(HERE / "selenium_closing.py")],
    "Robot Framework Browser": ["-m", "robot", "--output", "NONE", "--console", "dotted", str(HERE / "closing.robot")],
}
WARM_UP = 2


def install() -> None:
    """Make the environment, unless it is there already."""
    stamp = ENVIRONMENT / "installed"
    if not stamp.is_file() or stamp.read_text("utf-8") != PACKAGES.read_text("utf-8"):
        print(f"Installing Robot Framework Browser and Selenium in {ENVIRONMENT} …", flush=True)
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
        pip = [_python(), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(PACKAGES)]
        subprocess.run(pip, check=True)
        stamp.write_text(PACKAGES.read_text("utf-8"), "utf-8")


def _python() -> str:
    return str(ENVIRONMENT / "bin" / "python")


def times(site: Site, browser: str, rounds: int) -> timing.Times:
    """How long the closing takes with each, which keeps one browser open; without those that cannot do it."""
    taken: timing.Times = {}
    for name, command in COMMANDS.items():
        timing.progress(name)
        worlds = [site.make_world(GUIDE.edition) for _ in range(WARM_UP + rounds)]
        fields = [
            {"url": each.login_url, "email": each.owner.email, "password": each.owner.password} for each in worlds
        ]
        with tempfile.TemporaryDirectory() as folder:
            files = {"WORLDS": f"{folder}/worlds.json", "TIMES": f"{folder}/times.json", "BROWSER": browser}
            Path(files["WORLDS"]).write_text(json.dumps(fields), "utf-8")
            done = subprocess.run(
                [_python(), *command],
                cwd=folder,  # to which Robot Framework writes a report and a log
                env={**os.environ, **files},
                capture_output=True,
                text=True,
                check=False,
            )
            timing.progress("")
            if done.returncode:
                print(f"\n{name} did not close the account:\n{done.stdout}{done.stderr}", flush=True)
                continue
            taken[name] = json.loads(Path(files["TIMES"]).read_text("utf-8"))[WARM_UP:]
    return taken
