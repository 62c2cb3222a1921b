"""Who may close what, what stands in the way, and when data is erased afterwards."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from mocksite.catalog.data_categories import KEPT
from mocksite.catalog.ledger_rows import CapacityRows, balance, under_review
from mocksite.catalog.obligations import Owed
from mocksite.catalog.personas import OWNERS
from mocksite.catalog.statuses import ContractKind
from mocksite.editions.closing_schema import After, Closing, Subject
from mocksite.editions.schema import Edition, Fate

NotTheirs = Literal["owner", "own", "ask-admin"]
OBLIGATION_OF_CONTRACT: dict[ContractKind, str] = {"fixed": "active-contract", "hourly": "hourly-contract"}


@dataclass(frozen=True)
class Applicant:
    """Somebody who wants to close something, in the capacity ``persona``.

    ``acts_as_owner``: may close a team that belongs to somebody else, in a world without the rule against it.
    """

    persona: str
    owes: tuple[Owed, ...] = ()
    has_security_question: bool = True
    acts_as_owner: bool = False


@dataclass(frozen=True)
class Refusal:
    """Why a closing is refused; ``blockers`` lists everything in the way."""

    kind: Literal["device", "needs", "blocked"] | NotTheirs
    blockers: tuple[Owed, ...] = ()


def closing_for(
    edition: Edition, of: Subject, persona: str, circumstances: frozenset[str]
) -> tuple[int, Closing] | None:
    """The closing of a subject that applies to a persona, with its number: the one for the most circumstances.

    A persona that cannot close a team or membership gets another persona's closing, which says who can.
    """
    candidates = [
        (number, closing)
        for number, closing in enumerate(edition.closings)
        if closing.of == of and circumstances.issuperset(closing.when)
    ]
    own = [pair for pair in candidates if persona in pair[1].by]
    eligible = own if own or of == "account" else candidates
    return max(eligible, key=lambda pair: len(set(pair[1].when)), default=None)


def why_not_offered(closing: Closing, applicant: Applicant, device: str) -> Refusal | None:
    """Why the control of a closing is hidden; None if it is shown. Claims D2, D7, D12, D13."""
    is_owners_team = closing.of in OWNERS
    if applicant.persona not in closing.by and not (is_owners_team and applicant.acts_as_owner):
        return Refusal(_not_theirs(closing, applicant.persona))
    if device not in closing.devices:
        return Refusal("device")
    if "security-question" in closing.needs and not applicant.has_security_question:
        return Refusal("needs")
    return None


def _not_theirs(closing: Closing, persona: str) -> NotTheirs:
    if closing.of != "membership":
        return "owner"
    return "own" if persona in OWNERS.values() else "ask-admin"


def refusal(closing: Closing, applicant: Applicant, device: str) -> Refusal | None:
    """Why a closing is refused now; None if it may go ahead. Claims D2, D3, D7, D8, D13."""
    if not_shown := why_not_offered(closing, applicant, device):
        return not_shown
    in_the_way = blockers(closing, applicant)
    return Refusal("blocked", in_the_way) if in_the_way else None


def blockers(closing: Closing, applicant: Applicant) -> tuple[Owed, ...]:
    """The obligations that block a closing."""
    return tuple(owed for owed in applicant.owes if owed.name in closing.block)


def warnings(closing: Closing, applicant: Applicant) -> list[Owed]:
    """The obligations that the reader is warned of before a closing."""
    return [owed for owed in applicant.owes if owed.name in closing.warn]


def lost_cents(after: After, rows: CapacityRows) -> int:
    """The money of a capacity that a closing forfeits, in US cents. Claim B2."""
    money = {"balance": balance(rows), "pending-payment": sum(payment.cents for payment in under_review(rows))}
    return sum(money[name] for name in after.lost)


def is_violation(closing: Closing, reason: str | None) -> bool:
    """Whether a reason for closing violates the terms. Claim D6."""
    return reason in closing.violations


def delete_at(after: After, now: datetime) -> datetime | None:
    """When an account that closes now is deleted, if it is only marked until then."""
    return now + after.delete_after if after.delete_after else None


def moments(
    retention: Mapping[str, Fate], closed_at: datetime | None, delete_at: datetime | None
) -> Iterator[tuple[datetime, str]]:
    """When each category of a closed account's data is deleted or masked, and its name, unless it is kept."""
    for name, chosen in retention.items() if closed_at else ():
        if closed_at and chosen.fate != KEPT:
            yield closed_at + chosen.after if chosen.after else delete_at or closed_at, name
