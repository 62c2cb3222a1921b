"""What one login can act as: a freelancer, and somebody with a place in several companies and agencies."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from mocksite.catalog.navigation import CAPACITY_LABELS
from mocksite.catalog.personas import OWNERS, with_article
from mocksite.catalog.team_roles import ASSIGNABLE_ROLES
from mocksite.db.models import Account, Membership, Team

TEAM_PERSONAS = (*OWNERS.values(), *ASSIGNABLE_ROLES)  # the personas that need a team


@dataclass(frozen=True)
class Capacity:
    """One thing somebody is, with their place in a team if it is in one.

    Somebody who has no work of their own and has left their last team still has a capacity, with nothing in it.
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
        """Whether its rows are the person's own: in every capacity but a place in somebody else's team."""
        return self.role in (None, "owner")

    @property
    def label(self) -> str:
        """Its name in the account menu. Somebody else's team goes by its own name."""
        return CAPACITY_LABELS.get(self.persona) or (self.team.name if self.team else "No team")

    @property
    def who(self) -> str:
        """The persona in words, with the kind of team if it is somebody else's: ``admin of an agency``."""
        if not self.team:
            return f"former {self.persona}" if self.persona in TEAM_PERSONAS else self.persona
        if self.owns:
            return self.persona
        return f"{self.persona} of {with_article(self.team.kind)}"


def capacities_of(db: Session, account: Account) -> list[Capacity]:
    """The current capacities of an account: the freelancer first, then each team in the order of joining."""
    return _capacities(db, account, (Membership.status == "active") & (Team.status == "open"))


def capacity_of(db: Session, account: Account, key: str | None = None) -> Capacity:
    """The capacity with that key; failing that, the one the account signed up as; failing that, any."""
    current = capacities_of(db, account)
    matches = [capacity for capacity in current if capacity.key == key]
    signed_up_as = [capacity for capacity in current if capacity.persona == account.persona]
    return next(iter(matches or signed_up_as or current), Capacity(account, account.persona))


def capacity_in(membership: Membership) -> Capacity:
    """The capacity that a place in a team gives."""
    owner = membership.role == "owner"
    return Capacity(membership.account, OWNERS[membership.team.kind] if owner else membership.role, membership)


def capacity_in_team(db: Session, account: Account, team_id: int) -> Capacity | None:
    """The current capacity of an account in a team; None if it has left, or the team is closed."""
    return next((capacity for capacity in capacities_of(db, account) if capacity.team_id == team_id), None)


def last_capacity_in(db: Session, account: Account, team: Team) -> Capacity:
    """The capacity of an account in a team, now or when it was last in it."""
    memberships = select(Membership).where(Membership.account_id == account.id, Membership.team_id == team.id)
    return capacity_in(db.scalars(memberships.order_by(Membership.id.desc()).limit(1)).one())


def capacities_at_closing(db: Session, account: Account) -> list[Capacity]:
    """The capacities that a closed account had until it closed."""
    left_then = Membership.ended_at == account.closed_at
    return _capacities(db, account, left_then | ((Membership.role == "owner") & Team.closed_along))


def owned_by(db: Session, account: Account) -> list[Capacity]:
    """The freelancer that somebody is and the teams they own, open or closed."""
    return owned_among(_memberships(db, account), account)


def owned_among(memberships: Iterable[Membership], account: Account) -> list[Capacity]:
    """The same as ``owned_by``, from memberships that are already loaded, oldest first."""
    owned = [row for row in memberships if row.account_id == account.id and row.role == "owner"]
    return _freelancer(account) + [capacity_in(membership) for membership in owned]


def _capacities(db: Session, account: Account, condition: ColumnElement[bool]) -> list[Capacity]:
    return _freelancer(account) + [capacity_in(membership) for membership in _memberships(db, account, condition)]


def _freelancer(account: Account) -> list[Capacity]:
    return [Capacity(account, "freelancer")] if account.freelancer else []


def _memberships(db: Session, account: Account, *conditions: ColumnElement[bool]) -> Iterable[Membership]:
    query = select(Membership).join(Membership.team).where(Membership.account_id == account.id, *conditions)
    return db.scalars(query.order_by(Membership.id))
