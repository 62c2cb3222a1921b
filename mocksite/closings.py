"""Closing an account, whoever asks for it, and opening it again: the one place where either happens."""

from collections.abc import Mapping

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from mocksite import codes, contracts, money, rules, store, support_requests
from mocksite.history import erase
from mocksite.models import Account, ClosingRun, Contract, Proposal, Refund, Violation, Withdrawal
from mocksite.obligations import balance, owed
from mocksite.schema import Asked, Closing


def standing(db: Session, account: Account) -> rules.Standing:
    """What the rules have to know of an account."""
    return rules.Standing(
        persona=account.persona,
        circumstances=frozenset(account.circumstances),
        owes=tuple(owed(account.persona, store.holdings(db, account))),
        has_security_question=account.security_question is not None,
    )


def close_account(db: Session, account: Account, closing: Closing, answers: Mapping[str, str]) -> bool:
    """Close an open account; False when somebody else has just closed it, and then nothing is changed."""
    world = account.world
    result = rules.consequences(closing.after, world.now)
    won = db.execute(
        update(Account)
        .where(Account.id == account.id, Account.status == "open")
        .values(
            status=result.status,
            closed_at=world.now,
            delete_at=result.delete_at,
            close_reason=answers.get("reason"),
            close_feedback=answers.get("feedback"),
            login_says=closing.after.login,
            restore_by=closing.after.restore and closing.after.restore.by,
            email_again=closing.after.email_again,
        )
        .returning(Account.id)
    ).first()
    db.refresh(account)
    if won is None:
        return False
    _apply(db, account, result)
    if rules.is_violation(closing, account.close_reason):
        fields = {"account_id": account.id, "reason": account.close_reason, "recorded_at": world.now}
        store.add(db, world.id, Violation, "violation", **fields)
    if closing.after.mail:
        told = [closing.after.text or f"{closing.after.heading}.", *aftermath(db, account, closing)]
        store.send_mail(db, account, closing.after.mail, "\n".join(told))
    return True


def aftermath(db: Session, account: Account, closing: Closing) -> list[str]:
    """What has become of a closed account, a sentence each."""
    taken = store.owned_by(db, Withdrawal, account)
    lost = [row for row in taken if row.status == "lost" and row.asked_at == account.closed_at]
    return rules.aftermath(
        closing.after,
        delete_on=account.delete_at,
        balance_lost=sum(row.cents for row in lost),
        going_on=[
            "billing" if row.kind == "hourly" and row.client_id == account.id else "work"
            for row in store.contracts_of(db, account)
            if row.status == "active"
        ],
    )


def _apply(db: Session, account: Account, result: rules.Consequences) -> None:
    for name, kind in (("active-contract", "fixed"), ("hourly-contract", "hourly")):
        if name in result.cancelled:
            active = select(Contract).where(Contract.of(account), Contract.kind == kind, Contract.status == "active")
            for contract in db.scalars(active).all():
                contracts.end(db, contract, account, "cancelled")
    if "open-proposal" in result.cancelled:
        mine = update(Proposal).where(Proposal.account_id == account.id, Proposal.status == "open")
        db.execute(mine.values(status="withdrawn"))
    for refund in store.owned_by(db, Refund, account):
        if refund.status == "open":
            money.approve(refund, account.world.now)  # nobody is left who could, and money is not held for ever
    if result.balance_lost:
        money.lose(db, account, balance(store.holdings(db, account)))
    account.deletes = result.deleted
    if not result.delete_at:
        erase(db, account, result.deleted)


def restorable(account: Account) -> bool:
    """Whether support can be asked to open a closed account again."""
    return account.restore_by == "support" and account.status in ("closed", "marked")


def reopen(db: Session, account: Account) -> None:
    """Open a closed account again, as it was; what was lost or deleted stays so."""
    account.status, account.reopened = "open", account.reopened + 1
    account.closed_at = account.delete_at = account.close_reason = account.close_feedback = None
    account.login_says = account.restore_by = None
    account.email_again = False
    account.deletes = []
    db.execute(delete(ClosingRun).where(ClosingRun.account_id == account.id))  # their tickets are used up
    store.send_mail(db, account, "Your Worklane account is open again", "You can log in as before.", "auth.log_in")


def ask_support(db: Session, run: ClosingRun, asked: Asked) -> None:
    """Send a closing to support, unless support has one of this account already."""
    account = run.account
    if support_requests.open_request(db, account, "close"):
        return
    message = run.answers.get("message") or "Please close my account."
    support_requests.ask(db, account, "close", message, closing=run.closing, answers=run.answers)
    if asked.mail:
        store.send_mail(db, account, asked.mail, asked.text or asked.heading)


def send_code(db: Session, run: ClosingRun, number: int) -> None:
    """Mail the reader a fresh identity code for the stage of that number, unless the last one is still good."""
    account, world = run.account, run.account.world
    if run.sent.is_good(world.now):
        return
    run.code, run.code_expires, run.code_used = codes.fresh(), world.now + codes.LIVES, False
    store.send_mail(
        db, account, "Your identity code", codes.told(run.code), "closing.stage", run_id=run.id, number=number
    )
