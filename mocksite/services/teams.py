"""Companies and agencies: founding one, inviting and removing people, and what ends a place in one."""

from collections.abc import Mapping

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from mocksite.catalog.personas import SUPPORT_AGENT
from mocksite.catalog.statuses import MembershipStatus
from mocksite.db import database
from mocksite.db.models import Account, Job, Membership, Team
from mocksite.services import outbox


def found_company(db: Session, owner: Account, name: str) -> Team:
    """Make a company; its owner is in it."""
    team = database.add(db, owner.world_id, Team, kind="company", name=name)
    _join(db, team, owner, "owner", "active")
    return team


def invite(db: Session, team: Team, account: Account, role: str, by: Account) -> Membership:
    """Invite somebody, who is told by mail and can accept it on their home page."""
    membership = _join(db, team, account, role, "invited")
    told = f"{by.name} invites you to {team.name}, as {role}. Accept or decline it on your home page."
    outbox.mail_account(db, account, f"An invitation to {team.name}", told, "home.home")
    return membership


def account_of(db: Session, world_id: str, email: str) -> Account | None:
    """The newest account of an email address, open or not; an agent's is nobody's."""
    known = select(Account).where(Account.world_id == world_id, Account.email == email.lower())
    known = known.where(Account.persona != SUPPORT_AGENT)
    return db.scalars(known.order_by(Account.id.desc()).limit(1)).first()


def lasting(db: Session, team: Team, account: Account) -> Membership | None:
    """The place that somebody has in a team, or is invited to."""
    mine = select(Membership).where(Membership.team_id == team.id, Membership.account_id == account.id)
    return db.scalars(mine.where(Membership.status.in_(("invited", "active")))).first()


def invitations(db: Session, account: Account) -> list[Membership]:
    """The invitations that wait for somebody, oldest first."""
    mine = select(Membership).where(Membership.account_id == account.id, Membership.status == "invited")
    return list(db.scalars(mine.order_by(Membership.id)))


def end(db: Session, membership: Membership, status: MembershipStatus) -> bool:
    """End an active place in a team; False when it has ended already."""
    return _change_status(db, membership, "active", status, ended_at=membership.account.world.now)


def answer(db: Session, membership: Membership, status: MembershipStatus) -> bool:
    """Answer an invitation (``active``, ``declined``) or take it back (``withdrawn``); False if it is none now."""
    return _change_status(db, membership, "invited", status, since=membership.account.world.now)


def decline_all(db: Session, account: Account) -> None:
    """Decline every invitation that waits for somebody."""
    for invitation in invitations(db, account):
        answer(db, invitation, "declined")


def close(db: Session, team: Team, answers: Mapping[str, str], *, with_account: bool) -> bool:
    """Close a team and everything that belongs to it, and tell whoever was in it; False when it is closed already."""
    now = team.owner.world.now
    why = {"close_reason": answers.get("reason"), "close_feedback": answers.get("feedback")}
    lasting = update(Team).where(Team.id == team.id, Team.status == "open")
    closed = lasting.values(status="closed", closed_at=now, closed_along=with_account, **why)
    if db.execute(closed.returning(Team.id)).first() is None:
        return False
    for row in team.members:
        if row.role != "owner":
            told = f"{team.owner.name} has closed {team.name}, and you are not in it any more."
            outbox.mail_account(db, row.account, f"{team.name} is closed", told)
    others = update(Membership).where(Membership.team_id == team.id, Membership.role != "owner")
    db.execute(others.where(Membership.status == "active").values(status="closed", ended_at=now))
    db.execute(others.where(Membership.status == "invited").values(status="withdrawn", ended_at=now))
    db.execute(update(Job).where(Job.team_id == team.id, Job.status == "open").values(status="closed", closed_at=now))
    db.expire_all()
    return True


def reopen(db: Session, owner: Account) -> None:
    """Open the teams again that closed with an account; whoever else was in them has to be invited anew."""
    mine = select(Membership.team_id).where(Membership.account_id == owner.id, Membership.role == "owner")
    along = update(Team).where(Team.id.in_(mine), Team.closed_along)
    fields = {"close_reason": None, "close_feedback": None}
    db.execute(along.values(status="open", closed_at=None, closed_along=False, **fields))


def _join(db: Session, team: Team, account: Account, role: str, status: MembershipStatus) -> Membership:
    fields = {"team_id": team.id, "account_id": account.id, "role": role, "status": status, "since": account.world.now}
    return database.add(db, team.world_id, Membership, **fields)


def _change_status(
    db: Session, membership: Membership, until_now: MembershipStatus, status: MembershipStatus, **fields: object
) -> bool:
    now = update(Membership).where(Membership.id == membership.id, Membership.status == until_now)
    won = db.execute(now.values(status=status, **fields).returning(Membership.id)).first()
    db.expire_all()
    return won is not None
