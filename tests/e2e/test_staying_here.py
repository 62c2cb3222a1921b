"""The harness goes nowhere but to its site; what a page may reach is in ``test_containment.py``."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page

from flows.errors import SiteError
from flows.site.client import Site
from tests.support.editions import read_edition
from tests.support.hostile_site import hostile_site


@pytest.mark.parametrize("address", ["http://example.com/", "https://marketplace.example/", "http://127.0.0.2/"])
def test_the_browser_reaches_no_other_host(page: Page, address: str) -> None:
    with pytest.raises(Error, match="ERR_PROXY_CONNECTION_FAILED"):
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
    assert "ERR_PROXY_CONNECTION_FAILED" in done.stdout


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


@pytest.mark.parametrize("page", ["/login", "/talent"])
def test_a_site_that_leads_elsewhere_is_left_alone(base_url: str, page: str) -> None:
    with hostile_site(base_url, ()) as hostile:
        site = Site(hostile.base_url)
        hostile.replaced = {f"{hostile.base_url}{page}": f"{hostile.base_url}@outside.example{page}"}
        with pytest.raises(SiteError, match=r"sends its readers elsewhere .*@outside\.example"):
            site.make_world(read_edition("own"))


@pytest.mark.parametrize("rest", ["@outside.example/", ".outside.example/", "0/", ":80/", "\\@outside.example/", ""])
def test_links_that_only_look_like_the_sites(site: Site, rest: str) -> None:
    assert site.has(f"{site.base_url}/{rest}")
    assert not site.has(site.base_url + rest)
