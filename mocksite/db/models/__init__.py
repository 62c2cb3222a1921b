"""The tables. A row of a world has a ``key``, such as ``contract-2``: its name in the state."""

from mocksite.db.models.accounts import Account
from mocksite.db.models.base import Base, InWorld, Setting, World
from mocksite.db.models.money import Charge, Dispute, Invoice, Payment, Refund, Withdrawal
from mocksite.db.models.people import (
    ClosingRun,
    Connection,
    Mail,
    NewPhone,
    Project,
    RecoveryCode,
    Signup,
    TaxRecord,
    Violation,
    WrongTries,
)
from mocksite.db.models.support import SupportMessage, SupportRequest
from mocksite.db.models.teams import Membership, Team
from mocksite.db.models.undo import Undoable
from mocksite.db.models.work import Contract, File, Job, Message, Proposal, Review

__all__ = [
    "Account",
    "Base",
    "Charge",
    "ClosingRun",
    "Connection",
    "Contract",
    "Dispute",
    "File",
    "InWorld",
    "Invoice",
    "Job",
    "Mail",
    "Membership",
    "Message",
    "NewPhone",
    "Payment",
    "Project",
    "Proposal",
    "RecoveryCode",
    "Refund",
    "Review",
    "Setting",
    "Signup",
    "SupportMessage",
    "SupportRequest",
    "TaxRecord",
    "Team",
    "Undoable",
    "Violation",
    "Withdrawal",
    "World",
    "WrongTries",
]
