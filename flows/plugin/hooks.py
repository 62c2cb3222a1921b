"""The hooks of the pytest plugin."""

import contextlib
import threading
from collections.abc import Generator
from pathlib import Path
from typing import Any, cast

import pytest

from flows.errors import FlowsError
from flows.plugin import (
    artifacts,
    defect_items,
    defect_plan,
    environment,
    fixtures,
    interrupt,
    junit,
    options,
    redaction,
    report_fields,
    result_collector,
    second_walk,
    terminal,
)
from flows.plugin.collection import GuideItem, GuideList, ProcedureItem, guide_file, not_files
from flows.plugin.defect_items import FinderList, defect_of, skip_needless
from flows.plugin.mutant_items import EditionList
from flows.plugin.stash import CATALOG, CLEARED, GATEWAYS, GUIDES, OUTPUT, RUN_FOLDER, SITE
from flows.reading.settings import Settings, settings_of
from flows.site import browsers
from flows.site.client import Site
from flows.site.lifetime import LIFETIME, renewed
from flows.site.run_folder import held, run_folder, temporary_files_in
from flows.site.server import own_site
from pytest_offramp import guide_folders

pytest_plugins = ["flows.plugin.workers"]


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    options.add_options(parser)
    config = pluginmanager.get_plugin("pytestconfig")
    pluginmanager.register(options.PlaywrightOptions(parser, cast("pytest.Config", config)))


@pytest.hookimpl(trylast=True)
def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "world(**arguments): the world of this test, as arguments of Site.make_world")
    # After the installed plugins, so that our fixtures override theirs.
    config.pluginmanager.register(fixtures, "flows-fixtures")
    config.pluginmanager.register(defect_items, "flows-defects")
    _find_guides(config)
    stack = contextlib.ExitStack()
    if worker_input := getattr(config, "workerinput", None):
        interrupt.watch_worker(config)
        config.add_cleanup(stack.close)  # before the worker leaves, if it is stopped
        base_url = worker_input["offramp_base_url"]
        config.stash[RUN_FOLDER] = Path(worker_input["offramp_run_folder"])
        stack.enter_context(held(config.stash[RUN_FOLDER]))
    else:
        interrupt.watch()
        config.add_cleanup(stack.close)
        artifacts.claim(config)
        config.stash[RUN_FOLDER] = stack.enter_context(run_folder())
        stack.enter_context(temporary_files_in(config.stash[RUN_FOLDER]))
        options.shard_of(config)  # before anything starts
        _check_browser(config)  # in the folder of the run, since trying a browser leaves files, too
        collector = result_collector.ResultCollector(config)
        config.pluginmanager.register(collector, "flows-results")
        if config.getoption("--lines"):
            terminal.replace_reporter(config, collector)
        base_url = config.getoption("base_url") or _start_site(config, "site.log")
    _connect(config, base_url)
    stack.enter_context(renewed(config.stash[SITE]))
    config.stash[environment.ENVIRONMENT] = environment.Environment(config.stash[SITE])
    junit.report_unwritten(config)


def _find_guides(config: pytest.Config) -> None:
    """Find the project's folders of guides, and take the settings of the first."""
    try:
        folders = guide_folders(config.rootpath)
        options.take_settings(config, settings_of(folders[0]) if folders else Settings())
    except (FlowsError, ValueError) as error:
        raise pytest.UsageError(str(error)) from None
    config.stash.setdefault(GUIDES, []).extend(folders)


def _connect(config: pytest.Config, base_url: str) -> None:
    try:
        site = Site(base_url, trusted=tuple(config.getoption("--trust-host")), lifetime=LIFETIME)
        config.stash[SITE], config.stash[CATALOG] = site, site.catalog()
        if config.getoption("--defects"):
            defect_plan.plan_of(config)  # so that a wrong name is one error
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
        return stack.enter_context(_logged_site(config, config.stash[RUN_FOLDER] / log))
    except FlowsError as error:
        raise pytest.UsageError(str(error)) from None
    except OSError as error:
        raise pytest.UsageError(environment.of_disk(error)) from None


