"""Whether what a walk needs is still there: the site, the browser and its driver, the disk."""

import errno
import re
import shutil
import signal
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Request

from flows.errors import NotWalkedError, SiteError, SiteGoneError, SiteUnavailableError, UnansweredError, shown
from flows.plugin.collection import GuideItem, ProcedureItem
from flows.site.browsers import first_line
from flows.site.client import Site, World

TIDYING = 10  # how long each step of tidying up may take once something is gone, in seconds
ANSWERING = 10  # how long the site may take to say that it is there, in seconds
# In Playwright's messages. Chromium says net::ERR_…, Firefox NS_ERROR_…
CUT = re.compile(
    r"net::ERR_(CONNECTION_\w+|EMPTY_RESPONSE|SOCKET_NOT_CONNECTED|ADDRESS_UNREACHABLE|NETWORK_\w+|TIMED_OUT"
    r"|INCOMPLETE_CHUNKED_ENCODING|CONTENT_LENGTH_MISMATCH|INSUFFICIENT_RESOURCES)"
    r"|NS_ERROR_(CONNECTION_REFUSED|NET_\w+)|Could not connect"
)
# Also said of a living browser and its site, so it is only a reason to try them.
SUSPECT = re.compile(r"has been closed|[Cc]onnection closed|crashed|net::ERR_|NS_ERROR_")
DRIVER_GONE = "Connection closed while reading from the driver"
DISK = re.compile(r"\b(ENOSPC|EROFS|EACCES|EDQUOT|EFBIG|EMFILE): ")
# The end of a traceback; the last file that it names is the one that could not be written.
PRINTED = re.compile(r"^\w+Error: \[Errno (\d+)\] ([^:\n]+)(?:: .*'(.+)')?$", re.MULTILINE)
DISK_NUMBERS = {
    errno.ENOSPC,
    errno.EROFS,
    errno.EACCES,
    errno.EPERM,
    errno.EDQUOT,
    errno.EFBIG,
    errno.EMFILE,
    errno.EIO,
}


class TookTooLongError(NotWalkedError):
    """A walk was stopped because it took too long."""


@dataclass
class Environment:
    """What the tests of this process walk with. ``gone`` has, by fixture, why it cannot be used any more."""

    site: Site
    browser: Browser | None = None
    gone: dict[str, str] = field(default_factory=dict)
    # What went wrong during the current test.
    noted: list[str] = field(default_factory=list)

    def watch(self, browser: Browser) -> None:
        """Note refused and cut connections to the site, and crashes of pages."""
        self.browser = browser
        browser.on("context", self._watch_context)

    def forget_browser(self) -> None:
        """Look a last time whether the browser is there: the last test is only judged once it has been closed.

        It is not tried out: with a dead driver, that would hang.
        """
        self.check(suspect_browser=False)
        self.browser = None

    def _watch_context(self, context: BrowserContext) -> None:
        context.on("requestfailed", self._note_request)
        context.on("page", lambda page: page.on("crash", self._note_crash))

    def _note_request(self, request: Request) -> None:
        cut = CUT.search(request.failure or "")
        if cut and self.site.has(request.url):
            self.noted.append(f"the site at {self.site.base_url} refused or cut a connection: {cut[0]}")

    def _note_crash(self, _: Page) -> None:
        self.noted.append("a page of the browser crashed")

    def check(self, *, suspect_browser: bool) -> None:
        """Find out whether the site and the browser are still there; see ``gone``."""
        if "site" not in self.gone:
            try:
                self.site.check_alive(ANSWERING)
            except SiteGoneError as error:
                self.gone["site"] = str(error)
        if self.browser and "browser" not in self.gone:
            if not self.browser.is_connected():
                self.gone["browser"] = "the browser has stopped"
            elif suspect_browser and "site" not in self.gone:  # it is tried on the site
                self._try_browser(self.browser)

    def _try_browser(self, browser: Browser) -> None:
        # A dying browser fails calls before it counts as disconnected, and a dead driver does not disconnect it.
        try:
            with browser.new_context() as context:
                context.new_page().goto(f"{self.site.base_url}/_control/identity", timeout=ANSWERING * 1000)
        except Exception as error:
            self.gone["browser"] = f"the browser has stopped: {first_line(error)}"


ENVIRONMENT = pytest.StashKey[Environment]()


def begin(item: pytest.Item) -> None:
    """Forget the last test. Raises NotWalkedError if something that this one needs is gone."""
    environment = item.config.stash[ENVIRONMENT]
    environment.noted.clear()
    if reason := _gone_for(item, environment):
        raise NotWalkedError(reason)


