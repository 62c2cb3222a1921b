"""The last message under each contract."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mocksite.db.models import Contract, Message


def last_written(db: Session, contracts: Sequence[Contract]) -> dict[int, tuple[datetime, int]]:
    """When the last message under each contract that has one was sent, and its id."""
    query = select(Message.contract_id, func.max(Message.sent_at), func.max(Message.id)).group_by(Message.contract_id)
    rows = db.execute(query.where(Message.contract_id.in_([row.id for row in contracts])))
    return {contract: (sent, message) for contract, sent, message in rows}


def messages_of(db: Session, ids: Sequence[int]) -> dict[int, Message]:
    """The messages of those ids, by the id of their contract."""
    return {message.contract_id: message for message in db.scalars(select(Message).where(Message.id.in_(ids)))}
