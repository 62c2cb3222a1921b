"""What an edition of the site can say: which account menu, settings and closings it has."""

from datetime import timedelta
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from mocksite.areas import TARGETS
from mocksite.catalog import CIRCUMSTANCES, PERSONAS
from mocksite.obligations import OBLIGATIONS

Persona = Literal[*PERSONAS]  # type: ignore[valid-type]
Circumstance = Literal[*CIRCUMSTANCES]  # type: ignore[valid-type]
ObligationName = Literal[*OBLIGATIONS]  # type: ignore[valid-type]
Device = Literal["desktop", "mobile"]
MenuTarget = Literal[*TARGETS, "log-out"]  # type: ignore[valid-type]
Panel = Literal["contact", "profile", "login", "security-question"]
# A name as it is read out: single spaces inside, none around, nothing that is not seen.
Label = Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[^\s\p{C}]+( [^\s\p{C}]+)*$")]
MANY = 50
NOT_FOUND = "Account not found."
Slug = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
AskName = Literal["reason", "feedback", "password", "security-answer", "code", "message"]


def _written(duration: Any) -> Any:
    if not isinstance(duration, str) or not duration.startswith("P") or "." in duration or "," in duration:
        raise ValueError("is not an ISO 8601 duration of whole seconds; write one such as P30D")
    return duration


Duration = Annotated[timedelta, BeforeValidator(_written), Field(ge=timedelta(seconds=1), le=timedelta(days=36500))]


class Part(BaseModel):
    """A part of an edition; a key it does not know is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Ask(Part):
    """A field of a stage; written ``reason``, or ``feedback?`` where it may stay empty."""

    name: AskName
    required: bool = True


def _ask(written: Any) -> Any:
    if isinstance(written, str):
        return {"name": written.removesuffix("?"), "required": not written.endswith("?")}
    return written


class Section(Part):
    """A page of the settings: its address, its name in the side navigation, and the panels on it."""

    id: Slug
    label: Label
    panels: list[Panel] = []


class Stage(Part):
    """One step of a closing: what it shows, what it asks, and what its button does."""

    on: Literal["dialog", "page"] = "dialog"
    heading: Label
    text: str = ""
    asks: list[Annotated[Ask, BeforeValidator(_ask)]] = []
    button: Label
    cancel: str = "Cancel"
    does: Literal["close", "ask-support"] | None = None


class Restore(Part):
    """How a closed account can be opened again."""

    by: Literal["support"]


class After(Part):
    """What is true once the account is closed, and what its owner is told."""

    status: Literal["closed", "marked"] = "closed"
    delete_after: Duration | None = None
    heading: Label
    text: str = ""
    mail: Label | None = None
    login: Label = NOT_FOUND
    lost: list[Literal["balance"]] = []
    cancelled: list[Literal["active-contract", "hourly-contract", "open-proposal"]] = []
    deleted: list[Literal["profile", "history"]] = []
    restore: Restore | None = None


class Asked(Part):
    """What a reader is told once support has the request."""

    heading: Label
    text: str = ""
    mail: Label | None = None


class Closing(Part):
    """A way to close, for whom, in what circumstances, and from where."""

    by: Annotated[list[Persona], Field(min_length=1)]
    of: Literal["account"]
    when: list[Circumstance] = []
    at: str
    control: Label
    control_is: Literal["link", "button"] = "link"
    devices: Annotated[list[Device], Field(min_length=1)] = ["desktop", "mobile"]
    needs: list[Literal["security-question"]] = []
    block: list[ObligationName] = []
    warn: list[ObligationName] = []
    reasons: Annotated[list[Label], Field(max_length=MANY)] = []
    violations: Annotated[list[Label], Field(max_length=MANY)] = []
    stages: Annotated[list[Stage], Field(min_length=1, max_length=MANY)]
    after: After
    asked: Asked | None = None

    @property
    def decisive(self) -> int:
        """The number, from 1, of the stage that closes or asks support to."""
        return next(number for number, stage in enumerate(self.stages, 1) if stage.does)


class Edition(Part):
    """The site as one guide describes it."""

    title: Label
    withdrawal_takes: Duration | None = None
    menu: Annotated[dict[MenuTarget, Label], Field(min_length=1)]
    sections: Annotated[list[Section], Field(min_length=1, max_length=MANY)]
    closings: Annotated[list[Closing], Field(alias="closing", max_length=MANY)] = []
