"""What an edition can say about a closing: whose it is, where, what stands in the way, its stages, and what follows."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from mocksite.catalog.obligations import OBLIGATIONS
from mocksite.catalog.worlds import CIRCUMSTANCES
from mocksite.editions.types import MAX_ITEMS, Duration, Label, Persona, Table

Circumstance = Literal[*CIRCUMSTANCES]  # type: ignore[valid-type]
ObligationName = Literal[*OBLIGATIONS]  # type: ignore[valid-type]
Device = Literal["desktop", "mobile"]
Subject = Literal["account", "company", "agency", "membership"]
NOT_FOUND = "Account not found."
AskName = Literal["reason", "feedback", "password", "security-answer", "code", "message"]


class Ask(Table):
    """A field of a stage; written ``reason``, or ``feedback?`` if it may stay empty."""

    name: AskName
    required: bool = True


def _parse_ask(value: Any) -> Any:
    if isinstance(value, str):
        return {"name": value.removesuffix("?"), "required": not value.endswith("?")}
    return value


class Stage(Table):
    """One step of a closing."""

    on: Literal["dialog", "page"] = "dialog"
    """how it is shown"""
    heading: Label
    """the heading of the dialog or page"""
    text: str = ""
    """a sentence under the heading"""
    asks: list[Annotated[Ask, BeforeValidator(_parse_ask)]] = []
    """its fields, in order; one that ends in `?` is optional; a `code` is sent by email"""
    button: Label
    """the button that continues"""
    cancel: str = "Cancel"
    """the link that leaves the closing"""
    does: Literal["close", "ask-support"] | None = None
    """what its button does besides continuing; exactly one stage says this, and later stages follow the closing"""


class Restore(Table):
    """How a closed account can be reopened."""

    by: Literal["support", "link"]
    """`support`: the reader logs in and asks support, which decides; `link`: the reader opens a link sent by email"""
    within: Duration | None = None
    """how long this is possible, such as `P30D`; for ever if nothing is said"""
    proof: bool = False
    """whether support requires a picture that proves the reader's identity"""
    takes: Duration | None = None
    """how long reopening takes once support agrees, such as `P2D`; no time if nothing is said"""


class Announcement(Table):
    """What readers learn, on a page and by email: that support has a request, or that an account closed as well."""

    heading: Label
    """the heading of the page"""
    text: str = ""
    """a sentence under it, and in the email"""
    mail: Label | None = None
    """the subject of an email that says the same"""


class After(Table):
    """What is true after the closing, and what the owner is told."""

    status: Literal["closed", "marked"] = "closed"
    """what becomes of the account: it is closed, or marked for deletion"""
    delete_after: Duration | None = None
    """goes with `marked`: how long until the account is deleted, such as `P30D`"""
    heading: Label
    """the heading of the last page"""
    text: str = ""
    """a sentence under the heading, and in the email; the site adds what is lost, deleted and possible afterwards"""
    mail: Label | None = None
    """the subject of the email that confirms the closing; without it, none is sent"""
    login: Label = NOT_FOUND
    """what the login page says afterwards"""
    lost: list[Literal["balance"]] = []
    """what the owner loses"""
    cancelled: list[Literal["active-contract", "hourly-contract", "open-proposal"]] = []
    """what the closing ends; whatever is not listed continues"""
    restore: Restore | None = None
    """whether, and how, the account can be reopened"""
    email_again: bool = False
    """whether a new account can be opened with the same email address and phone number"""
    with_account: Announcement | None = None
    """goes with a team or a membership: what the reader is told if it was the last one, so the account closed too"""

    def announcement(self, *, account_closed: bool) -> Announcement:
        """What the reader learns on the last page and by email."""
        own = Announcement(heading=self.heading, text=self.text, mail=self.mail)
        return self.with_account if account_closed and self.with_account else own


class Closing(Table):
    """A way to close something: for whom, in which circumstances, and from where."""

    by: Annotated[list[Persona], Field(min_length=1)]
    """who can use it"""
    of: Subject
    """what it closes: the account with everything in it, a company or an agency; a membership is left"""
    when: list[Circumstance] = []
    """only in these circumstances; if several closings apply, the one with the most circumstances wins"""
    at: str
    """where its control is: the id of a section, `settings` (the foot of the first page) or `navigation` (the list)"""
    control: Label
    """the label of the control"""
    control_is: Literal["link", "button"] = "link"
    """how the control is shown"""
    devices: Annotated[list[Device], Field(min_length=1)] = ["desktop", "mobile"]
    """where it is offered; on other devices a sentence replaces the control, and the closing is refused"""
    needs: list[Literal["security-question"]] = []
    """what the reader must have set before the control appears"""
    block: list[ObligationName] = []
    """what must be settled first: the closing is refused with a list of every blocker"""
    warn: list[ObligationName] = []
    """what the site only warns of; it ignores what is in neither list"""
    reasons: Annotated[list[Label], Field(max_length=MAX_ITEMS)] = []
    """the choices where a stage asks for a reason"""
    violations: Annotated[list[Label], Field(max_length=MAX_ITEMS)] = []
    """the reasons that violate the terms: they stay on record, and support sees them"""
    stages: Annotated[list[Stage], Field(min_length=1, max_length=MAX_ITEMS)]
    """its steps, in order"""
    after: After
    """what is true afterwards"""
    asked: Announcement | None = None
    """goes with `ask-support`: what the reader is told once support has the request"""

    @property
    def decisive(self) -> int:
        """The number, from 1, of the stage that closes or asks support."""
        return next(number for number, stage in enumerate(self.stages, 1) if stage.does)
