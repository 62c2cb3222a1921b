"""What all parts of an edition have in common: unknown keys are errors, and how names and durations are written."""

from datetime import timedelta
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from mocksite.catalog.personas import PERSONAS

Persona = Literal[*PERSONAS]  # type: ignore[valid-type]
# A name as it is read out: single spaces inside, none around, nothing that is not seen.
Label = Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[^\s\p{C}]+( [^\s\p{C}]+)*$")]
MANY = 50
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


def _written(duration: Any) -> Any:
    if not isinstance(duration, str) or not duration.startswith("P") or "." in duration or "," in duration:
        raise ValueError("is not an ISO 8601 duration of whole seconds; write one such as P30D")
    return duration


Duration = Annotated[timedelta, BeforeValidator(_written), Field(ge=timedelta(seconds=1), le=timedelta(days=36500))]


class Part(BaseModel):
    """A part of an edition; a key it does not know is an error. What stands under a key is what guide writers read."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)
