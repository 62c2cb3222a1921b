"""The browser of a run reaches nothing but the site."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page

from flows.errors import SiteError
from flows.site.client import Site


@pytest.mark.parametrize("address", ["http://example.com/", "https://marketplace.example/", "http://192.0.2.1/"])
def test_the_browser_finds_no_other_host(page: Page, address: str) -> None:
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        page.goto(address)


def test_proxies_of_the_environment_are_ignored(base_url: str, tmp_path: Path) -> None:
    # The site stands in for a proxy: it would answer a request for another host.
    test = tmp_path / "test_leaving.py"
    test.write_text("def test_leaving(page):\n    page.goto('http://example.com/')\n", "utf-8")
    command = [sys.executable, "-m", "pytest", "-c", "pyproject.toml", str(test), "-p", "no:schemathesis"]
    done = subprocess.run(
        [*command, "--output", str(tmp_path / "artifacts"), "--base-url", base_url],
        env={**os.environ, "http_proxy": base_url, "HTTP_PROXY": base_url},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "ERR_NAME_NOT_RESOLVED" in done.stdout


@pytest.mark.parametrize(
    "address",
    [
        "http://192.0.2.1:5050",
        "http://evil.example\\@127.0.0.1:5050",
        "http://127.0.0.1@evil.example",
        "http://127.0.0.1:5050@evil.example",
        "http://localhost.evil.example",
        "http://127.0.0.1:5050/path",
        "http://[",
        "ftp://127.0.0.1",
        "127.0.0.1:5050",
        "",
    ],
)
def test_an_address_that_could_lead_elsewhere_is_refused(address: str) -> None:
    with pytest.raises(SiteError, match=r"is not (an address|this machine)"):
        Site(address)