@contextlib.contextmanager
def _logged_site(config: pytest.Config, log: Path) -> Generator[str]:
    with own_site(log) as base_url:
        yield base_url
    if log.stat().st_size:
        artifacts.keep_log(config, log, config.stash[SITE].secrets)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Give the first worker the site of the run, and each other its own: a site uses one core."""
    name, config = node.gateway.id, node.config
    shared = config.getoption("base_url") or name == "gw0"
    base_url = config.stash[SITE].base_url if shared else _start_site(config, f"site-{name}.log")
    node.workerinput["offramp_base_url"] = base_url
    node.workerinput["offramp_run_folder"] = str(config.stash[RUN_FOLDER])
    config.stash.setdefault(GATEWAYS, []).append(node.gateway)


def pytest_collection_finish(session: pytest.Session) -> None:
    if session.items and not hasattr(session.config, "workerinput") and not session.config.option.collectonly:
        _clear_artifacts(session.config)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_node_collection_finished(node: Any, ids: list[str]) -> None:
    if ids:  # no worker is told to begin before the first ones have collected
        _clear_artifacts(node.config)


def _clear_artifacts(config: pytest.Config) -> None:
    try:
        if not config.stash.get(CLEARED, False):
            artifacts.clear(config)
        config.stash[CLEARED] = True
    except OSError as error:
        raise pytest.UsageError(environment.of_disk(error)) from None


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtestloop() -> Generator[None, object, object]:
    try:
        return (yield)
    finally:
        interrupt.finish()


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_sessionfinish(session: pytest.Session) -> Generator[None, object, object]:
    interrupt.finish()
    gateways = session.config.stash.setdefault(GATEWAYS, [])
    interrupt.stop_workers(gateways)
    return (yield)


def pytest_collect_directory(path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if path == parent.config.rootpath and parent.config.getoption("--mutants"):
        return EditionList.from_parent(parent, path=path)
    if path == parent.config.rootpath and parent.config.getoption("--defects"):
        return FinderList.from_parent(parent, path=path)
    if path == parent.config.rootpath and parent.config.getoption("--guides"):
        return GuideList.from_parent(parent, path=path)
    return None


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if interrupt.stopped(None):
        raise KeyboardInterrupt
    if isinstance(collector, pytest.Dir) and _is_in_guides(collector.path, collector) and report.passed:
        report.result += not_files(collector)
    return report


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    is_named = parent.session.isinitpath(file_path) or _is_in_guides(file_path, parent)
    if file_path.suffix != ".md" or file_path.name.startswith("_") or not is_named:
        return None
    return guide_file(parent, file_path)


def _is_in_guides(path: Path, collector: pytest.Collector) -> bool:
    return any(path.is_relative_to(folder) for folder in collector.config.stash[GUIDES])


@pytest.hookimpl(tryfirst=True)
def pytest_report_teststatus(report: pytest.TestReport) -> tuple[str, str, Any] | None:
    """With -v, print how a guide ended in place of PASSED."""
    ends = dict(getattr(report, "user_properties", [])).get("ends")
    if report.when == "call" and report.passed and ends:
        return "passed", "✓", (f"→ {ends}", {"green": True})
    return None


@pytest.hookimpl(optionalhook=True)
def pytest_timeout_set_timer(item: pytest.Item, settings: Any) -> bool | None:
    item.stash[second_walk.TIMEOUT] = settings
    if _can_be_limited(item):
        environment.limit(item, settings.timeout)
        return True
    return None


def _can_be_limited(item: pytest.Item) -> bool:
    in_debugger = item.config.getoption("usepdb")
    return isinstance(item, ProcedureItem) and threading.current_thread() is threading.main_thread() and not in_debugger


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> Generator[None, object, object]:
    item.stash[second_walk.NEXT] = nextitem
    try:
        return (yield)
    finally:
        if _can_be_limited(item):
            environment.end_limit()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    environment.begin(item)
    skip_needless(item)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    error = call.excinfo.value if call.excinfo else None
    if interrupt.stopped(error):
        raise KeyboardInterrupt
    if defect := defect_of(item):
        report_fields.attach_defect(report, item, defect, error)
    elif isinstance(item, ProcedureItem):
        report_fields.attach_result(report, item, error)
    elif call.excinfo and not report.skipped:
        report_fields.attach_place(report, item, call.excinfo)
    report_fields.attach_browser(report, item)
    # A proof passes by a walk that fails, so it asks, too.
    if report.failed or (report.when == "call" and isinstance(item, GuideItem) and item.claim):
        traceback, tearing_down = str(report.longrepr or ""), report.when == "teardown"
        reason = environment.why_not_walked(item, error, traceback, tearing_down=tearing_down)
        report_fields.attach_reason(report, item, reason)
    if report.when != "teardown":
        second_walk.note(report, item)
    _redact(item, report)
    if report.when == "teardown":
        second_walk.walk_if_due(report, item)
    return report


def _redact(item: pytest.Item, report: pytest.TestReport) -> None:
    """Take the secrets out of a report, and out of what the test keeps once it has ended."""
    config, site = item.config, item.config.stash[SITE]
    if report.failed:
        site.learn_mail()
    secrets = site.secrets
    if report.when == "teardown" and (folder := item.stash.get(OUTPUT, None)):
        del item.stash[OUTPUT]
        try:
            artifacts.keep(config, folder, secrets, pictures=any(world.learned for world in site.worlds.values()))
        except OSError as error:
            report_fields.attach_reason(report, item, environment.of_disk(error))
    redaction.rewrite_report(report, lambda text: artifacts.final_paths(config, redaction.redact_text(text, secrets)))
    if report.when == "teardown":
        site.forget_deleted()
