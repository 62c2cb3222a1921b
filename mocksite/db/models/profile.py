"""What somebody shows of their past, whom they keep in touch with, and their tax records."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from mocksite.db.models.accounts import Account
from mocksite.db.models.base import Owned


class Project(Owned):
    """A piece of past work on a freelancer's profile."""

    __tablename__ = "projects"

    title: Mapped[str]
    about: Mapped[str]
    made_at: Mapped[datetime]


class Connection(Owned):
    """One person's link to another. Each of the two has a row of their own."""

    __tablename__ = "connections"

    other_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    since: Mapped[datetime]

    other: Mapped[Account] = relationship(foreign_keys=[other_id])


class TaxRecord(Owned):
    """What somebody earned or paid in a year, in US cents, as reported to the tax office."""

    __tablename__ = "tax_records"

    year: Mapped[int]
    cents: Mapped[int]
    name: Mapped[str]
    number: Mapped[str]
