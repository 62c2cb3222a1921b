"""What an edition can say of a closing: whose it is, where, what stands in the way, its stages, and what follows."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from mocksite.catalog.circumstances import CIRCUMSTANCES
from mocksite.catalog.obligations import OBLIGATIONS
from mocksite.editions.types import MANY, Duration, Label, Part, Persona

Circumstance = Literal[*CIRCUMSTANCES]  # type: ignore[valid-type]
ObligationName = Literal[*OBLIGATIONS]  # type: ignore[valid-type]
Device = Literal["desktop", "mobile"]
Subject = Literal["account", "company", "agency", "membership"]
NOT_FOUND = "Account not found."
AskName = Literal["reason", "feedback", "password", "security-answer", "code", "message"]


class Ask(Part):
    """A field of a stage; written ``reason``, or ``feedback?`` where it may stay empty."""

    name: AskName
    required: bool = True


def _ask(written: Any) -> Any:
    if isinstance(written, str):
        return {"name": written.removesuffix("?"), "required": not written.endswith("?")}
    return written


class Stage(Part):
    """One step of a closing."""

    on: Literal["dialog", "page"] = "dialog"
    """what it is drawn as"""
    heading: Label
    """what the dialog or page is called"""
    text: str = ""
    """a sentence under the heading"""
    asks: list[Annotated[Ask, BeforeValidator(_ask)]] = []
    """its fields, in order; one written with a `?` may stay empty; a `code` is mailed"""
    button: Label
    """the button that goes on"""
    cancel: str = "Cancel"
    """the link that leaves it"""
    does: Literal["close", "ask-support"] | None = None
    """what its button does, besides going on: in exactly one stage; stages after it follow the closing"""


class Restore(Part):
    """How a closed account can be opened again."""

    by: Literal["support", "link"]
    """`support` is asked for it, after logging in, and decides; the reader opens a `link` that is mailed"""
    within: Duration | None = None
    """how long it can be, such as `P30D`; for ever if nothing is said"""
    proof: bool = False
    """whether support wants a picture that proves who asks"""
    takes: Duration | None = None
    """how long it takes once it is granted, such as `P2D`; at once if nothing is said"""


class Told(Part):
    """What a reader is told: once support has a request, or of an account that closed along with something else."""

    heading: Label
    """what the page is called"""
    text: str = ""
    """a sentence under it, and in the mail"""
    mail: Label | None = None
    """the subject of a mail that says so"""


class After(Part):
    """What is true once it is closed, and what its owner is told."""

    status: Literal["closed", "marked"] = "closed"
    """what the account is then: closed, or marked for deletion"""
    delete_after: Duration | None = None
    """goes with `marked`: how long until it is deleted, such as `P30D`"""
    heading: Label
    """what the last page is called"""
    text: str = ""
    """a sentence under the heading, and in the mail; what is lost, deleted and possible afterwards is told by itself"""
    mail: Label | None = None
    """the subject of the mail that confirms it; none is sent without"""
    login: Label = NOT_FOUND
    """what logging in says afterwards"""
    lost: list[Literal["balance"]] = []
    """what is left of it is lost"""
    cancelled: list[Literal["active-contract", "hourly-contract", "open-proposal"]] = []
    """ended by the closing; what is not listed survives it"""
    restore: Restore | None = None
    """whether it can be opened again"""
    email_again: bool = False
    """whether the same email address and phone can open a new account"""
    with_account: Told | None = None
    """goes with a team or a membership: what is told instead where it was all there was, so that the account closed"""

    def told(self, *, account_closed: bool) -> Told:
        """What the reader is told, and mailed."""
        same = Told(heading=self.heading, text=self.text, mail=self.mail)
        return self.with_account if account_closed and self.with_account else same


class Closing(Part):
    """A way to close, for whom, in what circumstances, and from where."""

    by: Annotated[list[Persona], Field(min_length=1)]
    """whose it is"""
    of: Subject
    """what is closed: the account and all that belongs to it; a company or agency; a membership, which is left"""
    when: list[Circumstance] = []
    """only in these circumstances; of several closings that fit, the one that names most wins"""
    at: str
    """where its control is: a section's id, `settings` (the foot of its first page) or `navigation` (the list)"""
    control: Label
    """what the control is called"""
    control_is: Literal["link", "button"] = "link"
    """what it is drawn as"""
    devices: Annotated[list[Device], Field(min_length=1)] = ["desktop", "mobile"]
    """where it is offered; elsewhere it is absent, said so, and refused"""
    needs: list[Literal["security-question"]] = []
    """hidden until there is one"""
    block: list[ObligationName] = []
    """what must be settled first: refused, and every blocker listed"""
    warn: list[ObligationName] = []
    """what is said and not refused; what is in neither list is ignored"""
    reasons: Annotated[list[Label], Field(max_length=MANY)] = []
    """what can be chosen where a stage asks for a reason"""
    violations: Annotated[list[Label], Field(max_length=MANY)] = []
    """those reasons that are against the terms: kept on record, and shown to support"""
    stages: Annotated[list[Stage], Field(min_length=1, max_length=MANY)]
    """its steps, in order"""
    after: After
    """what is true afterwards"""
    asked: Told | None = None
    """goes with `ask-support`"""

    @property
    def decisive(self) -> int:
        """The number, from 1, of the stage that closes or asks support to."""
        return next(number for number, stage in enumerate(self.stages, 1) if stage.does)
