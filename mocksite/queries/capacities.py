"""The capacities of an account: freelancer, and a place in each of its teams."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session, contains_eager, lazyload

from mocksite.catalog.navigation import CAPACITY_LABELS
from mocksite.catalog.personas import OWNERS, with_article
from mocksite.catalog.team_roles import ASSIGNABLE_ROLES
from mocksite.db.models import Account, Membership, Team

# The memberships of an account with their teams, oldest first: all, and those that count now.
# Built once: building a query takes longer than running it.
MEMBERSHIPS = (
    select(Membership)
    .join(Membership.team)
    .options(contains_eager(Membership.team), lazyload(Membership.account))  # the account is there already
    .where(Membership.account_id == bindparam("account"))
    .order_by(Membership.id)
)
CURRENT = MEMBERSHIPS.where(Membership.status == "active", Team.status == "open")
TEAM_PERSONAS = (*OWNERS.values(), *ASSIGNABLE_ROLES)  # the personas that need a team


@dataclass(frozen=True)
class Capacity:
    """A capacity in which somebody acts, with their place in a team, if any.

    Somebody who has nothing else after leaving their last team has an empty capacity.
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
        """Whether it is anything but a place in another person's team."""
        return self.role in (None, "owner")

    @property
    def label(self) -> str:
        """Its name in the account menu: for another person's team, that of the team."""
        return CAPACITY_LABELS.get(self.persona) or (self.team.name if self.team else "No team")

    @property
    def who(self) -> str:
        """The persona, in another person's team with the kind of team: ``admin of an agency``."""
        if not self.team:
            return f"former {self.persona}" if self.persona in TEAM_PERSONAS else self.persona
        if self.owns:
            return self.persona
        return f"{self.persona} of {with_article(self.team.kind)}"


def capacities_of(db: Session, account: Account) -> list[Capacity]:
    """The current capacities of an account: freelancer first, then its teams, oldest first."""
    return _capacities(db, account, CURRENT)


def choose(current: list[Capacity], account: Account, key: str | None = None) -> Capacity:
    """The current capacity with that key, else the one the account signed up as, else any."""
    matches = [capacity for capacity in current if capacity.key == key]
    signed_up_as = [capacity for capacity in current if capacity.persona == account.persona]
    return next(iter(matches or signed_up_as or current), Capacity(account, account.persona))


def capacity_in(membership: Membership) -> Capacity:
    """The capacity of a team member."""
    owner = membership.role == "owner"
    return Capacity(membership.account, OWNERS[membership.team.kind] if owner else membership.role, membership)


def last_capacity_in(db: Session, account: Account, team: Team) -> Capacity:
    """The last capacity of an account in a team, current or not."""
    memberships = select(Membership).where(Membership.account_id == account.id, Membership.team_id == team.id)
    return capacity_in(db.scalars(memberships.order_by(Membership.id.desc()).limit(1)).one())


def capacities_at_closing(db: Session, account: Account) -> list[Capacity]:
    """The capacities of a closed account until it closed."""
    left_then = Membership.ended_at == account.closed_at
    return _capacities(db, account, MEMBERSHIPS.where(left_then | ((Membership.role == "owner") & Team.closed_along)))


def owned_by(db: Session, account: Account) -> list[Capacity]:
    """The capacities that somebody owns: freelancer, and owner of teams, open or closed."""
    return owned_among(db.scalars(MEMBERSHIPS, {"account": account.id}), account)


def owned_among(memberships: Iterable[Membership], account: Account) -> list[Capacity]:
    """The same as ``owned_by``, from memberships that are already loaded, oldest first."""
    owned = [row for row in memberships if row.account_id == account.id and row.role == "owner"]
    return _freelancer(account) + [capacity_in(membership) for membership in owned]


def _capacities(db: Session, account: Account, memberships: Select[Membership]) -> list[Capacity]:
    return _freelancer(account) + [capacity_in(row) for row in db.scalars(memberships, {"account": account.id})]


def _freelancer(account: Account) -> list[Capacity]:
    return [Capacity(account, "freelancer")] if account.freelancer else []
