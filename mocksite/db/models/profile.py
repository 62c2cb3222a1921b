"""What others see of somebody: projects, connections, and reviews of their work; and what the taxes need."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mocksite.db.models.base import InWorld
from mocksite.db.models.people import Account
from mocksite.db.models.work import Contract


class Project(InWorld):
    """A piece of past work that a freelancer shows."""

    __tablename__ = "projects"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    title: Mapped[str]
    about: Mapped[str]
    made_at: Mapped[datetime]


class Connection(InWorld):
    """That somebody keeps in touch with another; each of the two has one of their own."""

    __tablename__ = "connections"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    since: Mapped[datetime]

    other: Mapped[Account] = relationship(foreign_keys=[other_id])


class Review(InWorld):
    """What one party of a contract wrote about the other: ``shown``, or ``removed`` by support."""

    __tablename__ = "reviews"

    contract_id: Mapped[int] = mapped_column(ForeignKey("contracts.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    about_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    stars: Mapped[int]
    text: Mapped[str]
    status: Mapped[str] = mapped_column(default="shown")
    written_at: Mapped[datetime]

    contract: Mapped[Contract] = relationship(back_populates="reviews")
    author: Mapped[Account] = relationship(foreign_keys=[author_id])
    about: Mapped[Account] = relationship(foreign_keys=[about_id])


class TaxRecord(InWorld):
    """What somebody earned or paid in a year, in US cents, as the tax office is told it."""

    __tablename__ = "tax_records"

    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), index=True)
    year: Mapped[int]
    cents: Mapped[int]
    name: Mapped[str]
    number: Mapped[str]
