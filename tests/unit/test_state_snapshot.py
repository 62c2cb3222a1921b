"""The differences between two states, as JSON Pointers."""

from typing import Any

import pytest

from mocksite.control.state_snapshot import differences


def change(path: str, before: Any, after: Any) -> dict[str, Any]:
    return {"path": path, "from": before, "to": after}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param({"a": {"b": 1}}, {"a": {"b": 1}}, [], id="nothing"),
        pytest.param({"a": {"b": {"c": 1}}}, {"a": {"b": {"c": 2}}}, [change("/a/b/c", 1, 2)], id="deep inside"),
        pytest.param({"a": {}}, {"a": {"x": {"y": 1}}}, [change("/a/x", None, {"y": 1})], id="a row came"),
        pytest.param({"a": {"x": {"y": 1}}}, {"a": {}}, [change("/a/x", {"y": 1}, None)], id="a row went"),
        pytest.param({"a": "open"}, {"a": None}, [change("/a", "open", None)], id="a value became null"),
        pytest.param({"a": [1, 2]}, {"a": [2, 1]}, [change("/a", [1, 2], [2, 1])], id="a list is one value"),
        pytest.param({"a": {"b": 1}}, {"a": 1}, [change("/a", {"b": 1}, 1)], id="an object became a value"),
        pytest.param(
            {"a": 1, "c": 1}, {"b": 2, "c": 3}, [change("/a", 1, None), change("/c", 1, 3), change("/b", None, 2)],
            id="what was there first, then what came",
        ),
        pytest.param({"a/b": {"c~d": 1}}, {"a/b": {"c~d": 2}}, [change("/a~1b/c~0d", 1, 2)], id="escaped"),
        pytest.param({"~1": 1}, {"~1": 2}, [change("/~01", 1, 2)], id="a tilde before a slash is not escaped twice"),
        pytest.param({"": 1}, {"": 2}, [change("/", 1, 2)], id="an empty name"),
        pytest.param(1, 2, [change("", 1, 2)], id="the whole"),
    ],
)  # fmt: skip
def test_differences_have_path_before_and_after(before: Any, after: Any, expected: list[dict[str, Any]]) -> None:
    assert list(differences(before, after)) == expected
