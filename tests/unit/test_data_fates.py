"""What ``gone`` and ``kept`` say is judged by every row of a part, and by no row of anybody else."""

from typing import Any

import pytest

from flows.walk.data_fates import part_data, seeded_state
from mocksite.catalog.data_categories import MASKS, PARTS
from mocksite.control.state_snapshot import differences
from tests.support.types import Changes

ME = ("client", "me@worklane.test", "(555) 010-0001")
MASK = MASKS[-1]


def review(about: str, author: str) -> dict[str, Any]:
    return {"text": "Good.", "about": about, "author": author}


def message(author: str, body: str = "Hello") -> dict[str, Any]:
    return {"body": body, "author": author, "contract": "contract-1"}


def file(of: str, recipient: str) -> dict[str, Any]:
    return {"name": "a.txt", "message": of, "recipient": recipient}


SEEDED: dict[str, Any] = {
    "now": "2026-01-14T10:00:00Z",
    "accounts": {"client": {"name": "Ada", "close_reason": None}, "freelancer": {"name": "Bob", "close_reason": None}},
    "teams": {"team-1": {"name": "Acme", "about": "", "owner": "client"}},
    "contracts": {"contract-1": {"freelancer": "freelancer", "client": "client"}},
    "reviews": {"review-1": review("client", "freelancer"), "review-2": review("freelancer", "client")},
    "messages": {"message-1": message("client"), "message-2": message("freelancer"), "message-3": message("client")},
    "files": {"file-1": file("message-1", "freelancer"), "file-2": file("message-2", "client")},
    "jobs": {"job-1": {"title": "A logo", "team": "team-1"}},
    "tax_records": {"tax-record-1": {"name": "Ada", "number": "1", "account": "client"}},
    "mail": {"mail-1": {"to": "me@worklane.test", "subject": "Hello"}},
}


def after(changes: Changes) -> dict[str, Any]:
    """The seeded state with other values at these paths: rows, columns, or None for a row that is removed."""
    state: dict[str, Any] = {
        table: {key: dict(row) for key, row in rows.items()} if isinstance(rows, dict) else rows
        for table, rows in SEEDED.items()
    }
    for path, value in changes.items():
        _, table, key, *column = path.split("/")
        if column:
            state[table][key][column[0]] = value
        elif value is None:
            del state[table][key]
        else:
            state[table][key] = value
    return state


THEIRS = {"/reviews/review-1": None}
GIVEN = {"/reviews/review-2": None}
BODIES = {"/messages/message-1/body": "", "/messages/message-3/body": ""}
WRITTEN = {"/messages/message-4": message("client")}
# The part, what a walk has changed, and why it is not gone; then why it is not kept.
CASES: dict[str, tuple[str, Changes, list[str], list[str]]] = {
    "every row of it is removed": ("reviews", THEIRS, [], ["reviews is gone: /reviews/review-1"]),
    "only another part of its rows is removed": (
        "reviews", GIVEN, ["reviews is still there: /reviews/review-1"], [],
    ),
    "the other part itself": ("reviews-given", GIVEN, [], ["reviews-given is gone: /reviews/review-2"]),
    "every row of it is emptied": (
        "messages", BODIES, [], ["messages is gone: /messages/message-1/body, /messages/message-3/body"],
    ),
    "one row of two is emptied": (
        "messages",
        {"/messages/message-1/body": ""},
        ["messages is still there: /messages/message-3/body"],
        ["messages is gone: /messages/message-1/body"],
    ),
    "what somebody else wrote is emptied": (
        "messages",
        {"/messages/message-2/body": ""},
        ["messages is still there: /messages/message-1/body, /messages/message-3/body"],
        [],
    ),
    "what was written in the walk is left": (
        "messages",
        BODIES | WRITTEN,
        ["messages is still there: /messages/message-4/body"],
        ["messages is gone: /messages/message-1/body, /messages/message-3/body"],
    ),
    "what was written in the walk is emptied": (
        "messages",
        {"/messages/message-4": message("client", "")},
        ["messages is still there: /messages/message-1/body, /messages/message-3/body"],
        ["messages is gone: /messages/message-4/body"],
    ),
    "no more than two paths are named": (
        "messages",
        WRITTEN,
        ["messages is still there: /messages/message-1/body, /messages/message-3/body …"],
        [],
    ),
    "one column of two is masked": (
        "tax-records",
        {"/tax_records/tax-record-1/name": MASK},
        ["tax-records is still there: /tax_records/tax-record-1/number"],
        ["tax-records is gone: /tax_records/tax-record-1/name"],
    ),
    "both columns are masked": (
        "tax-records",
        {"/tax_records/tax-record-1/name": MASK, "/tax_records/tax-record-1/number": MASK},
        [],
        ["tax-records is gone: /tax_records/tax-record-1/name, /tax_records/tax-record-1/number"],
    ),
    "only what they sent is removed": (
        "files",
        {"/files/file-1": None},
        ["files is still there: /files/file-2"],
        ["files is gone: /files/file-1"],
    ),
    "nobody is a party any more": (
        "work-history",
        {"/contracts/contract-1/client": None},
        [],
        ["work-history is gone: /contracts/contract-1/client"],
    ),
    "only the other party is gone": (
        "work-history",
        {"/contracts/contract-1/freelancer": None},
        ["work-history is still there: /contracts/contract-1/client"],
        [],
    ),
    "a row of a team that they belong to": ("job-posts", {}, ["job-posts is still there: /jobs/job-1"], []),
    "a text of a row is emptied": (
        "job-posts",
        {"/jobs/job-1/title": ""},
        ["job-posts is still there: /jobs/job-1"],
        ["job-posts is gone: /jobs/job-1"],
    ),
    "there was none, and there is none": (
        "reasons", {}, ["reasons was never there"], ["reasons was never there"],
    ),
    "it was written in the walk": (
        "reasons",
        {"/accounts/client/close_reason": "Too busy"},
        ["reasons is still there: /accounts/client/close_reason"],
        [],
    ),
    "somebody else wrote it in the walk": (
        "reasons",
        {"/accounts/freelancer/close_reason": "Too busy"},
        ["reasons was never there"],
        ["reasons was never there"],
    ),
    "mail to their address": ("mail", {}, ["mail is still there: /mail/mail-1"], []),
}  # fmt: skip


def data_after(part: str, changes: Changes) -> Any:
    """The data of the client, with the tables that the state does not need left empty."""
    empty: dict[str, Any] = {pattern.split("/")[1]: {} for pattern in PARTS[part].owners}
    state, seeded = after(changes), after({})
    assert seeded_state(state, differences(seeded, state)) == seeded
    owners = {pattern: list(columns) for pattern, columns in PARTS[part].owners.items()}
    return part_data({"owners": owners}, empty | seeded, empty | state, ME, list(MASKS))


@pytest.mark.parametrize(("part", "changes", "not_gone", "not_kept"), CASES.values(), ids=CASES)
def test_a_part_is_gone_or_kept_as_a_whole(
    part: str, changes: Changes, not_gone: list[str], not_kept: list[str]
) -> None:
    data = data_after(part, changes)
    assert (list(data.faults_if_gone(part)), list(data.faults_if_kept(part))) == (not_gone, not_kept)
