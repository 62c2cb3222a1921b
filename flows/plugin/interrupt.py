"""Handles Ctrl-C, SIGTERM and SIGHUP, which stop a run alike; later failures are not reported, nor signals heeded."""

import atexit
import contextlib
import logging
import os
import signal
import sys
import threading
import warnings
import weakref
from collections.abc import Iterable
from types import FrameType
from typing import Any

import pytest

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
# How long a run may take to stop, in seconds; then it leaves without tidying up.
STOPPING = 30
# How often a worker looks whether its run is still there, in seconds.
LOOKING = 0.5


class _Stop:
    """The signal that stopped this process, if any; while ``finishing``, it is only noted.

    Of several it is the highest: those sent in quick succession arrive in no order.
    """

    number = 0
    finishing = False
    announced = False


def watch() -> None:
    """Stop this process, from now on, at the first of these signals, unless ``nohup`` says to ignore it."""
    if threading.current_thread() is threading.main_thread():
        nohup = signal.getsignal(signal.SIGHUP) == signal.SIG_IGN
        for number in SIGNALS[:-1] if nohup else SIGNALS:
            signal.signal(number, _on_signal)


def _on_signal(number: int, _: FrameType | None) -> None:
    first, _Stop.number = not _Stop.number, max(_Stop.number, number)
    if not first:
        return
    # What it interrupts complains: tasks of the browser's driver, objects that are not closed.
    logging.getLogger("asyncio").setLevel(logging.CRITICAL + 1)
    sys.unraisablehook = lambda _: None
    limit = threading.Timer(STOPPING, lambda: os._exit(exit_code()))
    limit.daemon = True
    limit.start()
    if not _Stop.finishing:
        raise KeyboardInterrupt


def finish() -> None:
    """From now on, note a signal without raising: everything is done, and results are being written."""
    _Stop.finishing = True


def exit_code() -> int:
    """What a stopped process exits with: 128 and its number, such as 143 after SIGTERM; 0 if it was not stopped."""
    return 128 + _Stop.number if _Stop.number else 0


def leave_if_stopped() -> None:
    """End this process now if it was stopped: what was interrupted would complain at exit."""
    if code := exit_code():
        sys.stdout.flush()
        os._exit(code)


def is_first_word() -> bool:
    """Whether nobody has said yet that the run was stopped; from now on, somebody has."""
    first, _Stop.announced = not _Stop.announced, True
    return first


def stopped(error: BaseException | None) -> bool:
    """Whether the run is being stopped, by our own note or by the cause of an error."""
    return bool(_Stop.number) or follows_ctrl_c(error)


def follows_ctrl_c(error: BaseException | None) -> bool:
    """Whether an error is, or was raised while handling, a ``KeyboardInterrupt``."""
    while error and not isinstance(error, KeyboardInterrupt):
        error = error.__context__
    return error is not None


def watch_worker(config: pytest.Config) -> None:
    """Watch a worker of pytest-xdist, which is to end without complaint when it is stopped, or its run killed."""
    watch()
    config.add_cleanup(leave_if_stopped)  # the first cleanup is done last
    weakref.finalize(config, bool)  # has finalizers run at exit, and what is registered later, before them
    atexit.register(warnings.simplefilter, "ignore")
    threading.Thread(target=_leave_with, args=[os.getppid()], daemon=True).start()


def _leave_with(run: int) -> None:
    while os.getppid() == run:
        threading.Event().wait(LOOKING)
    os._exit(1)


def stop_workers(gateways: Iterable[Any]) -> None:
    """Stop the workers of a stopped run, given their gateways: a signal may reach the run only."""
    for gateway in gateways if exit_code() else ():
        if gateway.hasreceiver():
            with contextlib.suppress(OSError):
                os.kill(gateway._rinfo().pid, signal.SIGTERM)
