"""The hooks of the pytest plugin."""

import contextlib
from collections.abc import Generator
from pathlib import Path
from typing import Any

import pytest

from flows.errors import FlowsError
from flows.plugin import artifacts, fixtures, interrupt, options, redaction, result_collector, terminal
from flows.plugin.collection import GuideList, ProcedureItem, guide_file, not_files
from flows.plugin.stash import CATALOG, SITE, worlds_of
from flows.site import browsers
from flows.site.client import Site
from flows.site.server import own_site


def pytest_addoption(parser: pytest.Parser) -> None:
    options.add_options(parser)


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "world(**arguments): the world of this test, as arguments of Site.make_world")
    interrupt.watch(config)
    # After the installed plugins, so that our fixtures override theirs.
    config.pluginmanager.register(fixtures, "flows-fixtures")
    if worker_input := getattr(config, "workerinput", None):
        base_url = worker_input["offramp_base_url"]
    else:
        _check_browser(config)
        artifacts.clear(config)
        collector = result_collector.ResultCollector(config)
        config.pluginmanager.register(collector, "flows-results")
        if config.getoption("--lines"):
            terminal.replace_reporter(config, collector)
        base_url = config.getoption("base_url") or _start_site(config, "site.log")
    _connect(config, base_url)


def _connect(config: pytest.Config, base_url: str) -> None:
    try:
        site = Site(base_url, trusted=tuple(config.getoption("--trust-host")))
        config.stash[SITE], config.stash[CATALOG] = site, site.catalog()
    except FlowsError as error:
        raise pytest.UsageError(str(error)) from None
    editions = config.stash[CATALOG]["editions"]
    for edition in config.getoption("--against"):
        if edition not in editions:
            raise pytest.UsageError(f"--against: there is no edition {edition!r}; write one of {', '.join(editions)}")


@pytest.hookimpl(tryfirst=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    terminal.register_reporter(session)


def _check_browser(config: pytest.Config) -> None:
    """Refuse a browser that cannot start; with workers, try it, since a worker could not stop the run in one line."""
    requested, headed = options.requested_browser(config), config.getoption("--headed")
    try:
        if config.getoption("numprocesses", None):
            browsers.try_out(requested, headed=headed)
        else:
            list(browsers.candidates(requested, headed=headed))
    except FlowsError as error:
        raise pytest.UsageError(str(error)) from None


def _start_site(config: pytest.Config, log: str) -> str:
    stack = contextlib.ExitStack()
    config.add_cleanup(stack.close)
    try:
        return stack.enter_context(own_site(Path(config.getoption("--output")) / log))
    except FlowsError as error:
        raise pytest.UsageError(str(error)) from None


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Give the first worker the site of the run, and each other its own: a site uses one core."""
    name, config = node.gateway.id, node.config
    shared = config.getoption("base_url") or name == "gw0"
    base_url = config.stash[SITE].base_url if shared else _start_site(config, f"site-{name}.log")
    node.workerinput["offramp_base_url"] = base_url


def pytest_unconfigure(config: pytest.Config) -> None:
    artifacts.write_list(config)


def pytest_collect_directory(path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if path == parent.config.rootpath and parent.config.getoption("--guides"):
        return GuideList.from_parent(parent, path=path)
    return None


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if isinstance(collector, pytest.Dir) and "guides" in collector.path.parts and report.passed:
        report.result += not_files(collector)
    return report


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    is_named = parent.session.isinitpath(file_path) or "guides" in file_path.parts
    if file_path.suffix != ".md" or file_path.name.startswith("_") or not is_named:
        return None
    return guide_file(parent, file_path)


@pytest.hookimpl(tryfirst=True)
def pytest_report_teststatus(report: pytest.TestReport) -> tuple[str, str, Any] | None:
    """With -v, print how a guide ended in place of PASSED."""
    ends = dict(getattr(report, "user_properties", [])).get("ends")
    if report.when == "call" and report.passed and ends:
        return "passed", "✓", (f"→ {ends}", {"green": True})
    return None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    error = call.excinfo.value if call.excinfo else None
    if interrupt.pressed(item.config, error):
        raise KeyboardInterrupt
    if isinstance(item, ProcedureItem):
        result_collector.attach_result(report, item, error)
    worlds = worlds_of(item)
    secrets = [secret for world in worlds for secret in world.secrets]
    redaction.redact_report(report, secrets)
    if report.when == "teardown":
        artifacts.redact_traces(item.config, report, secrets, pictures=any(world.learned for world in worlds))
    return report