def why_not_walked(
    item: pytest.Item,
    error: BaseException | None,
    traceback: str = "",
    *,
    world: World | None = None,
    tearing_down: bool = False,
) -> str:
    """Why a walk or a test says nothing about the guide or the site, in one line; empty if it does.

    A test written by hand may fail by a connection or a file of its own, so it is judged only by what is gone for good.
    The ``world`` of a walk is the item's own by default. If there is no error, pytest-playwright may have put a
    ``traceback`` on the report.
    """
    environment = item.config.stash[ENVIRONMENT]
    errors = list(_chain(error))
    if not errors and (of_artifact := PRINTED.search(traceback)) and int(of_artifact[1]) in DISK_NUMBERS:
        return of_disk(OSError(int(of_artifact[1]), of_artifact[2], of_artifact[3]))
    if any(DRIVER_GONE in str(each) for each in errors):
        environment.gone["playwright"] = "the driver of the browser has stopped"
    suspect = tearing_down or any(isinstance(each, TookTooLongError) or SUSPECT.search(str(each)) for each in errors)
    environment.check(suspect_browser=suspect)
    reasons = [_gone_for(item, environment)]
    if isinstance(item, ProcedureItem):
        # A connection that was cut in the middle of a page explains why the rest did not arrive.
        late = [each for each in errors if isinstance(each, UnansweredError)]
        others = [each for each in errors if each not in late]
        reasons = [*map(_reason, others), *reasons, *environment.noted, *map(_reason, late)]
        reasons += [] if tearing_down else [_lost_world(world or _world_of(item))]  # by then it has been deleted
    return next(filter(None, reasons), "")


def why_ended(error: BaseException) -> str:
    """Why a whole run has ended before its guides were walked, in one line; empty if by an error of the harness."""
    for each in _chain(error):
        if isinstance(each, OSError) and each.errno in DISK_NUMBERS:
            return of_disk(each)
        if isinstance(each, (EOFError, BrokenPipeError)):
            return "a worker has stopped before it began"
    return ""


def of_disk(error: OSError) -> str:
    """What could not be written, and why, in one line."""
    if isinstance(error, shutil.Error):  # has the source, the target and the reason of each file of a folder
        _, target, reason = error.args[0][0]
        return f"cannot write {shown(Path(target))}: {str(reason).partition('] ')[2].partition(':')[0]}"
    file = f" {shown(Path(str(error.filename)))}" if error.filename else ""
    return f"cannot write{file}: {error.strerror or error}"


def _gone_for(item: pytest.Item, environment: Environment) -> str:
    used = getattr(item, "fixturenames", ())
    return next((reason for name, reason in environment.gone.items() if name in used), "")


def _world_of(item: ProcedureItem) -> World | None:
    world = item.funcargs.get("world") if isinstance(item, GuideItem) else None
    return world if isinstance(world, World) else None


def _lost_world(world: World | None) -> str:
    """Why the world of a walk cannot be read any more: the site was restarted, or it has expired; empty if it can.

    Those of other walks say nothing about this one.
    """
    try:
        if world:
            world.state()
    except SiteUnavailableError as error:
        return str(error)
    except (SiteError, ValueError, TypeError):
        return ""  # the site answers, if only with an error
    return ""


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    """An error, those in it if it is a group, as of several fixtures, and those being handled when it was raised."""
    while error:
        yield error
        if isinstance(error, BaseExceptionGroup):
            for each in error.exceptions:
                yield from _chain(each)
        error = error.__cause__ or error.__context__


def _reason(error: BaseException) -> str:
    """Why an error says nothing about a guide."""
    if isinstance(error, OSError) and error.errno in DISK_NUMBERS:
        return of_disk(error)
    if isinstance(error, Error) and DISK.search(error.message):
        return f"cannot write: {first_line(error)}"
    return first_line(error) if isinstance(error, NotWalkedError) else ""


def limit(item: pytest.Item, seconds: float) -> None:
    """Stop a walk after some time, as pytest-timeout does, but without printing what every thread is doing.

    Each wait within a walk has a limit of its own, so this is reached by one that is very long, or if the driver hangs.
    What hangs does so when tidied up as well, so that is stopped, too, each time.
    """
    seconds = min(seconds, TIDYING) if item.config.stash[ENVIRONMENT].gone else seconds

    stopped = False

    def stop(_: int, frame: FrameType | None) -> None:
        nonlocal stopped
        if not stopped or _is_in_playwright(frame):
            stopped = True
            raise TookTooLongError(f"it took longer than {seconds:g} s")

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds, TIDYING)


def end_limit() -> None:
    """End the limit of a walk; pytest-timeout would do so at the first error, before anything is tidied up."""
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)


def _is_in_playwright(frame: FrameType | None) -> bool:
    while frame and "playwright" not in frame.f_code.co_filename:
        frame = frame.f_back
    return frame is not None
