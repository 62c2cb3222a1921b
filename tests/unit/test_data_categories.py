"""The parts of a person's data: what an edition may do with each, and when."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from mocksite.catalog import data_categories
from mocksite.control import state_snapshot
from mocksite.db.models import Account
from mocksite.editions.schema import Fate
from mocksite.rules.closing_rules import moments
from mocksite.services import erasure
from tests.support.minimal_edition import faults
from tests.support.types import ClosingDates

CLOSED = datetime(2026, 1, 14, 10, tzinfo=UTC)
MARKED = CLOSED + timedelta(days=30)
LATER = CLOSED + timedelta(days=90)
OPTION = {"id": "all", "label": "Everybody", "found_by": "anyone", "opened_by": "anyone"}
VISIBLE = [{"id": "account", "label": "Account", "panels": ["visibility"]}]
DUE = {
    "at once": (ClosingDates(CLOSED), Fate(fate="deleted"), [CLOSED]),
    "when it is deleted": (ClosingDates(CLOSED, MARKED), Fate(fate="deleted"), [MARKED]),
    "later": (ClosingDates(CLOSED, MARKED), Fate.model_validate({"fate": "masked", "after": "P90D"}), [LATER]),
    "kept": (ClosingDates(CLOSED), Fate(fate="kept"), []),
    "not closed": (ClosingDates(), Fate(fate="deleted"), []),
}


@pytest.mark.parametrize(("dates", "fate", "due"), DUE.values(), ids=DUE)
def test_a_category_is_erased_on_time(dates: ClosingDates, fate: Fate, due: list[datetime]) -> None:
    assert list(moments({"profile": fate}, dates.closed_at, dates.delete_at)) == [(moment, "profile") for moment in due]


def test_every_fate_of_a_category_has_an_eraser() -> None:
    fates = {(name, fate) for name, part in data_categories.PARTS.items() for fate in part.fates}
    assert set(erasure.statements(Account(id=1))) == fates


@pytest.mark.parametrize("part", data_categories.PARTS)
def test_the_data_of_a_category_is_in_the_stored_state(part: str) -> None:
    """Every pattern names a table of the state and one of its columns, and an owner that the row leads to."""
    for pattern, owners in data_categories.PARTS[part].owners.items():
        _, table, _, *column = pattern.removesuffix("?").split("/")
        assert set(column) <= columns_of(table), pattern
        for owner in owners:
            holder, (*links, last) = table, owner.split(".")
            for link in links:
                assert link in columns_of(holder), owner
                holder = f"{link}s"
            assert last in columns_of(holder), owner


def columns_of(table: str) -> set[str]:
    model, columns = state_snapshot.COLUMNS[table]
    derived = {"accounts": {"key", "two_factor", "locked"}, "teams": {"owner"}}
    links = {column.name.removesuffix("_id") for column in model.__table__.columns if column.foreign_keys}
    return {*columns, *links, *derived.get(table, set())}


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "mail that is deleted": (
        {"retention": {"mail": "deleted"}},
        "retention.mail: cannot be 'deleted', since it lies in mailboxes, out of our reach; write 'kept'",
    ),
    "payments that are masked": (
        {"retention": {"payments": "masked"}},
        "retention.payments: cannot be 'masked'; write 'deleted' or 'kept'",
    ),
    "a profile that is masked": (
        {"retention": {"profile": "masked"}}, "retention.profile: cannot be 'masked'; write 'deleted' or 'kept'",
    ),
    "what is kept, for a time": (
        {"retention": {"name": {"fate": "kept", "after": "P30D"}}},
        "retention.name: after has no meaning for data that is kept; remove it",
    ),
    "a panel without choices": (
        {"sections": VISIBLE},
        'visibility: is missing, but a section has the panel "visibility"; add visibility, or remove the panel',
    ),
    "choices without a panel": (
        {"visibility": [OPTION]},
        'visibility: no section has the panel "visibility"; add the panel to a section, or remove visibility',
    ),
    "a plan without a panel": (
        {"plans": {}}, 'plans: no section has the panel "plan"; add the panel to a section, or remove plans',
    ),
    "a file without a panel": (
        {"download": ["files"]},
        'download: no section has the panel "download"; add the panel to a section, or remove download',
    ),
    "two choices of one name": (
        {"sections": VISIBLE, "visibility": [OPTION, {**OPTION, "id": "every"}]},
        "visibility: two choices are called 'Everybody'; rename one",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "line"), WRONG.values(), ids=WRONG)
def test_each_fault_is_one_line_with_key_and_remedy(changes: dict[str, Any], line: str) -> None:
    assert faults(changes) == [line]
