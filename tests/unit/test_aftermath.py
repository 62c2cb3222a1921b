"""What a reader is told of a closed account: each sentence exactly when it is true."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from mocksite import rules
from mocksite.schema import After

DATE = datetime(2026, 2, 13, 23, 59, tzinfo=UTC)
FINAL = "It cannot be opened again."
RESTORE = {"restore": {"by": "support"}}
GO_ON = "Your active contracts go on, and so does their billing, until somebody ends them."
MARKED: dict[str, Any] = {"status": "marked", "delete_after": timedelta(days=30)}
DELETED_ON = "It is deleted on 13 February 2026; until then it stays closed."
ANEW = "The same email address can open a new account, which starts from nothing."
BOTH = {"deleted": ["profile", "history"]}

CASES: dict[str, tuple[dict[str, Any], dict[str, Any], list[str]]] = {
    "nothing to tell": ({}, {}, [FINAL]),
    "marked": (MARKED, {"delete_on": DATE}, [DELETED_ON, FINAL]),
    "profile deleted": ({"deleted": ["profile"]}, {}, ["Your profile is removed for good.", FINAL]),
    "history deleted": ({"deleted": ["history"]}, {}, ["Your work history is removed for good.", FINAL]),
    "both deleted": (BOTH, {}, ["Your profile and work history are removed for good.", FINAL]),
    "one deleted later": (
        {**MARKED, "deleted": ["profile"]}, {"delete_on": DATE}, [DELETED_ON, "Your profile is removed then.", FINAL],
    ),
    "both deleted later": (
        {**MARKED, **BOTH},
        {"delete_on": DATE},
        [DELETED_ON, "Your profile and work history are removed then.", FINAL],
    ),
    "a balance lost": ({"lost": ["balance"]}, {"balance_lost": 123456}, ["$1,234.56 of your balance is lost.", FINAL]),
    "no balance to lose": ({"lost": ["balance"]}, {}, [FINAL]),
    "a cent lost": ({"lost": ["balance"]}, {"balance_lost": 1}, ["$0.01 of your balance is lost.", FINAL]),
    "hours go on to be billed": ({}, {"going_on": ["work", "billing"]}, [GO_ON, FINAL]),
    "work goes on": ({}, {"going_on": ["work"]}, ["Your active contracts go on until somebody ends them.", FINAL]),
    "restorable": (RESTORE, {}, ["Support can look at a request to open it again."]),
    "email again": ({"email_again": True}, {}, [FINAL, ANEW]),
    "everything that goes together": (
        {**MARKED, **BOTH, **RESTORE, "lost": ["balance"]},
        {"delete_on": DATE, "balance_lost": 5000, "going_on": ["billing"]},
        [
            DELETED_ON,
            "Your profile and work history are removed then.",
            "$50.00 of your balance is lost.",
            GO_ON,
            "Support can look at a request to open it again.",
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("after", "rows", "told"), CASES.values(), ids=CASES)
def test_a_reader_is_told_what_is_true_and_nothing_else(
    after: dict[str, Any], rows: dict[str, Any], told: list[str]
) -> None:
    facts: dict[str, Any] = {"delete_on": None, "balance_lost": 0, "going_on": [], **rows}
    described = After.model_construct(heading="Closed", **after)
    assert rules.aftermath(described, **facts) == told


@pytest.mark.parametrize(("day", "told"), [(1, "1 February 2026"), (28, "28 February 2026")])
def test_a_day_is_told_without_zeros(day: int, told: str) -> None:
    assert rules.day(datetime(2026, 2, day, tzinfo=UTC)) == told
