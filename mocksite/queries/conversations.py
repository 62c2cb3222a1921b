"""The last message under each contract."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mocksite.db.models import Contract, Message


def last_written(db: Session, contracts: Sequence[Contract]) -> dict[int, int]:
    """The id of the last message under each contract that has one."""
    query = select(Message.contract_id, func.max(Message.id)).group_by(Message.contract_id)
    return {row[0]: row[1] for row in db.execute(query.where(Message.contract_id.in_([row.id for row in contracts])))}


def messages_of(db: Session, ids: Sequence[int]) -> dict[int, Message]:
    """The messages of those ids, by the id of their contract."""
    return {message.contract_id: message for message in db.scalars(select(Message).where(Message.id.in_(ids)))}
