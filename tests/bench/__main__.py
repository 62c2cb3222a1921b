"""``make bench``: a walk, whole runs, the site; with ``--peers``, the same closing with other tools."""

import sys
import tempfile
from pathlib import Path

import click
from playwright.sync_api import sync_playwright

from flows.site import browsers
from flows.site.client import Site
from flows.site.run_folder import temporary_files_in
from flows.site.server import own_site
from tests.bench import peers, runs, site, walks


@click.command()
@click.option("--rounds", type=click.IntRange(1), default=30, show_default=True, help="How often each is timed.")
@click.option("--peers", "with_peers", is_flag=True, help="The same closing with Robot Framework Browser and Selenium.")
def main(rounds: int, with_peers: bool) -> None:
    """Compare, in one run, what takes turns.

    A walk and a bare script; runs with one worker and with more; the price of traces and of the report; a page, a world
    and the clock; few worlds and many.

    Fails if a walk takes more than 1.2 times what the bare script takes.
    """
    if with_peers:
        peers.install()
    with tempfile.TemporaryDirectory() as name, temporary_files_in(Path(name)), own_site() as base_url:
        client = Site(base_url)
        with sync_playwright() as playwright:
            launch = browsers.launcher(playwright, headed=False)
            browser, candidate = browsers.find(None, headed=False, launch=launch)
            print(f"With {candidate.label}; what is compared takes turns.", flush=True)
            times = walks.times(browser, client, rounds)
            browser.close()
            path = candidate.options.get("executable_path") or playwright.chromium.executable_path
        if with_peers:
            times |= peers.times(client, str(path), rounds)
        ratio = walks.show(times)
        walks.report(rounds)
        site.compare(client, rounds)
        site.grow(client, Path(name))
    runs.compare(max(1, rounds // 15))
    if ratio > walks.LIMIT:
        sys.exit(f"bench: a walk takes {ratio:.2f} times what the bare script takes, more than {walks.LIMIT:.2f}")


if __name__ == "__main__":
    main()
