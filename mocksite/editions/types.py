"""The base of all tables of an edition, and the types of names, ids and durations."""

from datetime import timedelta
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from mocksite.catalog.personas import PERSONAS

Persona = Literal[*PERSONAS]  # type: ignore[valid-type]
# A name with single spaces inside, none around it, and no invisible characters.
Label = Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[^\s\p{C}]+( [^\s\p{C}]+)*$")]
MAX_ITEMS = 50
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", json_schema_extra={"format": "id"})]


def _check_duration(value: Any) -> Any:
    if not isinstance(value, str) or not value.startswith("P") or "." in value or "," in value:
        raise ValueError("is not an ISO 8601 duration in whole seconds; write one such as P30D")
    return value


Duration = Annotated[
    timedelta, BeforeValidator(_check_duration), Field(ge=timedelta(seconds=1), le=timedelta(days=36500))
]


class Table(BaseModel):
    """A table of an edition; the docstrings of its keys are published."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)
