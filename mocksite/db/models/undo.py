"""What can be undone for a while."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mocksite.db.models.accounts import Account
from mocksite.db.models.base import Base


class Undoable(Base):
    """Something that somebody did in a capacity, and what it changed in other tables, until it is undone or too late.

    ``says`` is the message they read, on the page of ``endpoint`` with its ``arguments``. It is deleted as soon as an
    account or a team that it is about closes.
    """

    __tablename__ = "undoables"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id", ondelete="CASCADE"), index=True)
    capacity: Mapped[str]
    endpoint: Mapped[str]
    arguments: Mapped[dict[str, Any]] = mapped_column(default=dict)
    says: Mapped[str]
    changes: Mapped[dict[str, Any]] = mapped_column(deferred=True)
    until: Mapped[datetime]
    undone: Mapped[bool] = mapped_column(default=False)

    account: Mapped[Account] = relationship()
