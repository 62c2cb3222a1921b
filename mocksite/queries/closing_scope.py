"""What a closing closes: which sides of a person end with it, which stay, and what is owed under those that end."""

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from mocksite.catalog.ledger_rows import balance
from mocksite.catalog.obligations import Owed, owed
from mocksite.db.models import Account, Contract, Team, Withdrawal
from mocksite.editions.closing_schema import Closing
from mocksite.editions.schema import Edition
from mocksite.queries import capacity_rows
from mocksite.queries.capacities import Capacity, capacities_of, ended_with, in_team_of, was_in
from mocksite.rules import closing_rules, closing_texts


@dataclass(frozen=True)
class Leaving:
    """A closing asked for from the side ``own``; ``others`` is all else the person is.

    With the account every side ends; else the account closes along where nothing else is left.
    """

    closing: Closing
    own: Capacity
    others: list[Capacity]

    @property
    def account(self) -> Account:
        return self.own.account

    @property
    def with_account(self) -> bool:
        return self.closing.of == "account" or not self.others

    @property
    def ending(self) -> list[Capacity]:
        return [self.own, *self.others] if self.closing.of == "account" else [self.own]

    @property
    def is_closed(self) -> bool:
        """Whether it has happened: an account or team is not open any more, a place in a team was left."""
        if self.closing.of == "account" or self.own.membership is None:
            return self.account.status != "open"
        if self.closing.of == "membership":
            return self.own.membership.status == "left"
        return self.own.membership.team.status != "open"

    @property
    def called(self) -> str:
        """What is closed, in words."""
        if self.closing.of == "account" or self.own.team is None:
            return "the account"
        place = "the place in " if self.closing.of == "membership" else f"the {self.closing.of} "
        return place + self.own.team.name

    @property
    def going_along(self) -> list[str]:
        """What closes along with it and what stays, a sentence each."""
        return closing_texts.going_along(
            self.closing.of, place(self.own), [place(capacity) for capacity in self.others]
        )


def leaving(db: Session, capacity: Capacity, closing: Closing) -> Leaving:
    """What a closing asked for from a side would close."""
    return Leaving(
        closing, capacity, [other for other in capacities_of(db, capacity.account) if other.key != capacity.key]
    )


def asked_for(db: Session, account: Account, team_id: int | None, closing: Closing) -> Leaving | None:
    """What a closing under way would close; None where its reader is not in that team any more, or has it no more."""
    if team_id:
        capacity = in_team_of(db, account, team_id)
    else:
        found = capacities_of(db, account) or [Capacity(account, account.persona)]
        capacity = next((each for each in found if each.persona in closing.by), None)
    return leaving(db, capacity, closing) if capacity and account.status == "open" else None


def left(db: Session, account: Account, team: Team | None, closing: Closing) -> Leaving:
    """What a closing has closed."""
    if team:
        return Leaving(
            closing, was_in(db, account, team), capacities_of(db, account) if account.status == "open" else []
        )
    own, *others = ended_with(db, account) or [Capacity(account, account.persona)]
    return Leaving(closing, own, others)


def standing(db: Session, going: Leaving) -> closing_rules.Standing:
    """What the rules have to know before a closing: what is owed under every side that would end."""
    found: dict[str, Owed] = {}
    for capacity in going.ending:
        for owing in owed(capacity.persona, capacity_rows.all_of(db, capacity)):
            before = found.get(owing.name, Owed(owing.obligation, [], capacity.key))
            found[owing.name] = replace(before, things=[*before.things, *owing.things])
    return closing_rules.Standing(
        persona=going.own.persona,
        owes=tuple(sorted(found.values(), key=lambda owing: owing.rank)),
        has_security_question=going.account.security_question is not None,
    )


CANCELLED_AS = {"fixed": "active-contract", "hourly": "hourly-contract"}


@dataclass(frozen=True)
class Foretold:
    """What a reader is told before the last button: what happens, what ends with it, and what is kept."""

    happens: list[str]
    ends: list[Owed]
    kept: str


def foretold(db: Session, going: Leaving, edition: Edition) -> Foretold:
    """What closing something now would do: what ``aftermath`` will say, and what it need not say any more."""
    after, now = going.closing.after, going.account.world.now
    result = closing_rules.consequences(after, now)
    lost = sum(balance(capacity_rows.all_of(db, capacity)) for capacity in going.ending) if result.balance_lost else 0
    happens = closing_texts.aftermath(
        going.closing,
        account_closed=going.with_account,
        delete_on=result.delete_at if going.with_account else None,
        restore_until=now + after.restore.within if after.restore and after.restore.within else None,
        erased=closing_texts.erased(edition.retention, closing_texts.Gone(now, result.delete_at))
        if going.with_account
        else [],
        balance_lost=lost,
        going_on=_going_on(db, going, result.cancelled),
        staying=[place(capacity) for capacity in going.others],
    )
    ends = [owing for owing in standing(db, going).owes if owing.name in result.cancelled]
    return Foretold(happens, ends, closing_texts.kept(edition.retention) if going.with_account else "")


def _going_on(db: Session, going: Leaving, cancelled: frozenset[str] = frozenset()) -> list[str]:
    """What is done under each contract that outlives something."""
    return [
        "billing" if row.kind == "hourly" and capacity.persona == "client" else "work"
        for capacity in going.ending
        for row in capacity_rows.of(db, Contract, capacity)
        if row.status == "active" and CANCELLED_AS[row.kind] not in cancelled
    ]


def aftermath(db: Session, going: Leaving, edition: Edition) -> list[str]:
    """What has become of what was closed, a sentence each."""
    account, team = going.account, going.own.team
    closed = account.status != "open"
    moment = account.closed_at if closed else team and team.closed_at
    taken = [row for capacity in going.ending for row in capacity_rows.of(db, Withdrawal, capacity)]
    return closing_texts.aftermath(
        going.closing,
        account_closed=closed,
        delete_on=account.delete_at,
        restore_until=account.restore_until,
        erased=closing_texts.erased(edition.retention, account) if closed else [],
        balance_lost=sum(row.cents for row in taken if row.status == "lost" and row.asked_at == moment),
        going_on=_going_on(db, going),
        staying=[place(capacity) for capacity in going.others],
    )


def place(capacity: Capacity) -> closing_texts.Place:
    """A side, as the rules know it."""
    if capacity.team is None:
        return closing_texts.Place(capacity.persona)
    bereft = [row.account.name for row in capacity.team.members if row.role != "owner"] if capacity.owns else []
    return closing_texts.Place(capacity.persona, capacity.team.kind, capacity.team.name, tuple(bereft))
