"""The sides of a person: one log-in can be a freelancer, and somebody in several companies and agencies."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from mocksite.catalog.navigation import CAPACITY_LABELS
from mocksite.catalog.personas import OWNERS, with_article
from mocksite.catalog.team_roles import ASSIGNABLE_ROLES
from mocksite.db.models import Account, Membership, Team

TEAM_PERSONAS = (*OWNERS.values(), *ASSIGNABLE_ROLES)  # only for people who are in a team


@dataclass(frozen=True)
class Capacity:
    """What somebody is, ``persona``; with their place in a team, where it is in one.

    Somebody who has no work of their own and is in no team any more has a side too, in which there is nothing.
    """

    account: Account
    persona: str
    membership: Membership | None = None

    @property
    def team(self) -> Team | None:
        return self.membership.team if self.membership else None

    @property
    def team_id(self) -> int | None:
        return self.membership.team_id if self.membership else None

    @property
    def role(self) -> str | None:
        return self.membership.role if self.membership else None

    @property
    def key(self) -> str:
        return self.team.key if self.team else self.persona

    @property
    def owns(self) -> bool:
        """Whether what there is belongs to the person: all but a place in somebody else's team."""
        return self.role in (None, "owner")

    @property
    def label(self) -> str:
        """What the account menu calls it: somebody else's team by its name."""
        return CAPACITY_LABELS.get(self.persona) or (self.team.name if self.team else "No team")

    @property
    def who(self) -> str:
        """What somebody is, in words: of somebody else's team with its kind, ``admin of an agency``."""
        if not self.team:
            return f"former {self.persona}" if self.persona in TEAM_PERSONAS else self.persona
        if self.owns:
            return self.persona
        return f"{self.persona} of {with_article(self.team.kind)}"


def capacities_of(db: Session, account: Account) -> list[Capacity]:
    """What somebody is, first of all a freelancer, then by when they came to each team."""
    return _capacities(db, account, (Membership.status == "active") & (Team.status == "open"))


def in_team(membership: Membership) -> Capacity:
    """What somebody is in a team."""
    owner = membership.role == "owner"
    return Capacity(membership.account, OWNERS[membership.team.kind] if owner else membership.role, membership)


def capacity_of(db: Session, account: Account, key: str | None = None) -> Capacity:
    """The side of that key, if somebody has it; else what they joined as, else any."""
    found = capacities_of(db, account)
    chosen = [capacity for capacity in found if capacity.key == key] or [
        capacity for capacity in found if capacity.persona == account.persona
    ]
    return next(iter(chosen or found), Capacity(account, account.persona))


def owned_by(db: Session, account: Account) -> list[Capacity]:
    """What somebody is, or was, on their own account: a freelancer, the owner of teams, open or closed."""
    return owned(account, _places(db, account))


def owned(account: Account, places: Iterable[Membership]) -> list[Capacity]:
    """The same, from places in teams that have been read already, by when somebody came to each."""
    mine = [place for place in places if place.account_id == account.id and place.role == "owner"]
    return _itself(account) + [in_team(place) for place in mine]


def ended_with(db: Session, account: Account) -> list[Capacity]:
    """What somebody was whose account is closed, until that moment."""
    return _capacities(
        db, account, (Membership.ended_at == account.closed_at) | ((Membership.role == "owner") & Team.closed_along)
    )


def was_in(db: Session, account: Account, team: Team) -> Capacity:
    """What somebody is in a team, or was last."""
    mine = select(Membership).where(Membership.account_id == account.id, Membership.team_id == team.id)
    return in_team(db.scalars(mine.order_by(Membership.id.desc()).limit(1)).one())


def in_team_of(db: Session, account: Account, team_id: int) -> Capacity | None:
    """What somebody is in that team; None when they are not in it, or it is closed."""
    return next((capacity for capacity in capacities_of(db, account) if capacity.team_id == team_id), None)


def _capacities(db: Session, account: Account, places: ColumnElement[bool]) -> list[Capacity]:
    """The freelancer that somebody is, then those of their places in teams, by when they came to each."""
    return _itself(account) + [in_team(place) for place in _places(db, account, places)]


def _itself(account: Account) -> list[Capacity]:
    return [Capacity(account, "freelancer")] if account.freelancer else []


def _places(db: Session, account: Account, *which: ColumnElement[bool]) -> Iterable[Membership]:
    mine = select(Membership).join(Membership.team).where(Membership.account_id == account.id, *which)
    return db.scalars(mine.order_by(Membership.id))
