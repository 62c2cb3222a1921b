"""What the parties of a contract can do: write, deliver, complete it, end it."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from mocksite.catalog.statuses import ContractStatus
from mocksite.db import database
from mocksite.db.models import Account, Contract, File, Message
from mocksite.services import money, outbox

DELIVERY = "Here are the final files."


def cannot_complete(contract: Contract) -> str | None:
    """Why a contract cannot be completed, in a sentence for its parties; None when it can."""
    if contract.status == "active" and contract.kind != "fixed":
        return f"“{contract.title}” is paid by the hour: end it instead."
    return cannot_end(contract)


def cannot_end(contract: Contract) -> str | None:
    """Why a contract cannot be ended; None when it can."""
    return None if contract.status == "active" else f"“{contract.title}” is {contract.status} already."


def cannot_write(contract: Contract, by: Account) -> str | None:
    """Why a party cannot write to the other; None when they can."""
    other = contract.other(by)
    return None if other and other.status == "open" else "That account is closed: nobody would read what you write."


def cannot_deliver(contract: Contract, by: Account) -> str | None:
    """Why a party cannot deliver final files; None when they can."""
    if contract.status != "active" or by.id != contract.freelancer_id:
        return "Files are delivered by the freelancer, while the contract is active."
    return cannot_write(contract, by)


def complete(db: Session, contract: Contract, by: Account) -> None:
    """The work is done: what the client has put aside goes to the freelancer, after a review."""
    _over(db, contract, by, "completed")
    money.pay(db, contract)


def end(db: Session, contract: Contract, by: Account, status: ContractStatus = "ended") -> None:
    """The work stops: hours logged are paid after a review, what was put aside for a fixed price goes back.

    ``status`` is cancelled where it stops because an account closes.
    """
    _over(db, contract, by, status)
    contract.unbilled_cents = contract.unpaid_cents if contract.kind == "hourly" else 0
    money.pay(db, contract, to_client=contract.kind == "fixed")


def say(db: Session, contract: Contract, author: Account, body: str) -> Message:
    """Write to the other party, who is told by mail."""
    fields = {"contract_id": contract.id, "author_id": author.id, "body": body, "sent_at": author.world.now}
    message = database.add(db, author.world_id, Message, **fields)
    tell(db, contract, f"New message: {contract.title}", f"{author.name} wrote:\n\n{body}", but=author)
    return message


def deliver(db: Session, contract: Contract, author: Account, files: Sequence[tuple[str, bytes]]) -> None:
    """Send files, each a name and its content, as the final work."""
    message = say(db, contract, author, DELIVERY)
    for name, content in files:
        fields = {"message_id": message.id, "name": name, "size": len(content), "content": content}
        database.add(db, author.world_id, File, **fields)
    contract.delivered_at = author.world.now


def _over(db: Session, contract: Contract, by: Account, status: ContractStatus) -> None:
    contract.status, contract.ended_at = status, by.world.now
    told = f"{by.name} has {status} “{contract.title}”."
    tell(db, contract, f"Contract {status}: {contract.title}", told, but=by)


def tell(db: Session, contract: Contract, subject: str, body: str, *, but: Account | None = None) -> None:
    """Mail the parties of a contract whose accounts are open, but for whoever did what is told."""
    for party in (contract.freelancer, contract.client):
        if party and party is not but and party.status == "open":
            outbox.mail_account(db, party, subject, body)
