"""What a closing affects: the capacities that end and those that stay, and what the former owe."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from mocksite.catalog import worlds
from mocksite.catalog.obligations import Owed, owed
from mocksite.db.models import Account, Contract, Team, Withdrawal
from mocksite.editions.closing_schema import Closing
from mocksite.editions.schema import Edition
from mocksite.queries import capacity_rows, world_edition
from mocksite.queries.capacities import (
    Capacity,
    capacities_at_closing,
    capacities_of,
    last_capacity_in,
)
from mocksite.rules import closing_rules, closing_texts
from mocksite.rules.closing_rules import OBLIGATION_OF_CONTRACT


@dataclass(frozen=True)
class ClosingScope:
    """A closing of a capacity, and the person's other capacities."""

    closing: Closing
    capacity: Capacity
    others: list[Capacity]

    @property
    def account(self) -> Account:
        return self.capacity.account

    @property
    def closes_account(self) -> bool:
        """Whether the account closes, by itself or because nothing else is left. Claim D11."""
        world = self.account.world
        if self.closing.of == "account":
            return True
        leaves = self.closing.of == "membership"
        if self.others:
            return leaves and world_edition.is_without(world, worlds.OTHER_TEAMS)
        return not world_edition.is_without(world, worlds.LAST_TEAM_LEFT if leaves else worlds.LAST_TEAM_CLOSED)

    @property
    def ending(self) -> list[Capacity]:
        """The capacities that end."""
        return [self.capacity, *self.others] if self.closing.of == "account" else [self.capacity]

    @property
    def is_closed(self) -> bool:
        """Whether the closing has happened."""
        if self.closing.of == "account" or self.capacity.membership is None:
            return self.account.status != "open"
        if self.closing.of == "membership":
            return self.capacity.membership.status == "left"
        return self.capacity.membership.team.status != "open"

    @property
    def label(self) -> str:
        """What closes, in words."""
        if self.closing.of == "account" or self.capacity.team is None:
            return "the account"
        noun = "the place in " if self.closing.of == "membership" else f"the {self.closing.of} "
        return noun + self.capacity.team.name

    @property
    def side_effects(self) -> list[str]:
        """What else closes and what stays, one sentence each."""
        others = [place_of(capacity) for capacity in self.others]
        return closing_texts.side_effects(self.closing.of, place_of(self.capacity), others)


def scope_of(db: Session, capacity: Capacity, closing: Closing) -> ClosingScope:
    """The scope of a closing that has not happened yet."""
    return _scope_among(capacities_of(db, capacity.account), capacity, closing)


def _scope_among(current: Sequence[Capacity], capacity: Capacity, closing: Closing) -> ClosingScope:
    return ClosingScope(closing, capacity, [other for other in current if other.key != capacity.key])


def requested_scope(db: Session, account: Account, team_id: int | None, closing: Closing) -> ClosingScope | None:
    """The scope of a closing under way; None if the account is closed or has left that team."""
    if account.status != "open":
        return None
    current = capacities_of(db, account)
    if team_id:
        candidates = [capacity for capacity in current if capacity.team_id == team_id]
    else:
        own = current or [Capacity(account, account.persona)]
        candidates = [capacity for capacity in own if capacity.persona in closing.by]
    return _scope_among(current, candidates[0], closing) if candidates else None


def closed_scope(db: Session, account: Account, team: Team | None, closing: Closing) -> ClosingScope:
    """The scope of a closing that has happened."""
    if team:
        others = capacities_of(db, account) if account.status == "open" else []
        return ClosingScope(closing, last_capacity_in(db, account, team), others)
    capacity, *others = capacities_at_closing(db, account) or [Capacity(account, account.persona)]
    return ClosingScope(closing, capacity, others)


def applicant(db: Session, scope: ClosingScope) -> closing_rules.Applicant:
    """Who asks for a closing, and everything owed in the capacities that would end."""
    by_name: dict[str, Owed] = {}
    for capacity in scope.ending:
        for item in owed(capacity.persona, capacity_rows.all_of(db, capacity)):
            first = by_name.get(item.name, Owed(item.obligation, [], capacity.key))
            by_name[item.name] = replace(first, things=[*first.things, *item.things])
    return closing_rules.Applicant(
        persona=scope.capacity.persona,
        owes=tuple(sorted(by_name.values(), key=lambda item: item.rank)),
        has_security_question=scope.account.security_question is not None,
        acts_as_owner=acts_as_owner(scope.capacity),
    )


