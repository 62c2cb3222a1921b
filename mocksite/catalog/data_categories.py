"""The categories of personal data that the site stores, and the columns of each. An edition decides their fates.

Columns without personal data, such as amounts and dates, belong to no category; a test lists them.
"""

from dataclasses import dataclass

DELETED, MASKED, KEPT = "deleted", "masked", "kept"
FORMER_MEMBER = "A former member"
FORMER_TEAM = "A former team"
MASK = "(masked)"
MASKS = (FORMER_MEMBER, FORMER_TEAM, MASK)


@dataclass(frozen=True)
class Part:
    """A category of personal data; ``says`` is what its owner calls it.

    ``columns`` are written ``table.column``. ``fates`` are what an edition can choose besides ``kept``. ``changes`` are
    the patterns of what that changes in the stored state, as for an obligation. ``why``: why it must be kept.
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
