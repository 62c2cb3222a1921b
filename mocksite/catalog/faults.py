"""Environment faults: what can go wrong around the site while the site itself does what it should (ADR 38)."""

from dataclasses import dataclass

MOST_TIMES = 1000
LONGEST = 60.0  # seconds that an answer can be held


@dataclass(frozen=True)
class FaultKind:
    """A fault in a sentence, the requests it strikes unless others are named, and how long it holds the answer."""

    says: str
    path: str = "*"
    times: int = 1
    seconds: float = 0.0


FAULTS = {
    "slow": FaultKind("the request is carried out, but its answer is late", seconds=3.0),
    "hanging": FaultKind(
        "the request is carried out, but not answered; after a while, the connection is cut", seconds=60.0
    ),
    "error-before-commit": FaultKind("the site fails before it stores anything, and answers with an error"),
    "error-after-commit": FaultKind("the site fails once everything is stored, and answers with an error"),
    "lost-answer": FaultKind("the request is carried out, but the connection is cut before the answer"),
    "cut-page": FaultKind("the connection is cut in the middle of a page; redirects are not counted"),
    "offline": FaultKind("the connection is cut before the site has seen the request", times=MOST_TIMES),
    "no-stylesheet": FaultKind("no stylesheet arrives: the connection is cut", path="*.css", times=MOST_TIMES),
    "clock-jump": FaultKind("the world's clock jumps ahead by 31 days, just before a form is handled"),
}
HELD = frozenset(name for name, kind in FAULTS.items() if kind.seconds)
