"""Handles Ctrl-C, which also stops the site and the browser: later failures are not reported."""

import logging
import signal
import sys
import threading
from types import FrameType

import pytest

PRESSED = pytest.StashKey[bool]()


def watch(config: pytest.Config) -> None:
    """Note when Ctrl-C is pressed or SIGTERM comes, and then silence the complaints of interrupted code."""

    def on_interrupt(number: int, frame: FrameType | None) -> None:
        config.stash[PRESSED] = True
        logging.getLogger("asyncio").setLevel(logging.CRITICAL + 1)
        sys.unraisablehook = lambda _: None
        signal.default_int_handler(number, frame)

    def restore() -> None:
        for number, handler in former.items():
            signal.signal(number, handler)

    if threading.current_thread() is threading.main_thread():
        former = {number: signal.signal(number, on_interrupt) for number in (signal.SIGINT, signal.SIGTERM)}
        config.add_cleanup(restore)


def pressed(config: pytest.Config, error: BaseException | None) -> bool:
    """Whether Ctrl-C has been pressed, by our own note or by the cause of an error."""
    return config.stash.get(PRESSED, False) or follows_ctrl_c(error)


def follows_ctrl_c(error: BaseException | None) -> bool:
    """Whether an error is, or was raised while handling, a ``KeyboardInterrupt``."""
    while error and not isinstance(error, KeyboardInterrupt):
        error = error.__context__
    return error is not None
