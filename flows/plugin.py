"""The pytest plugin: one site for a run, a test for each guide file, a line for each result, secrets taken out."""

import fnmatch
import shutil
from collections.abc import Generator
from dataclasses import asdict
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from _pytest.config import create_terminal_writer

from flows import browsers, fixtures, interruption, matrix, proofs
from flows import guide as guides
from flows.check import check, without_a_way
from flows.claims import FILE, Claim
from flows.errors import FlowsError, GuideError
from flows.redact import is_redacted, redact_text, redact_trace, redact_values
from flows.repair import repair
from flows.reporter import Reporter
from flows.results import NOT_FOR, NOT_READ, Result, of_walk
from flows.server import OwnSite
from flows.stash import CATALOG, SITE, worlds_of
from flows.walk import Walk, WalkError
from flows.worlds import Site

LOG = "site.log"
LIST = ".artifacts"
FOUND = pytest.StashKey[set[str]]()


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
    interruption.note(config)
    # Registered here, after the plugins that are installed, so that ours win where they have fixtures of one name.
    config.pluginmanager.register(fixtures, "flows-fixtures")
    if _is_worker(config):
        base_url = config.workerinput["offramp_base_url"]  # type: ignore[attr-defined]
    else:
        _check_browser(config)
        folder = Path(config.getoption("--output"))
        _empty(folder)
        config.stash[FOUND] = {path.name for path in folder.iterdir()}
        config.pluginmanager.register(Reporter(config, lines=config.getoption("--lines")), "flows-reporter")
        base_url = config.getoption("base_url") or _start_site(config)
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


def _start_site(config: pytest.Config) -> str:
    try:
        own = OwnSite(Path(config.getoption("--output")) / LOG)
    except FlowsError as error:
        raise pytest.UsageError(str(error)) from None
    config.add_cleanup(own.stop)
    return own.base_url


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    node.workerinput["offramp_base_url"] = node.config.stash[SITE].base_url


def _is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


