"""What an edition of the site can say: which account menu, settings and closings it has."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from mocksite.catalog.data_categories import PARTS
from mocksite.catalog.navigation import TARGETS
from mocksite.editions.closing_schema import Closing
from mocksite.editions.types import MANY, Duration, Label, Part, Persona, Slug

PartName = Literal[*PARTS]  # type: ignore[valid-type]
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
