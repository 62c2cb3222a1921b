"""Who may close, what stands in the way, and what closing changes. Pure: no Flask, no SQL, no clock."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from mocksite.catalog.obligations import Owed
from mocksite.catalog.personas import OWNERS
from mocksite.editions.closing_schema import After, Closing
from mocksite.editions.schema import Edition


@dataclass(frozen=True)
class Standing:
    """What the rules know, at one moment, of an account that is about to close something; ``persona`` is in what."""

    persona: str
    owes: tuple[Owed, ...] = ()
    has_security_question: bool = True


@dataclass(frozen=True)
class Refusal:
    """Why a closing is refused; ``blockers`` lists everything in the way, not the first thing found."""

    kind: Literal["device", "needs", "owner", "own", "ask-admin", "blocked"]
    blockers: tuple[Owed, ...] = ()


@dataclass(frozen=True)
class Consequences:
    """What a closing changes."""

    status: str
    delete_at: datetime | None = None
    balance_lost: bool = False
    cancelled: frozenset[str] = field(default_factory=frozenset)


def closing_for(edition: Edition, of: str, persona: str, circumstances: frozenset[str]) -> tuple[int, Closing] | None:
    """The closing of a subject that somebody has, with its number; the most particular circumstances win.

    Whoever has none is shown another's of the same team, to be told whose it is: an account is nobody else's.
    """
    fitting = [
        (number, closing)
        for number, closing in enumerate(edition.closings)
        if closing.of == of and circumstances.issuperset(closing.when)
    ]
    own = [pair for pair in fitting if persona in pair[1].by]
    chosen = own if own or of == "account" else fitting
    return max(chosen, key=lambda pair: len(set(pair[1].when)), default=None)


def hidden(closing: Closing, standing: Standing, device: str) -> Refusal | None:
    """Why the control of a closing is not shown; None when it is. Claims D2, D7, D12, D13."""
    if standing.persona not in closing.by:
        return Refusal(_not_yours(closing, standing.persona))
    if device not in closing.devices:
        return Refusal("device")
    if "security-question" in closing.needs and not standing.has_security_question:
        return Refusal("needs")
    return None


def _not_yours(closing: Closing, persona: str) -> Literal["owner", "own", "ask-admin"]:
    if closing.of != "membership":
        return "owner"
    return "own" if persona in OWNERS.values() else "ask-admin"


def refusal(closing: Closing, standing: Standing, device: str) -> Refusal | None:
    """Why a closing is refused now; None when it may go on. Claims D2, D3, D7, D8, D13."""
    if not_shown := hidden(closing, standing, device):
        return not_shown
    found = blockers(closing, standing)
    return Refusal("blocked", found) if found else None


def blockers(closing: Closing, standing: Standing) -> tuple[Owed, ...]:
    """Everything that is still owed and stands in the way of a closing."""
    return tuple(owed for owed in standing.owes if owed.name in closing.block)


def warnings(closing: Closing, standing: Standing) -> list[Owed]:
    """What does not stop a closing, but should be known before it."""
    return [owed for owed in standing.owes if owed.name in closing.warn]


def is_violation(closing: Closing, reason: str | None) -> bool:
    """Whether a reason for closing is itself against the terms. Claim D6."""
    return reason in closing.violations


def consequences(after: After, now: datetime) -> Consequences:
    """What a closing changes, when it happens now."""
    return Consequences(
        status=after.status,
        delete_at=now + after.delete_after if after.delete_after else None,
        balance_lost="balance" in after.lost,
        cancelled=frozenset(after.cancelled),
    )
