"""What becomes of the parts of somebody's data: what an edition may say of each, and when its moment has come."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from mocksite.catalog import data_categories
from mocksite.editions.schema import Fate
from mocksite.services import erasure
from tests.support.minimal_edition import faults

CLOSED = datetime(2026, 1, 14, 10, tzinfo=UTC)
MARKED = CLOSED + timedelta(days=30)
LATER = CLOSED + timedelta(days=90)
OPTION = {"id": "all", "label": "Everybody", "found_by": "anyone", "opened_by": "anyone"}
VISIBLE = [{"id": "account", "label": "Account", "panels": ["visibility"]}]


@dataclass
class Row:
    closed_at: datetime | None = CLOSED
    delete_at: datetime | None = None


@pytest.mark.parametrize(
    ("row", "fate", "due"),
    [
        pytest.param(Row(), Fate(fate="deleted"), [CLOSED], id="at once"),
        pytest.param(Row(delete_at=MARKED), Fate(fate="deleted"), [MARKED], id="when it is deleted"),
        pytest.param(
            Row(delete_at=MARKED), Fate.model_validate({"fate": "masked", "after": "P90D"}), [LATER], id="later"
        ),
        pytest.param(Row(), Fate(fate="kept"), [], id="kept"),
        pytest.param(Row(closed_at=None), Fate(fate="deleted"), [], id="not closed"),
    ],
)
def test_a_part_goes_at_its_moment(row: Row, fate: Fate, due: list[datetime]) -> None:
    assert list(data_categories.moments({"profile": fate}, row)) == [(moment, "profile") for moment in due]


@pytest.mark.parametrize("part", [name for name, part in data_categories.PARTS.items() if part.fates])
def test_what_can_be_deleted_or_masked_is(part: str) -> None:
    assert part in erasure.ERASERS


WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "payments that are deleted": (
        {"retention": {"payments": "deleted"}},
        "retention.payments: cannot be 'deleted', since the law and our books need them; write 'kept'",
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
    "two choices of one name": (
        {"sections": VISIBLE, "visibility": [OPTION, {**OPTION, "id": "every"}]},
        "visibility: two choices are called 'Everybody'; rename one",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("changes", "line"), WRONG.values(), ids=WRONG)
def test_a_fault_is_one_line_with_key_and_remedy(changes: dict[str, Any], line: str) -> None:
    assert faults(changes) == [line]
