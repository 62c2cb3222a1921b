"""The JSON objects of the calls about faults."""

import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from mocksite.catalog.faults import FAULTS, HELD, LONGEST, MOST_TIMES
from mocksite.control.messages import Message


def _check_path(path: str) -> str:
    if not re.fullmatch(r"[/*][\x21-\x7e]*", path) or re.search("[?#]", path):
        raise ValueError("is not the path of a page; write one such as /settings/*, where * is any text")
    if path.startswith("/_control"):
        raise ValueError("is of the control API, which has no faults; write the path of a page, such as /settings/*")
    return path


class FaultRequest(Message):
    """A fault of the catalog, which strikes the requests whose path has a pattern, a number of times.

    The other defaults are those of the catalog. Only some faults hold the answer for some seconds.
    """

    fault: Literal[*FAULTS]  # type: ignore[valid-type]
    path: Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_check_path)] | None = None
    times: Annotated[int, Field(ge=1, le=MOST_TIMES, strict=True)] | None = None
    seconds: Annotated[float, Field(gt=0, le=LONGEST)] | None = None

    @model_validator(mode="after")
    def _check_seconds(self) -> Self:
        if self.seconds and self.fault not in HELD:
            raise ValueError(f"{self.fault} takes no seconds; only {' and '.join(sorted(HELD))} do")
        return self


class FaultsRequest(Message):
    """The faults of a world from now on, in place of others. The first that fits a request strikes it."""

    faults: Annotated[list[FaultRequest], Field(default_factory=list, max_length=20)]


class FaultLeft(Message):
    """A fault that is switched on, and how many more ``times`` it strikes."""

    fault: str
    path: str
    times: int
    seconds: float


class FaultsLeft(Message):
    """The faults that are switched on in a world."""

    faults: list[FaultLeft]
