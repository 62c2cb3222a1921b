"""Erasure: the data of a closed account is deleted or masked as it falls due."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Select, UpdateBase, bindparam, delete, select, update
from sqlalchemy.orm import Session

from mocksite.catalog.data_categories import DELETED, FORMER_MEMBER, FORMER_TEAM, MASK, MASKED
from mocksite.catalog.statuses import AccountStatus
from mocksite.db.models import (
    Account,
    Charge,
    ClosingRun,
    Connection,
    Contract,
    Dispute,
    File,
    Invoice,
    Job,
    Membership,
    Message,
    NewPhone,
    Payment,
    Project,
    Proposal,
    RecoveryCode,
    Refund,
    Review,
    SupportMessage,
    SupportRequest,
    TaxRecord,
    Team,
    Violation,
    Withdrawal,
    World,
    WrongTries,
)
from mocksite.editions.schema import Edition
from mocksite.rules.closing_rules import moments

CLOSED: tuple[AccountStatus, ...] = ("closed", "marked", "deleted")
CLOSED_ACCOUNTS = select(Account).where(Account.world_id == bindparam("world"), Account.status.in_(CLOSED))


def erase_due(db: Session, accounts: Iterable[Account], edition: Edition, *, since: datetime | None = None) -> None:
    """Erase the data that is due in those accounts that are closed, or only what became due after ``since``."""
    for account in accounts:
        if account.status not in CLOSED:
            continue
        due = {
            name: edition.retention[name].fate
            for moment, name in moments(edition.retention, account.closed_at, account.delete_at)
            if moment <= account.world.now and (since is None or moment > since)
        }
        erase(db, account, due)


def erase_waiting(db: Session, world: World, edition: Edition) -> None:
    """Erase what was due, but had to wait for money on its way, which may have arrived."""
    for account in closed_accounts(db, world):
        past = moments(edition.retention, account.closed_at, account.delete_at)
        names = {name for moment, name in past if moment <= world.now} & {"work-history", "payments"}
        erase(db, account, {name: edition.retention[name].fate for name in names})


def closed_accounts(db: Session, world: World) -> list[Account]:
    """The closed accounts of a world."""
    return list(db.scalars(CLOSED_ACCOUNTS, {"world": world.id}))


def erase(db: Session, account: Account, fates: Mapping[str, str]) -> None:
    """Delete or mask categories of an account's data: their fates by name."""
    by_name = statements(account) if fates else {}
    for name, fate in fates.items():
        for statement in by_name[name, fate]:
            db.execute(statement)
    db.flush()


def statements(account: Account) -> Mapping[tuple[str, str], Sequence[UpdateBase]]:
    """The statements that erase each category of an account's data, by its name and fate."""
    me, row = account.id, update(Account).where(Account.id == account.id)
    owned = select(Membership.team_id).where(Membership.account_id == me, Membership.role == "owner")
    teams = update(Team).where(Team.id.in_(owned))
    requests = update(SupportRequest).where(SupportRequest.account_id == me)
    payment_due = (Payment.contract_id == Contract.id) & Payment.status.in_(("pending", "held"))
    past_contracts = update(Contract).where(
        Contract.status != "active", ~select(Payment.id).where(payment_due).exists()
    )
    no_login = {"email": "", "username": "", "phone": "", "password": "", "totp_secret": None, "totp_offered": None}
    return {
        ("profile", DELETED): [row.values(headline=None, overview=None, city=None, skills=None)],
        # In both directions: nobody stays connected to somebody who is gone.
        ("connections", DELETED): [
            delete(Connection).where((Connection.account_id == me) | (Connection.other_id == me))
        ],
        # The other party keeps the contract. It waits for a payment that is due.
        ("work-history", DELETED): [
            past_contracts.where(Contract.freelancer_id == me).values(freelancer_id=None),
            past_contracts.where(Contract.client_id == me).values(client_id=None),
        ],
        ("proposals", DELETED): [delete(Proposal).where(Proposal.account_id == me)],
        ("projects", DELETED): [delete(Project).where(Project.account_id == me)],
        ("messages", DELETED): [update(Message).where(Message.author_id == me).values(body="")],
        # In both directions, as a file lies in the conversation of both.
        ("files", DELETED): [
            delete(File).where(
                File.message_id.in_(select(Message.id).where(Message.author_id == me)) | (File.recipient_id == me)
            )
        ],
        ("reviews", DELETED): [delete(Review).where(Review.about_id == me)],
        ("reviews-given", DELETED): [delete(Review).where(Review.author_id == me)],
        ("job-posts", DELETED): [delete(Job).where(Job.team_id.in_(owned))],
        ("teams", MASKED): [teams.values(name=FORMER_TEAM, about="")],
        ("support", DELETED): [
            update(SupportMessage).where(SupportMessage.author_id == me).values(body=""),
            requests.values(reason=None, feedback=None, proof=None),
        ],
        ("reasons", DELETED): [
            row.values(close_reason=None, close_feedback=None, suspended_for=None),
            teams.values(close_reason=None, close_feedback=None),
            delete(Violation).where(Violation.account_id == me),
            update(ClosingRun).where(ClosingRun.account_id == me).values(answers={}),
        ],
        ("payments", DELETED): _payments(me, owned),
        ("tax-records", DELETED): [delete(TaxRecord).where(TaxRecord.account_id == me)],
        ("tax-records", MASKED): [update(TaxRecord).where(TaxRecord.account_id == me).values(name=MASK, number=MASK)],
        ("name", MASKED): [row.values(name=FORMER_MEMBER)],
        ("login", MASKED): [
            row.values(**no_login, security_question=None, security_answer=None, totp_step=0),
            *(delete(table).where(table.account_id == me) for table in (WrongTries, RecoveryCode, NewPhone)),
        ],
    }


def _payments(me: int, owned: Select[int]) -> Sequence[UpdateBase]:
    """The statements that delete an account's payments, once their money has arrived.

    What the other party of a payment sees stays: only the account is removed from it, and what it wrote.
    """
    mine, on_its_way = Payment.account_id == me, Payment.status.in_(("pending", "held"))
    withdrawing = select(Withdrawal.id).where(Withdrawal.account_id == me, Withdrawal.status == "under way")
    # A balance is computed from both, so both go at once; the withdrawals go first, since they need no payment.
    arrived = ~select(Payment.id).where(mine, on_its_way).exists() & ~withdrawing.exists()
    disputes = update(Dispute).where(Dispute.opened_by_id == me, Dispute.status != "open")
    return [
        delete(Withdrawal).where(Withdrawal.account_id == me, arrived),
        delete(Charge).where(Charge.account_id == me),
        update(Payment).where(mine, arrived).values(account_id=None),
        delete(Refund).where(Refund.account_id == me, Refund.status != "open"),
        disputes.values(opened_by_id=None, about=""),
        update(Invoice).where(Invoice.team_id.in_(owned), Invoice.status == "paid").values(team_id=None),
    ]
