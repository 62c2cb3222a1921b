"""Editions that record which of their keys are read."""

import types
from functools import cache
from typing import Any

from mocksite.editions.schema import Edition
from mocksite.editions.types import Table


def recording(edition: Edition, keys: set[str]) -> Edition:
    """A copy of an edition that adds each key that is read to ``keys``, by its path, such as ``closing.0.after.mail``.

    The steps of a path are keys, and items of a list by their ``id``, or else by their number from 0.
    """
    copied = edition.model_copy(deep=True)
    _record(copied, "", keys)
    return copied


def _record(value: Any, path: str, keys: set[str]) -> None:
    if isinstance(value, Table):
        fields = type(value).model_fields
        for name, inner in value.__dict__.items():
            _record(inner, f"{path}.{fields[name].alias or name}".lstrip("."), keys)
        # Tables are frozen, so it takes object's own method.
        object.__setattr__(value, "__pydantic_private__", {"path": path, "keys": keys})
        object.__setattr__(value, "__class__", _recorder(type(value)))
    elif isinstance(value, dict):
        for name, inner in value.items():
            _record(inner, f"{path}.{name}", keys)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            _record(inner, f"{path}.{getattr(inner, 'id', number)}", keys)


@cache
def _recorder(table: type[Table]) -> type[Table]:
    names = {name: field.alias or name for name, field in table.model_fields.items()}

    def read(self: Table, name: str) -> Any:
        if name in names:
            private = object.__getattribute__(self, "__pydantic_private__")
            private["keys"].add(f"{private['path']}.{names[name]}".lstrip("."))
        return object.__getattribute__(self, name)

    members = {"__module__": table.__module__, "__getattribute__": read}
    return types.new_class(table.__name__, (table,), exec_body=lambda namespace: namespace.update(members))