def _empty(folder: Path) -> None:
    """Remove what the last run kept, by its list, and nothing else. A folder with other files in it is refused."""
    if folder.exists() and not folder.is_dir():
        raise pytest.UsageError(f"{folder} is not a folder, so no artifacts can be kept in it; name another")
    listed = folder / LIST
    foreign = [path for path in folder.iterdir() if not (path / LIST).exists()] if folder.is_dir() else []
    if foreign and not listed.exists():
        raise pytest.UsageError(f"{folder} holds files that are not artifacts; name another folder, or empty it")
    for name in listed.read_text("utf-8").splitlines() if listed.exists() else []:
        kept = folder / Path(name).name
        if kept.is_dir() and not kept.is_symlink():
            shutil.rmtree(kept)
        else:
            kept.unlink(missing_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
    listed.touch()


def pytest_unconfigure(config: pytest.Config) -> None:
    """List what this run has kept. A trace that an interruption left as it was is not kept: it has secrets in it."""
    found = config.stash.get(FOUND, None)
    if found is None:
        return
    folder = Path(config.getoption("--output"))
    for trace in folder.glob("*/trace*.zip"):
        if not is_redacted(trace):
            trace.unlink()
    (folder / LIST).write_text(
        "".join(f"{path.name}\n" for path in folder.iterdir() if path.name not in found), "utf-8"
    )


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    asked_for = parent.session.isinitpath(file_path) or "guides" in file_path.parts
    if file_path.suffix != ".md" or file_path.name.startswith("_") or not asked_for:
        return None
    return GuideFile.from_parent(parent, path=file_path)


class GuideFile(pytest.File):
    """A guide file; it is read and checked before any browser starts. ``faults`` is why it cannot be walked."""

    faults: tuple[str, ...] = ()

    def collect(self) -> Generator[pytest.Item]:
        pattern = self.config.getoption("--only")
        names = (self.path.stem, f"{self.path.parent.name}/{self.path.stem}")
        if pattern and not any(fnmatch.fnmatch(name, pattern) for name in names):
            return
        try:
            guide = guides.load(self.path)
            check(guide, self.config.stash[SITE], self.config.stash[CATALOG])
        except FlowsError as error:
            self.faults = tuple(str(error).splitlines())
            # With its own name, since xdist takes errors of one text for one: the guides of a faulty edition have it.
            raise self.CollectError(f"{guides.shown(self.path)} cannot be read:\n{error}") from None
        inside = self.path.is_relative_to(self.config.rootpath)
        # Outside, pytest's name of a file is not its own, and artifacts of two guides would be kept in one place.
        name = guide.front.title if inside else f"{guides.shown(self.path)}: {guide.front.title}"
        if self.config.getoption("--closings") and not closes(guide):
            return
        if against := self.config.getoption("--against"):
            yield from (self._on(guide, edition) for edition in against)
            return
        known = proofs.of_guide(guide) if self.config.getoption("--proofs") else None
        if known != []:
            yield GuideItem.from_parent(self, name=name, callobj=_walk(guide), guide=guide)
        for claim in known or ():
            yield self._proof(guide, claim)

    def _on(self, guide: guides.Guide, edition: str) -> pytest.Item:
        known = self.config.stash[CATALOG]["editions"]
        walked = _skip if without_a_way(guide, known[edition]) else _walk(guide)
        world = proofs.world_of(guide) | {"edition": edition}
        fields = {"callobj": walked, "guide": guide, "on": edition, "world": world}
        return GuideItem.from_parent(self, name=f"{guide.front.title}, on {edition}", **fields)

    def _proof(self, guide: guides.Guide, claim: Claim) -> pytest.Item:
        catalog = self.config.stash[CATALOG]
        try:
            world = proofs.world_without(guide, claim, catalog)
        except GuideError as error:
            raise self.CollectError(f"{guides.shown(self.path.parent / FILE)}: {claim.id}: red: {error}") from None
        fields = {"callobj": _prove(guide, claim), "guide": guide, "claim": claim, "world": world}
        return GuideItem.from_parent(self, name=f"{claim.id} taken out", **fields)


class GuideItem(pytest.Function):
    """A guide to walk; it uses the same fixtures as a test written by hand."""

    def __init__(
        self,
        *,
        guide: guides.Guide,
        claim: Claim | None = None,
        on: str = "",
        world: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.guide, self.claim, self.on = guide, claim, on
        front = guide.front
        proved = [("proof", claim.id)] if claim else [("claim", name) for name in front.claims]
        self.user_properties += [("ends", front.ends or ""), ("guide", guide.label), *proved]
        self.add_marker(pytest.mark.world(**(world or proofs.world_of(guide))))

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, 0, f"{self.guide.label}: {self.guide.front.title}"


def closes(guide: guides.Guide) -> bool:
    """Whether a guide closes something, on a desktop, with nothing to be settled and nothing special."""
    front = guide.front
    special = front.having or front.circumstances or front.device != "desktop"
    return front.ends in matrix.CLOSES and not special


def _skip() -> None:
    pytest.skip(NOT_FOR)


def _instead(item: GuideItem, true: int) -> str:
    """What a guide should say of an edition that is not its own, where it is not true of it."""
    editions = item.config.stash[CATALOG]["editions"]
    found = repair(item.guide, true, editions[item.on]) if item.on in editions else None
    return found.says if found else ""


def _prove(guide: guides.Guide, claim: Claim) -> Any:
    def is_red(walk: Walk) -> None:
        proofs.turns_red(walk, guide, claim)

    return is_red


def _walk(guide: guides.Guide) -> Any:
    def walk_guide(walk: Walk) -> None:
        walk.through(guide)

    return walk_guide


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
        report.guide = asdict(Result(guides.shown(collector.path), NOT_READ, faults=faults))  # type: ignore[attr-defined]
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    worlds = worlds_of(item)
    secrets = [secret for world in worlds for secret in world.secrets]
    error = call.excinfo.value if call.excinfo else None
    if interruption.came(item.config, error):
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
            proofs.tell(result, item.claim)
        result.on = item.on
        if isinstance(error, WalkError):
            result.found = error.found
            result.instead = _instead(item, result.true)
            result.picture = str(error.picture or "")
        report.guide = redact_values(asdict(result), secrets)  # type: ignore[attr-defined]
    if report.when == "teardown":
        for name, path in report.user_properties:
            if name == "playwright_trace":
                redact_trace(
                    item.config.invocation_params.dir / str(path),
                    secrets,
                    pictures=any(world.learned for world in worlds),
                )
    return report
