"""Writing in turn: whoever has waited longest is next."""

import threading
from collections import deque

from sqlalchemy import event
from sqlalchemy.orm import Session, SessionTransaction
from werkzeug.exceptions import ServiceUnavailable

LONGEST_WAIT = 20  # seconds
BUSY = "The site is busy. Try again in a moment."


class Turns:
    """A lock that goes to whoever has waited longest; a busy thread could keep taking ``threading.Lock``."""

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._waiting: deque[threading.Event] = deque()
        self._taken = False

    def take(self, timeout: float | None = None) -> bool:
        """Wait for a turn, up to ``timeout`` seconds if it is given; False if it does not come."""
        with self._mutex:
            if not self._taken:
                self._taken = True
                return True
            my_turn = threading.Event()
            self._waiting.append(my_turn)
        if my_turn.wait(timeout):
            return True
        with self._mutex:
            if my_turn.is_set():
                return True
            self._waiting.remove(my_turn)
            return False

    def pass_on(self) -> None:
        """End a turn."""
        with self._mutex:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False


class WriteSession(Session):
    """A session that waits for its turn before each transaction, and passes it on at the end.

    SQLite would make it wait too, but whoever asks at the right moment is next there, so somebody busy can keep others
    out. ``info["turns"]`` are the turns. Raises ServiceUnavailable (503) if it waits too long.
    """


@event.listens_for(WriteSession, "after_transaction_create")
def _wait_for_turn(session: WriteSession, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        session.info["has_turn"] = session.info["turns"].take(LONGEST_WAIT)
        if not session.info["has_turn"]:
            raise ServiceUnavailable(BUSY, retry_after=1)


@event.listens_for(WriteSession, "after_transaction_end")
def _end_turn(session: WriteSession, transaction: SessionTransaction) -> None:
    if transaction.parent is None:
        pass_turn_on(session)


def pass_turn_on(session: Session) -> None:
    """End a session's turn, if it has one."""
    if session.info.pop("has_turn", False):
        session.info["turns"].pass_on()
