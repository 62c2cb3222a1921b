"""What the parties of a contract can do: send messages and files, complete or end it."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from mocksite.catalog.statuses import ContractStatus
from mocksite.db import database
from mocksite.db.models import Account, Contract, File, Message
from mocksite.services import money, outbox

DELIVERY = "Here are the final files."
MATERIAL = "Here are files for the work."


def cannot_complete(contract: Contract) -> str | None:
    """Why a contract cannot be completed, if it cannot."""
    if contract.status == "active" and contract.kind != "fixed":
        return f"“{contract.title}” is paid by the hour: end it instead."
    return cannot_end(contract)


def cannot_end(contract: Contract) -> str | None:
    """Why a contract cannot be ended, if it cannot."""
    return None if contract.status == "active" else f"“{contract.title}” is {contract.status} already."


def cannot_write(contract: Contract, by: Account) -> str | None:
    """Why a party cannot write to the other, if they cannot."""
    other = contract.other(by)
    return None if other and other.status == "open" else "That account is closed: nobody would read what you write."


def cannot_send_files(contract: Contract, by: Account) -> str | None:
    """Why a party cannot send files, if they cannot."""
    if contract.status != "active":
        return "Files can be sent only while the contract is active."
    return cannot_write(contract, by)


def complete(db: Session, contract: Contract, by: Account) -> None:
    """Complete a contract: the money set aside is paid after a review."""
    _finish(db, contract, by, "completed")
    money.pay(db, contract)


def end(db: Session, contract: Contract, by: Account, status: ContractStatus = "ended") -> None:
    """End a contract, or cancel it in a closing. Logged hours are paid after a review, money set aside goes back."""
    _finish(db, contract, by, status)
    contract.unbilled_cents = contract.unpaid_cents if contract.kind == "hourly" else 0
    money.pay(db, contract, to_client=contract.kind == "fixed")


def write(db: Session, contract: Contract, author: Account, body: str) -> Message:
    """Send the other party a message, and mail it."""
    fields = {"contract_id": contract.id, "author_id": author.id, "body": body, "sent_at": author.world.now}
    message = database.add(db, author.world_id, Message, **fields)
    mail_parties(db, contract, f"New message: {contract.title}", f"{author.name} wrote:\n\n{body}", except_for=author)
    return message


def send_files(
    db: Session, contract: Contract, author: Account, recipient: Account, files: Sequence[tuple[str, bytes]]
) -> None:
    """Send files, each a name and its content; those of a freelancer are the final ones."""
    delivers = author.id == contract.freelancer_id
    message = write(db, contract, author, DELIVERY if delivers else MATERIAL)
    whose = {"message": message, "recipient_id": recipient.id}
    for name, content in files:
        database.add(db, author.world_id, File, **whose, name=name, size=len(content), content=content)
    if delivers:
        contract.delivered_at = author.world.now


def _finish(db: Session, contract: Contract, by: Account, status: ContractStatus) -> None:
    contract.status, contract.ended_at = status, by.world.now
    body = f"{by.name} has {status} “{contract.title}”."
    mail_parties(db, contract, f"Contract {status}: {contract.title}", body, except_for=by)


def mail_parties(
    db: Session, contract: Contract, subject: str, body: str, *, except_for: Account | None = None
) -> None:
    """Mail the parties whose accounts are open."""
    for party in (contract.freelancer, contract.client):
        if party and party is not except_for and party.status == "open":
            outbox.mail_account(db, party, subject, body)
