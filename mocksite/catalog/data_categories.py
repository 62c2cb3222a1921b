"""The parts of what the site knows about a person, and which columns hold them: an edition says what becomes of each.

Pure. A column that holds nothing of a person, such as an amount or a date, is in no part; a test lists those.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

DELETED, MASKED, KEPT = "deleted", "masked", "kept"
FORMER_MEMBER = "A former member"
FORMER_TEAM = "A former team"
MASK = "(masked)"


@dataclass(frozen=True)
class Part:
    """A part of what is known about somebody; ``says`` is what its owner calls it.

    ``columns`` are the personal ones, as ``table.column``. ``fates`` are what can become of it, besides being kept:
    its rows or texts are deleted, or stay without the person; ``changes`` is what that changes in the stored state, as
    those of an obligation. For what must be kept, ``why`` says so.
    """

    says: str
    columns: tuple[str, ...]
    changes: tuple[str, ...] = ()
    fates: tuple[str, ...] = (DELETED,)
    why: str = ""


PARTS = {
    "profile": Part(
        "your profile",
        ("accounts.headline", "accounts.overview", "accounts.city"),
        ("/accounts/*/headline", "/accounts/*/overview", "/accounts/*/city"),
    ),
    "connections": Part("your connections", ("connections.account_id", "connections.other_id"), ("/connections/*",)),
    "work-history": Part(
        "your work history",
        ("contracts.freelancer_id", "contracts.client_id"),
        ("/contracts/*/freelancer?", "/contracts/*/client?"),
    ),
    "proposals": Part("your proposals", ("proposals.account_id", "proposals.job"), ("/proposals/*?",)),
    "projects": Part("your projects", ("projects.account_id", "projects.title", "projects.about"), ("/projects/*?",)),
    "messages": Part("the messages you wrote", ("messages.author_id", "messages.body"), ("/messages/*/body",)),
    "files": Part("the files you sent", ("files.name", "files.content"), ("/files/*?",)),
    "reviews": Part("feedback and reviews about you", ("reviews.about_id",), ("/reviews/*",)),
    "reviews-given": Part("reviews you wrote", ("reviews.author_id", "reviews.text"), ("/reviews/*",)),
    "job-posts": Part("your job posts", ("jobs.title",), ("/jobs/*?",)),
    "teams": Part(
        "the names of your teams",
        ("teams.name", "teams.about"),
        ("/teams/*/name?", "/teams/*/about?"),
        (MASKED,),
    ),
    "support": Part(
        "what you wrote to support",
        (
            *("support_messages.author_id", "support_messages.body", "support_requests.account_id"),
            *("support_requests.reason", "support_requests.feedback", "support_requests.proof"),
        ),
        ("/support_requests/*?", "/support_messages/*?"),
    ),
    "reasons": Part(
        "why you left",
        (
            *("accounts.close_reason", "accounts.close_feedback", "accounts.suspended_for", "violations.account_id"),
            *("violations.reason", "closing_runs.account_id", "closing_runs.answers"),
            *("teams.close_reason", "teams.close_feedback"),
        ),
        (
            *("/accounts/*/close_reason?", "/accounts/*/close_feedback?", "/violations/*?"),
            *("/teams/*/close_reason?", "/teams/*/close_feedback?"),
        ),
    ),
    "payments": Part(
        "payments and invoices",
        (
            *("payments.account_id", "withdrawals.account_id", "refunds.account_id", "refunds.reason"),
            *("disputes.opened_by_id", "disputes.about", "disputes.answer", "contracts.title"),
        ),
        ("/payments/*", "/withdrawals/*", "/refunds/*", "/disputes/*"),
        fates=(),
        why="the law and our books need them",
    ),
    "tax-records": Part(
        "your tax records",
        ("tax_records.account_id", "tax_records.name", "tax_records.number"),
        ("/tax_records/*/name", "/tax_records/*/number"),
        (MASKED,),
        "the law needs them",
    ),
    "mail": Part(
        "what we have mailed",
        ("mail.to", "mail.subject", "mail.body"),
        fates=(),
        why="it lies in mailboxes, out of our reach",
    ),
    "name": Part("your name", ("accounts.name", "memberships.account_id"), ("/accounts/*/name",), (MASKED,)),
    "login": Part(
        "your email address, phone and password",
        (
            *("accounts.email", "accounts.username", "accounts.phone", "accounts.password", "accounts.totp_secret"),
            *("accounts.totp_offered", "accounts.totp_step", "accounts.security_question", "accounts.security_answer"),
            "wrong_tries.account_id",
        ),
        (
            *("/accounts/*/email", "/accounts/*/username", "/accounts/*/phone"),
            *("/accounts/*/security_question?", "/accounts/*/two_factor?", "/accounts/*/locked?"),
        ),
        (MASKED,),
    ),
}


class Said(Protocol):
    """What an edition says of a part: what becomes of it, and how long after the closing, if that is not its moment."""

    @property
    def fate(self) -> str: ...
    @property
    def after(self) -> timedelta | None: ...


class ClosedRow(Protocol):
    """What is read of an account: when it was closed, and when it is deleted, if it was only marked."""

    closed_at: datetime | None
    delete_at: datetime | None


def moments(said: Mapping[str, Said], account: ClosedRow) -> Iterator[tuple[datetime, str]]:
    """When each part of a closed account is deleted or masked; what is kept has no moment."""
    if account.closed_at is None:
        return
    for name, fate in said.items():
        if fate.fate != KEPT:
            later = account.closed_at + fate.after if fate.after else None
            yield later or account.delete_at or account.closed_at, name
