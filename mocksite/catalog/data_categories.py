"""The categories of personal data that the site stores, and the columns of each. An edition decides their fates.

Columns without personal data, such as amounts and dates, belong to no category; a test lists them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

DELETED, MASKED, KEPT = "deleted", "masked", "kept"
FORMER_MEMBER = "A former member"
FORMER_TEAM = "A former team"
MASK = "(masked)"
MASKS = (FORMER_MEMBER, FORMER_TEAM, MASK)


@dataclass(frozen=True)
class Part:
    """A category of personal data; ``says`` is what its owner calls it.

    ``columns`` are written ``table.column``. ``fates`` are what an edition can choose besides ``kept``; ``why`` it must
    be kept if there are none. ``owners`` has the patterns of the data in the stored state, each a row or a column, with
    the columns that say whose it is: ``key`` is the key of the row itself, and ``message.author`` the column of the row
    that another one leads to. ``rows`` are the patterns of rows that go as a whole if the data in them is deleted.
    """

    says: str
    columns: tuple[str, ...]
    owners: Mapping[str, tuple[str, ...]]
    fates: tuple[str, ...] = (DELETED,)
    rows: tuple[str, ...] = ()
    why: str = ""

    @property
    def changes(self) -> tuple[str, ...]:
        """The patterns of what deleting or masking it changes in the stored state, as for an obligation."""
        return (*self.owners, *self.rows)


PARTS = {
    "profile": Part(
        "your profile",
        ("accounts.headline", "accounts.overview", "accounts.city", "accounts.skills"),
        {
            "/accounts/*/headline": ("key",),
            "/accounts/*/overview": ("key",),
            "/accounts/*/city": ("key",),
            "/accounts/*/skills?": ("key",),
        },
    ),
    "connections": Part(
        "your connections",
        ("connections.account_id", "connections.other_id"),
        {"/connections/*": ("account", "other")},
    ),
    "work-history": Part(
        "your work history",
        ("contracts.freelancer_id", "contracts.client_id"),
        {"/contracts/*/freelancer?": ("freelancer",), "/contracts/*/client?": ("client",)},
    ),
    "proposals": Part("your proposals", ("proposals.account_id", "proposals.job"), {"/proposals/*?": ("account",)}),
    "projects": Part(
        "your projects",
        ("projects.account_id", "projects.title", "projects.about"),
        {"/projects/*?": ("account",)},
    ),
    "messages": Part(
        "the messages you wrote", ("messages.author_id", "messages.body"), {"/messages/*/body": ("author",)}
    ),
    "files": Part(
        "the files you sent and were sent",
        ("files.name", "files.content", "files.recipient_id"),
        {"/files/*?": ("message.author", "recipient")},
    ),
    "reviews": Part("feedback and reviews about you", ("reviews.about_id",), {"/reviews/*": ("about",)}),
    "reviews-given": Part("reviews you wrote", ("reviews.author_id", "reviews.text"), {"/reviews/*": ("author",)}),
    "job-posts": Part("your job posts", ("jobs.title",), {"/jobs/*?": ("team.owner",)}),
    "teams": Part(
        "the names of your teams",
        ("teams.name", "teams.about"),
        {"/teams/*/name?": ("owner",), "/teams/*/about?": ("owner",)},
        (MASKED,),
    ),
    "support": Part(
        "what you wrote to support",
        (
            *("support_messages.author_id", "support_messages.body", "support_requests.account_id"),
            *("support_requests.reason", "support_requests.feedback", "support_requests.proof"),
        ),
        {
            "/support_messages/*/body?": ("author",),
            "/support_requests/*/reason?": ("account",),
            "/support_requests/*/feedback?": ("account",),
        },
    ),
    "reasons": Part(
        "why you left",
        (
            *("accounts.close_reason", "accounts.close_feedback", "accounts.suspended_for", "violations.account_id"),
            *("violations.reason", "closing_runs.account_id", "closing_runs.answers"),
            *("teams.close_reason", "teams.close_feedback"),
        ),
        {
            "/accounts/*/close_reason?": ("key",),
            "/accounts/*/close_feedback?": ("key",),
            "/accounts/*/suspended_for?": ("key",),
            "/violations/*?": ("account",),
            "/teams/*/close_reason?": ("owner",),
            "/teams/*/close_feedback?": ("owner",),
        },
    ),
    "payments": Part(
        "payments and invoices",
        (
            *("payments.account_id", "withdrawals.account_id", "refunds.account_id", "refunds.reason"),
            *("disputes.opened_by_id", "disputes.about", "invoices.team_id"),
            "charges.account_id",
        ),
        {
            "/payments/*/account?": ("account",),
            "/charges/*?": ("account",),
            "/withdrawals/*?": ("account",),
            "/refunds/*?": ("account",),
            "/disputes/*/opened_by?": ("opened_by",),
            "/disputes/*/about?": ("opened_by",),
            "/invoices/*/team?": ("team.owner",),
        },
    ),
    "tax-records": Part(
        "your tax records",
        ("tax_records.account_id", "tax_records.name", "tax_records.number"),
        {"/tax_records/*/name": ("account",), "/tax_records/*/number": ("account",)},
        (MASKED, DELETED),
        rows=("/tax_records/*?",),
    ),
    "mail": Part(
        "what we have mailed",
        ("mail.to", "mail.subject", "mail.body"),
        {"/mail/*": ("to",)},
        fates=(),
        why="it lies in mailboxes, out of our reach",
    ),
    "name": Part("your name", ("accounts.name", "memberships.account_id"), {"/accounts/*/name": ("key",)}, (MASKED,)),
    "login": Part(
        "your email address, phone and password",
        (
            *("accounts.email", "accounts.username", "accounts.phone", "accounts.password", "accounts.totp_secret"),
            *("accounts.totp_offered", "accounts.totp_step", "accounts.security_question", "accounts.security_answer"),
            *("wrong_tries.account_id", "recovery_codes.account_id", "recovery_codes.hash"),
            *("new_phones.account_id", "new_phones.phone", "new_phones.code"),
        ),
        {
            "/accounts/*/email": ("key",),
            "/accounts/*/username": ("key",),
            "/accounts/*/phone": ("key",),
            "/accounts/*/security_question?": ("key",),
            "/accounts/*/two_factor?": ("key",),
            "/accounts/*/locked?": ("key",),
        },
        (MASKED,),
    ),
}
