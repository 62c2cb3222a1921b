"""The differences between two states, as JSON Pointers."""

from typing import Any

import pytest

from mocksite.control.state_snapshot import differences


def change(path: str, before: Any, after: Any) -> dict[str, Any]:
    return {"path": path, "from": before, "to": after}


DIFFERENCES = {
    "nothing": ({"a": {"b": 1}}, {"a": {"b": 1}}, []),
    "deep inside": ({"a": {"b": {"c": 1}}}, {"a": {"b": {"c": 2}}}, [change("/a/b/c", 1, 2)]),
    "a row came": ({"a": {}}, {"a": {"x": {"y": 1}}}, [change("/a/x", None, {"y": 1})]),
    "a row went": ({"a": {"x": {"y": 1}}}, {"a": {}}, [change("/a/x", {"y": 1}, None)]),
    "a value became null": ({"a": "open"}, {"a": None}, [change("/a", "open", None)]),
    "a list is one value": ({"a": [1, 2]}, {"a": [2, 1]}, [change("/a", [1, 2], [2, 1])]),
    "an object became a value": ({"a": {"b": 1}}, {"a": 1}, [change("/a", {"b": 1}, 1)]),
    "what was there first, then what came": (
        {"a": 1, "c": 1}, {"b": 2, "c": 3}, [change("/a", 1, None), change("/c", 1, 3), change("/b", None, 2)],
    ),
    "escaped": ({"a/b": {"c~d": 1}}, {"a/b": {"c~d": 2}}, [change("/a~1b/c~0d", 1, 2)]),
    "a tilde before a slash is not escaped twice": ({"~1": 1}, {"~1": 2}, [change("/~01", 1, 2)]),
    "an empty name": ({"": 1}, {"": 2}, [change("/", 1, 2)]),
    "the whole": (1, 2, [change("", 1, 2)]),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after", "expected"), DIFFERENCES.values(), ids=DIFFERENCES)
def test_differences_have_path_before_and_after(before: Any, after: Any, expected: list[dict[str, Any]]) -> None:
    assert list(differences(before, after)) == expected
