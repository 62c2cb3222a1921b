"""What an edition can say about a closing: for whom, where, what blocks it, its stages, and what follows."""

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
    shows: list[Literal["reason"]] = []
    """the answers from earlier stages that it shows for review"""
    button: Label
    """the button that continues"""
    cancel: str = "Cancel"
    """the link that leaves the closing"""
    does: Literal["close", "ask-support"] | None = None
    """what the button does besides continuing; set in exactly one stage; later stages are shown after the closing"""


class Restore(Table):
    """How a closed account can be reopened."""

    by: Literal["support", "link"]
    """who can reopen it: `support`, on request, or the reader, with an emailed `link`"""
    within: Duration | None = None
    """how long after closing it is possible, such as `P30D`; always if omitted"""
    proof: bool = False
    """whether support requires a picture that proves the reader's identity"""
    takes: Duration | None = None
    """how long reopening takes once support agrees, such as `P2D`; no time if omitted"""


class Announcement(Table):
    """A message on a page and by email: that support has a request, or that the account closed too."""

    heading: Label
    """the heading of the page"""
    text: str = ""
    """a sentence under it, and in the email"""
    mail: Label | None = None
    """the subject of an email that says the same"""


class After(Table):
    """The state after the closing, and what the owner is told."""

    status: Literal["closed", "marked"] = "closed"
    """whether the account is closed or marked for deletion"""
    delete_after: Duration | None = None
    """goes with `marked`: how long until the account is deleted, such as `P30D`"""
    heading: Label
    """the heading of the last page"""
    text: str = ""
    """a sentence under the heading, and in the email; the site adds what is lost, deleted and still possible"""
    mail: Label | None = None
    """the subject of the email that confirms the closing; without it, none is sent"""
    login: Label = NOT_FOUND
    """what the login page says afterwards"""
    lost: list[Literal["balance", "pending-payment"]] = []
    """the money that is forfeited: what was not withdrawn, and what is still under review"""
    cancelled: list[Literal["active-contract", "hourly-contract", "open-proposal"]] = []
    """what the closing ends; the rest continues"""
    restore: Restore | None = None
    """whether, and how, the account can be reopened"""
    email_again: bool = False
    """whether a new account can be opened with the same email address and phone number"""
    with_account: Announcement | None = None
    """for a team or membership: the text shown instead if the account closed too because it had nothing else"""

    def announcement(self, *, account_closed: bool) -> Announcement:
        """The message on the last page and by email."""
        own = Announcement(heading=self.heading, text=self.text, mail=self.mail)
        return self.with_account if account_closed and self.with_account else own


class Closing(Table):
    """A way to close something: for whom, in which circumstances, and from where."""

    by: Annotated[list[Persona], Field(min_length=1)]
    """who can close it"""
    of: Subject
    """what it closes: the account with everything in it, a company or an agency; a membership is left"""
    when: list[Circumstance] = []
    """only in these circumstances; if several closings apply, the one with the most circumstances wins"""
    at: Annotated[str, Field(json_schema_extra={"format": "place"})]
    """where its control is: the id of a section, `settings` (the foot of the first page) or `navigation` (the list)"""
    control: Label
    """the label of the control"""
    control_is: Literal["link", "button"] = "link"
    """whether the control is a link or a button"""
    devices: Annotated[list[Device], Field(min_length=1)] = ["desktop", "mobile"]
    """on other devices the control is missing, the page says so, and the request is refused"""
    needs: list[Literal["security-question"]] = []
    """hidden until the account has this"""
    block: list[ObligationName] = []
    """what must be settled first; the site refuses and lists every blocker"""
    warn: list[ObligationName] = []
    """what the site only warns of; it ignores what is in neither list"""
    reasons: Annotated[list[Label], Field(max_length=MAX_ITEMS)] = []
    """the choices where a stage asks for a reason, in order"""
    violations: Annotated[list[Label], Field(max_length=MAX_ITEMS)] = []
    """the reasons that violate the terms; they stay on record for support"""
    stages: Annotated[list[Stage], Field(min_length=1, max_length=MAX_ITEMS)]
    """its steps, in order"""
    after: After
    """the state afterwards"""
    asked: Announcement | None = None
    """goes with `ask-support`: what the reader is told once support has the request"""

    @property
    def decisive(self) -> int:
        """The number, from 1, of the stage that closes or asks support."""
        return next(number for number, stage in enumerate(self.stages, 1) if stage.does)
