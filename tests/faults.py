"""Writes the table of docs/faults.md: what readers learn when something fails at the last button of a closing."""

import re
from collections.abc import Mapping
from pathlib import Path

import click
from playwright.sync_api import sync_playwright

from flows.site import browsers
from flows.site.client import Site
from flows.site.server import own_site
from mocksite.catalog.faults import FAULTS
from mocksite.editions import loader
from tests.support.last_button import Learned, learn

PAGE = Path(__file__).parents[1] / "docs" / "faults.md"
BLOCK = re.compile(r"(<!-- faults: made by make faults -->\n).*?(<!-- end -->)", re.DOTALL)
HEAD = ("fault", "editions", "says", "stored", "the reader", "then it says", "stored by then")
EVERY = "all"
Outcomes = Mapping[tuple[str, str], Learned]  # by fault and edition


def persona_of(edition: str) -> str:
    """Somebody who can use the first closing of an edition."""
    return str(loader.load(edition).closings[0].by[0])


def written(outcomes: Outcomes) -> str:
    """The outcomes as a table, with one row for all editions of which the same is true."""
    lines = [HEAD, ("---",) * len(HEAD)]
    for fault in FAULTS:
        of_fault = {edition: outcome for (name, edition), outcome in outcomes.items() if name == fault}
        for outcome in dict.fromkeys(of_fault.values()):
            editions = [edition for edition, other in of_fault.items() if other == outcome]
            named = EVERY if len(editions) == len(of_fault) else ", ".join(f"`{edition}`" for edition in editions)
            lines.append((f"`{fault}`", named, *outcome))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def documented() -> Outcomes:
    """The outcomes as the page has them."""
    rows = [line.strip("| \n").split(" | ") for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `")]
    return {
        (fault.strip("`"), edition): Learned(*outcome)
        for fault, editions, *outcome in rows
        for edition in loader.names()
        if editions == EVERY or f"`{edition}`" in editions
    }


def main() -> None:
    outcomes = {}
    with own_site() as base_url, sync_playwright() as playwright:
        site = Site(base_url)
        browser, _ = browsers.find(None, headed=False, launch=browsers.launcher(playwright, headed=False))
        for fault in FAULTS:
            for edition in loader.names():
                with browser.new_context() as context:
                    world = site.make_world(edition, persona_of(edition))
                    outcomes[fault, edition] = outcome = learn(world, context.new_page(), fault)
                click.echo(f"{fault}, {edition}: says {outcome.says}, {outcome.stored}; then {outcome.then_says}")
    PAGE.write_text(BLOCK.sub(lambda block: f"{block[1]}\n{written(outcomes)}\n\n{block[2]}", PAGE.read_text("utf-8")))


if __name__ == "__main__":
    main()
