"""Companies and agencies: founding and closing them, inviting and removing people."""

from collections.abc import Mapping

from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload

from mocksite.catalog.personas import SUPPORT_AGENT
from mocksite.catalog.statuses import MembershipStatus
from mocksite.db import database
from mocksite.db.models import Account, Job, Membership, Team
from mocksite.services import outbox, undo


def found_company(db: Session, owner: Account, name: str) -> Team:
    """Found a company."""
    team = database.add(db, owner.world_id, Team, kind="company", name=name)
    _join(db, team, owner, "owner", "active")
    return team


def invite(db: Session, team: Team, account: Account, role: str, by: Account) -> Membership:
    """Invite somebody by mail."""
    membership = _join(db, team, account, role, "invited")
    body = f"{by.name} invites you to {team.name}, as {role}. Accept or decline it on your home page."
    outbox.mail_account(db, account, f"An invitation to {team.name}", body, "home.home")
    return membership


def account_of(db: Session, world_id: str, email: str) -> Account | None:
    """The newest account with an email address, open or not, except a support agent's."""
    query = select(Account).where(Account.world_id == world_id, Account.email == email.lower())
    query = query.where(Account.persona != SUPPORT_AGENT)
    return db.scalars(query.order_by(Account.id.desc()).limit(1)).first()


def current_membership(db: Session, team: Team, account: Account) -> Membership | None:
    """Somebody's place in a team, or their invitation."""
    query = select(Membership).where(Membership.team_id == team.id, Membership.account_id == account.id)
    return db.scalars(query.where(Membership.status.in_(("invited", "active")))).first()


def invitations(db: Session, account: Account) -> list[Membership]:
    """Somebody's open invitations with their teams, oldest first."""
    query = select(Membership).where(Membership.account_id == account.id, Membership.status == "invited")
    query = query.options(joinedload(Membership.team).selectinload(Team.memberships))
    return list(db.scalars(query.order_by(Membership.id)))


def end(db: Session, membership: Membership, status: MembershipStatus) -> bool:
    """End an active place in a team; False if it has ended already."""
    return _change_status(db, membership, "active", status, ended_at=membership.account.world.now)


def answer_invitation(db: Session, membership: Membership, status: MembershipStatus) -> bool:
    """Accept (``active``), decline or withdraw an invitation; False if that has happened."""
    return _change_status(db, membership, "invited", status, since=membership.account.world.now)


def decline_all(db: Session, account: Account) -> None:
    """Decline all open invitations."""
    for invitation in invitations(db, account):
        answer_invitation(db, invitation, "declined")


def close(db: Session, team: Team, answers: Mapping[str, str], *, with_account: bool) -> bool:
    """Close a team and its job posts, and mail its members; False if it is closed already."""
    now = team.owner.world.now
    reasons = {"close_reason": answers.get("reason"), "close_feedback": answers.get("feedback")}
    still_open = update(Team).where(Team.id == team.id, Team.status == "open")
    closed = still_open.values(status="closed", closed_at=now, closed_along=with_account, **reasons)
    if db.execute(closed.returning(Team.id)).first() is None:
        return False
    undo.forget(db, team.owner.world, "teams", team.id)
    for row in team.members:
        if row.role != "owner":
            body = f"{team.owner.name} has closed {team.name}, so you are no longer in it."
            outbox.mail_account(db, row.account, f"{team.name} is closed", body)
    others = update(Membership).where(Membership.team_id == team.id, Membership.role != "owner")
    db.execute(others.where(Membership.status == "active").values(status="closed", ended_at=now))
    db.execute(others.where(Membership.status == "invited").values(status="withdrawn", ended_at=now))
    db.execute(update(Job).where(Job.team_id == team.id, Job.status == "open").values(status="closed", closed_at=now))
    db.expire_all()
    return True


def reopen(db: Session, owner: Account) -> None:
    """Reopen the teams that closed with their owner's account, without their members."""
    owned = select(Membership.team_id).where(Membership.account_id == owner.id, Membership.role == "owner")
    closed_along = update(Team).where(Team.id.in_(owned), Team.closed_along)
    fields = {"close_reason": None, "close_feedback": None}
    db.execute(closed_along.values(status="open", closed_at=None, closed_along=False, **fields))


def _join(db: Session, team: Team, account: Account, role: str, status: MembershipStatus) -> Membership:
    fields = {"team": team, "account": account, "role": role, "status": status, "since": account.world.now}
    return database.add(db, team.world_id, Membership, **fields)


def _change_status(
    db: Session, membership: Membership, before: MembershipStatus, status: MembershipStatus, **fields: object
) -> bool:
    """False if somebody else has just changed it."""
    unchanged = update(Membership).where(Membership.id == membership.id, Membership.status == before)
    changed = db.execute(unchanged.values(status=status, **fields).returning(Membership.id)).first()
    db.expire_all()
    return changed is not None
