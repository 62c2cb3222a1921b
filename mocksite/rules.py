"""Who may close, what stands in the way, and what closing changes. Pure: no Flask, no SQL, no clock."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from mocksite.obligations import Owed, dollars
from mocksite.schema import After, Closing, Edition


@dataclass(frozen=True)
class Standing:
    """What the rules know of an account at one moment."""

    persona: str
    circumstances: frozenset[str] = frozenset()
    owes: tuple[Owed, ...] = ()
    has_security_question: bool = True


@dataclass(frozen=True)
class Refusal:
    """Why a closing is refused; ``blockers`` lists everything in the way, not the first thing found."""

    kind: Literal["device", "needs", "blocked"]
    blockers: tuple[Owed, ...] = ()


@dataclass(frozen=True)
class Consequences:
    """What a closing changes; what is ``deleted`` goes at once, or when ``delete_at`` has come."""

    status: str
    delete_at: datetime | None = None
    balance_lost: bool = False
    cancelled: frozenset[str] = field(default_factory=frozenset)
    deleted: list[str] = field(default_factory=list)


def closing_for(edition: Edition, standing: Standing) -> tuple[int, Closing] | None:
    """The closing this account has, with its number in the edition; the most particular circumstances win."""
    fitting = [
        (number, closing)
        for number, closing in enumerate(edition.closings)
        if standing.persona in closing.by and standing.circumstances.issuperset(closing.when)
    ]
    return max(fitting, key=lambda pair: len(set(pair[1].when)), default=None)


def hidden(closing: Closing, standing: Standing, device: str) -> Refusal | None:
    """Why the control of a closing is not shown; None when it is."""
    if device not in closing.devices:
        return Refusal("device")
    if "security-question" in closing.needs and not standing.has_security_question:
        return Refusal("needs")
    return None


def refusal(closing: Closing, standing: Standing, device: str) -> Refusal | None:
    """Why a closing is refused now; None when it may go on. Claims D2, D3."""
    if not_shown := hidden(closing, standing, device):
        return not_shown
    found = blockers(closing, standing)
    return Refusal("blocked", found) if found else None


def blockers(closing: Closing, standing: Standing) -> tuple[Owed, ...]:
    """Everything an account still owes that stands in the way of a closing."""
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
        deleted=list(after.deleted),
    )


PARTS = {"profile": "profile", "history": "work history"}


def aftermath(after: After, *, delete_on: datetime | None, balance_lost: int, going_on: Sequence[str]) -> list[str]:
    """What a reader is told of an account that is closed, a sentence each; the balance is in US cents. Claim B8.

    ``going_on`` has what is done under the contracts that outlive it: ``work``, or ``billing`` of its owner. All
    of it follows from the edition and from what there was, so that it says what happens and nothing else.
    """
    told = []
    if delete_on:
        told.append(f"It is deleted on {day(delete_on)}; until then it stays closed.")
    if after.deleted:
        parts = " and ".join(PARTS[name] for name in after.deleted)
        told.append(
            f"Your {parts} {'are' if len(after.deleted) > 1 else 'is'} removed {'then' if delete_on else 'for good'}."
        )
    if balance_lost:
        told.append(f"{dollars(balance_lost)} of your balance is lost.")
    if going_on:
        billing = ", and so does their billing," if "billing" in going_on else ""
        told.append(f"Your active contracts go on{billing} until somebody ends them.")
    if after.restore:
        told.append("Support can look at a request to open it again.")
    else:
        told.append("It cannot be opened again.")
    if after.email_again:
        told.append("The same email address can open a new account, which starts from nothing.")
    return told


def day(moment: datetime) -> str:
    """A moment as readers are told it, by its day."""
    return f"{moment.day} {moment:%B %Y}"
