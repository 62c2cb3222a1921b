"""Closing: everything that closes an account, a team or a membership happens here."""

from collections.abc import Mapping

from sqlalchemy import update
from sqlalchemy.orm import Session

from mocksite.catalog import worlds
from mocksite.catalog.worlds import CONFIRMATION_MAIL, OUTCOME_IN_MAIL
from mocksite.db import database
from mocksite.db.models import Account, ClosingRun, Contract, Membership, Payment, Proposal, Refund, Violation
from mocksite.editions.closing_schema import After, Announcement, Closing
from mocksite.queries import capacity_rows, world_edition
from mocksite.queries.capacities import Capacity, capacities_of
from mocksite.queries.closing_scope import ClosingScope, outcome, place_of
from mocksite.rules import closing_rules, closing_texts, one_time_codes
from mocksite.services import contracts, money, outbox, reopening, support_requests, teams, undo
from mocksite.services.erasure import closed_accounts, erase_due


def close(db: Session, scope: ClosingScope, answers: Mapping[str, str]) -> bool:
    """Close what is open; False if it has just been closed, in which case nothing changes."""
    account, closing, membership = scope.account, scope.closing, scope.capacity.membership
    edition = world_edition.of(account.world)
    if closing.of != "account" and membership and not _close_team_or_leave(db, scope, membership, answers):
        return False
    if scope.closes_account and not _close_account(db, account, closing, answers):
        return False
    for capacity in scope.ending:
        _end(db, capacity, closing.after)
    if closing_rules.is_violation(closing, answers.get("reason")):
        fields = {"account_id": account.id, "reason": answers["reason"], "recorded_at": account.world.now}
        database.add(db, account.world_id, Violation, **fields)
    if (message := confirmation(scope)).mail and not world_edition.is_without(account.world, CONFIRMATION_MAIL):
        details = () if world_edition.is_without(account.world, OUTCOME_IN_MAIL) else outcome(db, scope, edition)
        sentences = [message.text or f"{message.heading}.", *details]
        outbox.mail_account(db, account, message.mail, "\n".join(sentences), **_reopening_link(scope))
    if scope.closes_account:
        erase_due(db, closed_accounts(db, account.world), edition)  # after the mail, which needs the address
    return True


def _reopening_link(scope: ClosingScope) -> dict[str, str]:
    if not (scope.closes_account and reopening.restorable(scope.account, "link")):
        return {}
    return {"link_to": "restore.link", "token": reopening.token(scope.account)}


def _close_team_or_leave(db: Session, scope: ClosingScope, membership: Membership, answers: Mapping[str, str]) -> bool:
    if scope.closing.of == "membership":
        return teams.end(db, membership, "left")
    return teams.close(db, membership.team, answers, with_account=scope.closes_account)


def confirmation(scope: ClosingScope) -> Announcement:
    """The edition's message after a closing."""
    return scope.closing.after.announcement(account_closed=scope.account.status != "open")


def remove(db: Session, membership: Membership, by: Account, closing: Closing | None) -> None:
    """Remove somebody from a team; if it is all they have, close their account as ``closing`` says. Claim D12."""
    teams.end(db, membership, "removed")
    account, team = membership.account, membership.team
    staying = [place_of(capacity) for capacity in capacities_of(db, account)]
    if closing and not staying and not world_edition.is_without(account.world, worlds.LAST_TEAM_REMOVED):
        _close_account(db, account, closing, {})
    sentences = (
        closing_texts.outcome(closing, account_closed=account.status != "open", staying=staying) if closing else []
    )
    body = "\n".join([f"{by.name} has removed you.", *sentences])
    outbox.mail_account(db, account, f"You are no longer in {team.name}", body)
    if account.status != "open":
        erase_due(db, closed_accounts(db, account.world), world_edition.of(account.world))


def _close_account(db: Session, account: Account, closing: Closing, answers: Mapping[str, str]) -> bool:
    after, now = closing.after, account.world.now
    closed = db.execute(
        update(Account)
        .where(Account.id == account.id, Account.status == "open")
        .values(
            status=after.status,
            closed_at=now,
            delete_at=closing_rules.delete_at(after, now),
            close_reason=answers.get("reason"),
            close_feedback=answers.get("feedback"),
            login_says=after.login,
            email_again=after.email_again,
        )
        .returning(Account.id)
    ).first()
    db.refresh(account)
    reopening.set_terms(account, after)
    teams.decline_all(db, account)
    undo.forget(db, account.world, "accounts", account.id)
    return closed is not None


def _end(db: Session, capacity: Capacity, after: After) -> None:
    """End a capacity, with its money, place in a team, contracts, proposals and refunds."""
    _lose_money(db, capacity, after)  # what was announced: before contracts end, which may pay more
    if capacity.membership and not capacity.owns:
        teams.end(db, capacity.membership, "left")
    elif capacity.team:
        teams.close(db, capacity.team, {}, with_account=True)
    for contract in capacity_rows.of(db, Contract, capacity):
        if contract.status == "active" and closing_rules.OBLIGATION_OF_CONTRACT[contract.kind] in after.cancelled:
            contracts.end(db, contract, capacity.account, "cancelled")
    for proposal in capacity_rows.of(db, Proposal, capacity):
        if proposal.status == "open" and "open-proposal" in after.cancelled:
            proposal.status = "withdrawn"
    for refund in capacity_rows.of(db, Refund, capacity):
        if refund.status == "open":
            money.approve(refund, capacity.account.world.now)  # nobody else can, and the money would stay on hold


def _lose_money(db: Session, capacity: Capacity, after: After) -> None:
    lost = closing_rules.lost_cents(after, capacity_rows.all_of(db, capacity))
    if "pending-payment" in after.lost:
        for payment in capacity_rows.of(db, Payment, capacity):
            if payment.status == "pending":
                money.release(payment, capacity.account.world.now)
    money.lose(db, capacity, lost)


def ask_support(db: Session, run: ClosingRun, confirmation: Announcement) -> None:
    """Send a closing to support, unless support already has one from this account."""
    account = run.account
    if support_requests.open_request(db, account, "close"):
        return
    message = run.answers.get("message") or "Please close my account."
    why = {"reason": run.answers.get("reason"), "feedback": run.answers.get("feedback")}
    support_requests.submit(db, account, "close", message, closing=run.closing, team_id=run.team_id, **why)
    if confirmation.mail:
        outbox.mail_account(db, account, confirmation.mail, confirmation.text or confirmation.heading)


def send_code(db: Session, run: ClosingRun, stage: int) -> None:
    """Mail a new identity code for a stage, unless the last one is still valid."""
    account, now = run.account, run.account.world.now
    if run.sent.is_valid(now):
        return
    run.code, run.code_expires, run.code_used = one_time_codes.generate(), now + one_time_codes.LIFETIME, False
    text = one_time_codes.message(run.code)
    outbox.mail_account(db, account, "Your identity code", text, "closing.stage", run_id=run.id, number=stage)
