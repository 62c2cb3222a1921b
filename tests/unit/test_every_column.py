"""Every column of the database is in one category, or holds nothing personal."""

from collections import Counter

import pytest

from mocksite.catalog.data_categories import PARTS
from mocksite.db.models import Base

# Columns that hold nothing personal: keys, amounts, dates, states, and data that people share.
EVERYWHERE = ("id", "key", "world_id")
NEUTRAL = {
    "settings": ("name", "value"),
    "worlds": (
        "edition",
        "now",
        "seeded",
        "numbers",
        "defects",
        "without",
        "made_at",
        "expires_at",
    ),  # seeded is what the control API compares with
    "accounts": (
        *("persona", "freelancer", "circumstances", "joined_at", "status", "closed_at", "delete_at", "available"),
        *("visibility", "visibility_before", "visibility_from", "paused_until", "plan", "connects"),
        *("dormant_warned_at", "login_says", "restore_by", "restore_until", "restore_proof", "restore_takes"),
        *("restore_at", "email_again", "reopened", "password_changes"),
    ),
    "mail": ("sent_at",),
    # Of a person without an account; the row is deleted once they have one.
    "signups": ("persona", "name", "email", "phone", "password", "code", "code_expires", "wrong"),
    # Deleted as soon as an account or a team that it is about closes.
    "undoables": ("account_id", "capacity", "endpoint", "arguments", "says", "changes", "until", "undone"),
    "teams": ("kind", "status", "closed_at", "closed_along"),
    "closing_runs": ("closing", "team_id", "stage", "code", "code_expires", "code_used", "done"),
    "connections": ("since",),
    "contracts": (
        *(
            "title",
            "agency_id",
            "company_id",
            "kind",
            "status",
            "rate_cents",
            "weekly_cents",
            "unpaid_cents",
            "unbilled_cents",
        ),
        *("delivered_at", "ended_at", "billed_at"),
    ),
    "jobs": ("team_id", "budget_cents", "status", "posted_at", "closed_at"),
    "memberships": ("team_id", "role", "status", "since", "ended_at"),
    "projects": ("made_at",),
    "tax_records": ("year", "cents"),
    "violations": ("recorded_at",),
    "charges": ("cents", "charged_at"),
    "withdrawals": ("agency_id", "cents", "status", "asked_at", "arrives_at"),
    "new_phones": ("code_expires", "wrong"),
    "wrong_tries": ("proof", "count", "last_at"),
    "invoices": ("contract_id", "cents", "billed_at", "status", "paid_at"),
    "messages": ("contract_id", "sent_at"),
    "payments": ("contract_id", "cents", "status", "available_at"),
    "proposals": ("agency_id", "post_id", "bid_cents", "status", "made_at"),
    "reviews": ("contract_id", "stars", "status", "written_at"),
    "disputes": ("payment_id", "status", "decided_for", "answer", "opened_at"),
    "files": ("message_id", "size"),
    "refunds": ("payment_id", "status", "asked_at"),
    "support_requests": ("kind", "closing", "team_id", "review_id", "status", "asked_at"),
    "support_messages": ("request_id", "sent_at"),
}
COLUMNS = [f"{table.name}.{column.name}" for table in Base.metadata.sorted_tables for column in table.columns]
DECIDED = Counter(
    [
        *(column for part in PARTS.values() for column in part.columns),
        *(f"{table}.{column}" for table, columns in NEUTRAL.items() for column in columns),
    ]
)


@pytest.mark.parametrize("column", [name for name in COLUMNS if name.partition(".")[2] not in EVERYWHERE])
def test_each_column_is_in_one_category(column: str) -> None:
    remedy = "put it into a part of data_categories.PARTS, or among the NEUTRAL here"
    assert DECIDED[column] == 1, f"{column} is decided on {DECIDED[column]} times; {remedy}"


def test_categories_only_name_existing_columns() -> None:
    assert set(DECIDED) <= set(COLUMNS)
