"""The pytest plugin: a site for each process, a test for each guide file, a line for each result, secrets taken out."""

from collections.abc import Generator
from dataclasses import asdict
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from _pytest.config import create_terminal_writer

from flows.claims import proof
from flows.errors import FlowsError, shown
from flows.plugin import artifacts, fixtures, interrupt
from flows.plugin.collection import GuideFile, GuideItem
from flows.plugin.redaction import redact_text, redact_values
from flows.plugin.stash import CATALOG, SITE, worlds_of
from flows.plugin.terminal import Reporter
from flows.reading.rewrite import repair
from flows.reports.result import NOT_READ, Result, of_walk
from flows.site import browsers
from flows.site.client import Site
from flows.site.server import OwnSite
from flows.walk.walker import Walk, WalkError


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("flows")
    group.addoption("--only", metavar="GLOB", help="walk only guides whose name matches, such as 'close-*'")
    group.addoption("--browser-named", metavar="NAME", help="chromium, firefox, webkit, or the path of a browser")
    group.addoption("--trust-host", action="append", default=[], help="allow a mock on this host, besides this machine")
    group.addoption("--proofs", action="store_true", help="walk what proves each claim, with and without it")
    group.addoption("--against", action="append", default=[], metavar="EDITION", help="walk guides on this edition")
    group.addoption("--closings", action="store_true", help="only guides that close something and need nothing first")
    group.addoption("--patience", type=int, default=fixtures.PATIENCE, metavar="MS", help="how long a page may take")
    group.addoption("--lines", action="store_true", help="a line for each guide; with -p no:terminalreporter")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "world(**asked): what the world of this test is asked for, see Site.make_world")
    interrupt.note(config)
    # Registered here, after the plugins that are installed, so that ours win where they have fixtures of one name.
    config.pluginmanager.register(fixtures, "flows-fixtures")
    if _is_worker(config):
        base_url = config.workerinput["offramp_base_url"]  # type: ignore[attr-defined]
    else:
        _check_browser(config)
        artifacts.make_room(config)
        config.pluginmanager.register(Reporter(config, lines=config.getoption("--lines")), "flows-reporter")
        base_url = config.getoption("base_url") or _start_site(config, "site.log")
    trusted = tuple(config.getoption("--trust-host"))
    try:
        site = Site(base_url, trusted=trusted)
        config.stash[SITE], config.stash[CATALOG] = site, site.catalog()
    except FlowsError as error:
        raise pytest.UsageError(str(error)) from None
    known = config.stash[CATALOG]["editions"]
    for edition in config.getoption("--against"):
        if edition not in known:
            raise pytest.UsageError(f"--against: {edition!r} is no edition; write one of {', '.join(known)}")


def pytest_sessionstart(session: pytest.Session) -> None:
    """Where pytest-timeout and the debugger write: they look for it on a reporter of this name, in workers too."""
    # Not sooner, or xdist would write there as well.
    if session.config.getoption("--lines"):
        session.config.pluginmanager.unblock("terminalreporter")
        stand_in = SimpleNamespace(_tw=create_terminal_writer(session.config))
        session.config.pluginmanager.register(stand_in, "terminalreporter")


def _check_browser(config: pytest.Config) -> None:
    """Refuse what cannot be before anything is started: a name that is no browser, a headed one without a display.

    With workers a browser is tried here, since none of them could stop the run in one line.
    """
    named, headed = config.getoption("--browser-named"), config.getoption("--headed")
    try:
        if config.getoption("numprocesses", None):
            browsers.try_out(named, headed=headed)
        else:
            list(browsers.candidates(named, headed=headed))
    except FlowsError as error:
        raise pytest.UsageError(str(error)) from None


def _start_site(config: pytest.Config, log: str) -> str:
    try:
        own = OwnSite(Path(config.getoption("--output")) / log)
    except FlowsError as error:
        raise pytest.UsageError(str(error)) from None
    config.add_cleanup(own.stop)
    return own.base_url


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Give the first worker the site of the run, and each other one its own: one site is as fast as one core."""
    name, config = node.gateway.id, node.config
    shared = config.getoption("base_url") or name == "gw0"
    base_url = config.stash[SITE].base_url if shared else _start_site(config, f"site-{name}.log")
    node.workerinput["offramp_base_url"] = base_url


def _is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


def pytest_unconfigure(config: pytest.Config) -> None:
    artifacts.list_kept(config)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    asked_for = parent.session.isinitpath(file_path) or "guides" in file_path.parts
    if file_path.suffix != ".md" or file_path.name.startswith("_") or not asked_for:
        return None
    return GuideFile.from_parent(parent, path=file_path)


def _instead(item: GuideItem, true: int) -> dict[str, Any]:
    """What a guide should say of an edition that is not its own, where it is not true of it."""
    editions = item.config.stash[CATALOG]["editions"]
    found = repair(item.guide, true, editions[item.on]) if item.on in editions else None
    return asdict(found) if found else {}


@pytest.hookimpl(tryfirst=True)
def pytest_report_teststatus(report: pytest.TestReport) -> tuple[str, str, Any] | None:
    """In place of PASSED, how the guide ended."""
    ends = dict(getattr(report, "user_properties", [])).get("ends")
    if report.when == "call" and report.passed and ends:
        return "passed", "✓", (f"→ {ends}", {"green": True})
    return None


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if isinstance(collector, GuideFile) and report.failed:
        faults = list(collector.faults) or [str(report.longrepr)]
        report.guide = asdict(Result(shown(collector.path), NOT_READ, faults=faults))  # type: ignore[attr-defined]
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    worlds = worlds_of(item)
    secrets = [secret for world in worlds for secret in world.secrets]
    error = call.excinfo.value if call.excinfo else None
    if interrupt.came(item.config, error):
        raise KeyboardInterrupt
    if isinstance(item, GuideItem) and isinstance(error, FlowsError):
        report.longrepr = str(error)
    if report.longrepr is not None and (told := str(report.longrepr)) != (safe := redact_text(told, secrets)):
        report.longrepr = safe
    report.sections = [(name, redact_text(text, secrets)) for name, text in report.sections]
    if isinstance(item, GuideItem) and report.when != "teardown":
        walk = item.funcargs.get("walk")
        result = of_walk(item.guide, walk if isinstance(walk, Walk) else None)
        if item.claim:
            proof.tell(result, item.claim)
        result.on = item.on
        if isinstance(error, WalkError):
            result.found = error.found
            result.instead = _instead(item, result.true)
            result.picture = str(error.picture or "")
        report.guide = redact_values(asdict(result), secrets)  # type: ignore[attr-defined]
    if report.when == "teardown":
        pictures = any(world.learned for world in worlds)
        artifacts.redact_traces(item.config, report, secrets, pictures=pictures)
    return report