def acts_as_owner(capacity: Capacity) -> bool:
    """Whether somebody who does not own the team of a capacity can close it: the world has no rule that forbids it."""
    kind = capacity.team and capacity.team.kind
    return (
        kind is not None
        and capacity.role != "owner"
        and world_edition.is_without(capacity.account.world, worlds.ONLY_OWNER_CLOSES.format(kind))
    )


@dataclass(frozen=True)
class Preview:
    """What a reader sees before the last button, and is not yet shown among the side effects.

    ``goes`` says how and when data is erased, and which; ``ends`` is the work that ends.
    """

    happens: list[str]
    goes: list[tuple[str, list[str]]]
    ends: list[Owed]
    kept: list[str]


def preview(db: Session, scope: ClosingScope, edition: Edition, owes: Sequence[Owed]) -> Preview:
    """What a closing would do now, when this is owed; ``outcome`` says it afterwards."""
    after, now = scope.closing.after, scope.account.world.now
    delete_at = closing_rules.delete_at(after, now)
    money = [capacity_rows.some_of(db, row, "payments", "withdrawals") for row in scope.ending if after.lost]
    shown = {*scope.side_effects, closing_texts.ALL_OF_IT}
    happens = closing_texts.outcome(
        scope.closing,
        account_closed=scope.closes_account,
        delete_on=delete_at if scope.closes_account else None,
        restore_until=now + after.restore.within if after.restore and after.restore.within else None,
        staying_on_record=closing_texts.exceptions(edition.retention) if scope.closes_account else [],
        money_lost=sum(closing_rules.lost_cents(after, rows) for rows in money),
        continuing=_continuing(db, scope, after.cancelled),
        staying=[place_of(capacity) for capacity in scope.others],
    )
    return Preview(
        happens=[sentence for sentence in happens if sentence not in shown],
        goes=closing_texts.erased_parts(edition.retention, now, delete_at) if scope.closes_account else [],
        ends=[item for item in owes if item.name in after.cancelled],
        kept=closing_texts.kept_parts(edition.retention) if scope.closes_account else [],
    )


def _continuing(db: Session, scope: ClosingScope, cancelled: Sequence[str] = ()) -> list[closing_texts.Continuing]:
    return [
        "billing" if row.kind == "hourly" and capacity.persona == "client" else "work"
        for capacity in scope.ending
        for row in capacity_rows.of(db, Contract, capacity)
        if row.status == "active" and OBLIGATION_OF_CONTRACT[row.kind] not in cancelled
    ]


def outcome(db: Session, scope: ClosingScope, edition: Edition) -> list[str]:
    """What a closing has done, one sentence each."""
    account, team = scope.account, scope.capacity.team
    account_closed = account.status != "open"
    moment = account.closed_at if account_closed else team and team.closed_at
    withdrawals = [row for capacity in scope.ending for row in capacity_rows.of(db, Withdrawal, capacity)]
    return closing_texts.outcome(
        scope.closing,
        account_closed=account_closed,
        delete_on=account.delete_at,
        restore_until=account.restore_until,
        erased=closing_texts.erased_parts(edition.retention, account.closed_at, account.delete_at),
        staying_on_record=closing_texts.exceptions(edition.retention) if account_closed else [],
        money_lost=sum(row.cents for row in withdrawals if row.status == "lost" and row.asked_at == moment),
        continuing=_continuing(db, scope),
        staying=[place_of(capacity) for capacity in scope.others],
    )


def place_of(capacity: Capacity) -> closing_texts.Place:
    """A capacity, as the texts need it."""
    if capacity.team is None:
        return closing_texts.Place(capacity.persona)
    others = tuple(capacity_rows.other_members(capacity))
    return closing_texts.Place(capacity.persona, capacity.team.kind, capacity.team.name, others)
