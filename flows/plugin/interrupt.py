"""Ctrl-C: it reaches the site and the browser too, so whatever fails after it only came of it."""

import logging
import signal
import sys
import threading
from functools import partial
from types import FrameType
from typing import Any

import pytest

STOPPED = pytest.StashKey[bool]()


def note(config: pytest.Config) -> None:
    """From now on note when Ctrl-C comes, and tell nothing of what it leaves half done."""

    def stopped(number: int, frame: FrameType | None) -> None:
        config.stash[STOPPED] = True
        logging.getLogger("asyncio").setLevel(logging.CRITICAL + 1)
        sys.unraisablehook = lambda _: None
        signal.default_int_handler(number, frame)

    if threading.current_thread() is threading.main_thread():
        config.add_cleanup(partial(_restore, signal.signal(signal.SIGINT, stopped)))


def came(config: pytest.Config, error: BaseException | None) -> bool:
    """Whether Ctrl-C has come, as it was noted or as an error shows."""
    return config.stash.get(STOPPED, False) or interrupted(error)


def _restore(handler: Any) -> None:
    signal.signal(signal.SIGINT, handler)


def interrupted(error: BaseException | None) -> bool:
    """Whether an error only came of Ctrl-C, which reaches the browser too: what was to be closed is closed already."""
    while error and not isinstance(error, KeyboardInterrupt):
        error = error.__context__
    return error is not None
