"""Which email a sentence is about, and what a message quotes of it."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from flows.site import one_time
from flows.site.client import Account, World
from flows.walk.mailbox import Mailbox
from flows.walk.reader import SHORT, shortened

CODE, TOKEN = "493817", "Zm9vYmFyLWJhei1xdXV4LTEyMzQ1Njc4"
SECRET = f"Your code is {CODE}. Or open http://127.0.0.1:5000/restore/{TOKEN} within 14 days."


def mailbox(*subjects: str, before: int = 0) -> tuple[Mailbox, Account]:
    rows = [{"to": "a@example.com", "subject": subject, "body": subject} for subject in subjects]
    world = SimpleNamespace(mail=lambda: [*rows, {"to": "b@example.com", "subject": "Other", "body": "Other"}])
    return Mailbox(cast("World", world), before=before), cast("Any", SimpleNamespace(email="a@example.com"))


def test_the_newest_that_arrives_is_the_latest() -> None:
    box, account = mailbox("First", "Second", "Third", before=1)
    latest = box.latest(account)
    assert latest is not None
    assert (latest.subject, box.taken) == ("Third", [2])


def test_one_taken_now_is_later_than_a_newer_one() -> None:
    box, account = mailbox("First", "Second", before=0)
    box.take(box.sent_to(account)[0])
    latest = box.latest(account)
    assert latest is not None
    assert latest.subject == "First"


def test_one_that_arrives_is_later_than_one_taken_before() -> None:
    box, account = mailbox("First", "Second", before=1)
    box.take(box.sent_to(account)[0])
    latest = box.latest(account)
    assert latest is not None
    assert latest.subject == "Second"


def test_an_old_one_is_the_latest_only_if_it_was_taken() -> None:
    box, account = mailbox("First", before=1)
    assert box.latest(account) is None
    box.take(box.sent_to(account)[0])
    latest = box.latest(account)
    assert latest is not None
    assert latest.subject == "First"


@pytest.mark.parametrize("before", range(SHORT - len(SECRET), SHORT + 1, 7))
def test_a_message_quotes_no_part_of_a_code_or_link(before: int) -> None:
    assert one_time.mailed(SECRET) == [CODE, TOKEN]
    quoted = shortened(f"{'x' * before}\n{SECRET}")
    parts = [CODE[:3], CODE[3:], *(TOKEN[at : at + 4] for at in range(0, len(TOKEN), 4)), "restore"]
    assert [part for part in parts if part in quoted] == []
    assert len(quoted) <= SHORT + 3


def test_words_around_a_code_are_quoted() -> None:
    assert shortened(SECRET) == "“Your code is [code]. Or open [link] within 14 days.”"
