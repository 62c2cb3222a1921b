"""Closing something, whoever asks for it: the one place where it happens."""

from collections.abc import Mapping

from sqlalchemy import update
from sqlalchemy.orm import Session

from mocksite.catalog.ledger_rows import balance
from mocksite.db import database
from mocksite.db.models import Account, ClosingRun, Contract, Membership, Proposal, Refund, Violation
from mocksite.editions.closing_schema import Announcement, Closing
from mocksite.queries import capacity_rows, world_edition
from mocksite.queries.capacities import Capacity, capacities_of
from mocksite.queries.closing_scope import CANCELLED_AS, Leaving, aftermath, place
from mocksite.rules import closing_rules, closing_texts, one_time_codes
from mocksite.services import contracts, money, outbox, reopening, support_requests, teams
from mocksite.services.erasure import erase_due
from mocksite.services.support_requests import Asked


def close(db: Session, going: Leaving, answers: Mapping[str, str]) -> bool:
    """Close what is open; False when somebody else has just closed it, and then nothing is changed."""
    account, closing, own = going.account, going.closing, going.own.membership
    result = closing_rules.consequences(closing.after, account.world.now)
    edition = world_edition.of(account.world)
    if closing.of != "account" and own and not _close_own(db, going, own, answers):
        return False
    if going.with_account and not _close_account(db, account, closing, answers):
        return False
    for capacity in going.ending:
        _end(db, capacity, result)
    if closing_rules.is_violation(closing, answers.get("reason")):
        fields = {"account_id": account.id, "reason": answers["reason"], "recorded_at": account.world.now}
        database.add(db, account.world_id, Violation, **fields)
    if (told := told_of(going)).mail:
        said = [told.text or f"{told.heading}.", *aftermath(db, going, edition)]
        outbox.mail_account(db, account, told.mail, "\n".join(said), **_link(going))
    if going.with_account:
        erase_due(db, account.world, edition)  # after the mail, which needs to know where to go
    return True


def _link(going: Leaving) -> dict[str, str]:
    """What the mail leads to, where that opens the account again."""
    if not (going.with_account and reopening.restorable(going.account, "link")):
        return {}
    return {"link_to": "restore.link", "token": reopening.token(going.account)}


def _close_own(db: Session, going: Leaving, own: Membership, answers: Mapping[str, str]) -> bool:
    """Leave a team, or close it; False when that has happened already."""
    if going.closing.of == "membership":
        return teams.end(db, own, "left")
    return teams.close(db, own.team, answers, with_account=going.with_account)


def told_of(going: Leaving) -> Announcement:
    """What the reader is told once it is closed."""
    return going.closing.after.announcement(account_closed=going.account.status != "open")


def remove(db: Session, membership: Membership, by: Account, closing: Closing | None) -> None:
    """Remove somebody from a team; where it was all they had, their account closes as a membership's closing says.

    Claim D12.
    """
    teams.end(db, membership, "removed")
    account, team = membership.account, membership.team
    staying = [place(capacity) for capacity in capacities_of(db, account)]
    if closing and not staying:
        _close_account(db, account, closing, {})
    said = closing_texts.aftermath(closing, account_closed=not staying, staying=staying) if closing else []
    told = "\n".join([f"{by.name} has removed you.", *said])
    outbox.mail_account(db, account, f"You are not in {team.name} any more", told)
    if account.status != "open":
        erase_due(db, account.world, world_edition.of(account.world))


def _close_account(db: Session, account: Account, closing: Closing, answers: Mapping[str, str]) -> bool:
    after, now = closing.after, account.world.now
    result = closing_rules.consequences(after, now)
    won = db.execute(
        update(Account)
        .where(Account.id == account.id, Account.status == "open")
        .values(
            status=result.status,
            closed_at=now,
            delete_at=result.delete_at,
            close_reason=answers.get("reason"),
            close_feedback=answers.get("feedback"),
            login_says=after.login,
            email_again=after.email_again,
        )
        .returning(Account.id)
    ).first()
    db.refresh(account)
    reopening.promise(account, after)
    teams.decline_all(db, account)
    return won is not None


def _end(db: Session, capacity: Capacity, result: closing_rules.Consequences) -> None:
    """End what there is under one side: a team of one's own closes, a place in another's is left."""
    if capacity.membership and not capacity.owns:
        teams.end(db, capacity.membership, "left")
    elif capacity.team:
        teams.close(db, capacity.team, {}, with_account=True)
    for contract in capacity_rows.of(db, Contract, capacity):
        if contract.status == "active" and CANCELLED_AS[contract.kind] in result.cancelled:
            contracts.end(db, contract, capacity.account, "cancelled")
    for proposal in capacity_rows.of(db, Proposal, capacity):
        if proposal.status == "open" and "open-proposal" in result.cancelled:
            proposal.status = "withdrawn"
    for refund in capacity_rows.of(db, Refund, capacity):
        if refund.status == "open":
            money.approve(
                refund, capacity.account.world.now
            )  # nobody is left who could, and money is not held for ever
    if result.balance_lost:
        money.lose(db, capacity, balance(capacity_rows.all_of(db, capacity)))


def ask_support(db: Session, run: ClosingRun, asked: Announcement) -> None:
    """Send a closing to support, unless support has one of this account already."""
    account = run.account
    if support_requests.open_request(db, account, "close"):
        return
    message = run.answers.get("message") or "Please close my account."
    about = Asked(run.closing, run.team_id, run.answers)
    support_requests.ask(db, account, "close", message, about)
    if asked.mail:
        outbox.mail_account(db, account, asked.mail, asked.text or asked.heading)


def send_code(db: Session, run: ClosingRun, number: int) -> None:
    """Mail the reader a fresh identity code for the stage of that number, unless the last one is still good."""
    account, world = run.account, run.account.world
    if run.sent.is_good(world.now):
        return
    run.code, run.code_expires, run.code_used = one_time_codes.fresh(), world.now + one_time_codes.LIVES, False
    outbox.mail_account(
        db, account, "Your identity code", one_time_codes.told(run.code), "closing.stage", run_id=run.id, number=number
    )
