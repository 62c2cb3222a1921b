"""What an edition of the site can say: which account menu, settings and closings it has."""

from datetime import timedelta
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from mocksite.areas import TARGETS
from mocksite.catalog import CIRCUMSTANCES, PERSONAS
from mocksite.obligations import OBLIGATIONS
from mocksite.retention import PARTS

Persona = Literal[*PERSONAS]  # type: ignore[valid-type]
Circumstance = Literal[*CIRCUMSTANCES]  # type: ignore[valid-type]
ObligationName = Literal[*OBLIGATIONS]  # type: ignore[valid-type]
PartName = Literal[*PARTS]  # type: ignore[valid-type]
Device = Literal["desktop", "mobile"]
MenuTarget = Literal[*TARGETS, "log-out"]  # type: ignore[valid-type]
Panel = Literal[
    "contact",
    "profile",
    "login",
    "security-question",
    "two-factor",
    "my-teams",
    "agency-profile",
    "create-account",
    "availability",
    "visibility",
    "pause",
    "user-name",
    "plan",
    "reviews",
    "download",
]
Subject = Literal["account", "company", "agency", "membership"]
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
    """A part of an edition; a key it does not know is an error. What stands under a key is what guide writers read."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class Ask(Part):
    """A field of a stage; written ``reason``, or ``feedback?`` where it may stay empty."""

    name: AskName
    required: bool = True


def _ask(written: Any) -> Any:
    if isinstance(written, str):
        return {"name": written.removesuffix("?"), "required": not written.endswith("?")}
    return written


class Section(Part):
    """A page of the settings."""

    id: Slug
    """its address: lower-case letters, digits and dashes"""
    label: Label
    """its name in the list of the settings, and its heading"""
    under: Slug | None = None
    """the id of the section it belongs to: it is listed once that one is open; nothing is nested deeper"""
    panels: list[Panel] = []
    """what is on it, in order"""
    by: list[Persona] = []
    """who has it; everybody if nothing is said"""

    def is_for(self, persona: str) -> bool:
        """Whether somebody has it."""
        return not self.by or persona in self.by


class Gate(Part):
    """What opening the settings asks for first, once after each log-in."""

    asks: Annotated[list[Literal["password", "security-question"]], Field(min_length=1)]
    """the fields, in order; a security question is answered, or set where there is none yet"""
    heading: Label
    """what its page is called"""
    text: str = ""
    """a sentence under the heading"""
    button: Label = "Continue"
    """the button that goes on; where a question is set for the first time, it is **Save question**"""


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


class Fate(Part):
    """What becomes of a part of the data of an account that is closed; only the fate can be written alone."""

    fate: Literal["deleted", "masked", "kept"]
    """`deleted`; `masked`, which stays without the person; or `kept`"""
    after: Duration | None = None
    """how long after the closing; if nothing is said, at once, or when an account that was marked is deleted"""


def _fate(written: Any) -> Any:
    return {"fate": written} if isinstance(written, str) else written


class Visibility(Part):
    """One of the choices of who sees a profile; the first is what everybody begins with."""

    id: Slug
    """its name in the state: lower-case letters, digits and dashes"""
    label: Label
    """its name in the list"""
    found_by: Literal["anyone", "members", "nobody"]
    """who finds the profile by a search"""
    opened_by: Literal["anyone", "members", "nobody"]
    """who sees it by its address"""


class Availability(Part):
    """What the two choices of availability are called."""

    available: Label = "Available"
    """that work can be offered"""
    unavailable: Label = "Not available"
    """that it cannot"""


class Dormancy(Part):
    """What becomes of a freelancer's account in which nothing is done for long."""

    warned_after: Duration
    """how long after the last work its owner is warned by mail"""
    closed_after: Duration
    """how long after the warning it is closed, if nothing was done"""


class Plans(Part):
    """What a freelancer can pay for; proposals cost connects, which come each month."""

    plus: Label = "Freelancer Plus"
    """what the plan is called that is paid for"""
    basic: Label = "Freelancer Basic"
    """what the free one is called"""
    price_cents: Annotated[int, Field(ge=1)] = 1499
    """what Plus costs a month, in US cents"""
    plus_connects: Annotated[int, Field(ge=1)] = 100
    """how many connects a month come with Plus"""
    basic_connects: Annotated[int, Field(ge=1)] = 10
    """how many come with Basic"""
    most_connects: Annotated[int, Field(ge=1)] = 200
    """up to how many roll over to the next month"""
    proposal_connects: Annotated[int, Field(ge=1)] = 2
    """how many a proposal costs"""


class Edition(Part):
    """The site as one guide describes it."""

    title: Label
    """what it is called"""
    settings_as: Literal["list", "tabs"] = "list"
    """how the sections stand: in a list beside the page, or as tabs above it"""
    withdrawal_takes: Duration | None = None
    """how long a bank takes, such as `P3D`; at once if nothing is said"""
    menu: Annotated[dict[MenuTarget, Label], Field(min_length=1)]
    """the account menu, in order: where each item leads, and its name; `settings` and `log-out` must be there"""
    gate: Gate | None = None
    """what opening the settings asks for"""
    sections: Annotated[list[Section], Field(min_length=1, max_length=MANY)]
    """the pages of the settings, in order"""
    retention: dict[PartName, Annotated[Fate, BeforeValidator(_fate)]] = {}
    """what becomes of each part of the data of an account that is closed; `kept` if nothing is said"""
    visibility: Annotated[list[Visibility], Field(max_length=MANY)] = []
    """goes with the panel `visibility`: the choices, in order"""
    visibility_takes: Duration | None = None
    """how long the search goes by the choice before, where fewer see the profile now; at once if nothing is said"""
    availability: Availability = Availability()
    """goes with the panel `availability`"""
    plans: Plans | None = None
    """goes with the panel `plan`"""
    dormancy: Dormancy | None = None
    """whether the site closes the accounts of freelancers who do nothing"""
    closings: Annotated[list[Closing], Field(alias="closing", max_length=MANY)] = []
    """the ways to close; of those of one thing, the one that fits best"""

    def section(self, identity: str, persona: str) -> Section | None:
        """The section of that id, if there is one and somebody has it."""
        return next((part for part in self.sections if part.id == identity and part.is_for(persona)), None)

    def listed(self, current: Section | None, persona: str) -> list[Section]:
        """The sections that somebody's list shows: all that stand for themselves, and those under the one open."""
        opened = current and (current.under or current.id)
        shown = [part for part in self.sections if part.is_for(persona)]
        top = [part for part in shown if not part.under]
        under = [part for part in shown if part.under and part.under == opened]
        return [part for above in top for part in (above, *(under if above.id == opened else []))]
