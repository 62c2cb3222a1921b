"""What an edition can say: its account menu, settings and closings."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from mocksite.catalog.data_categories import KEPT, PARTS
from mocksite.catalog.navigation import TARGETS
from mocksite.editions.closing_schema import Closing
from mocksite.editions.types import MAX_ITEMS, Duration, Label, Persona, Slug, Table

DataCategory = Literal[*PARTS]  # type: ignore[valid-type]
PageTarget = Literal[*TARGETS]  # type: ignore[valid-type]
MenuTarget = Literal[*TARGETS, "log-out"]  # type: ignore[valid-type]
Panel = Literal[
    "contact",
    "profile",
    "login",
    "security-question",
    "password",
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
    "skills",
    "portfolio",
]


DownloadPart = Literal["history", "messages", "reviews", "files"]


class Section(Table):
    """A page of the settings."""

    id: Slug
    """its address: lower-case letters, digits and dashes"""
    label: Label
    """its name in the list of settings, and its heading"""
    under: Annotated[Slug, Field(json_schema_extra={"format": "section"})] | None = None
    """the id of its parent section: it is listed while that one is open; sections nest one level deep"""
    panels: list[Panel] = []
    """what is on it, in order"""
    by: list[Persona] = []
    """who has it; everybody if omitted"""

    def is_for(self, persona: str) -> bool:
        return not self.by or persona in self.by


class Gate(Table):
    """What the site asks once after each login, before it opens the settings."""

    asks: Annotated[list[Literal["password", "security-question"]], Field(min_length=1)]
    """its fields, in order; a reader without a security question sets one"""
    heading: Label
    """the heading of its page"""
    text: str = ""
    """a sentence under the heading"""
    button: Label = "Continue"
    """the button that continues; **Save question** where a question is set"""


class Fate(Table):
    """What becomes of one category of a closed account's data; can be written as just the fate."""

    fate: Literal["deleted", "masked", "kept"]
    """`deleted`, `masked` (kept without the person) or `kept`"""
    after: Duration | None = None
    """how long after the closing; if omitted, at once, or when a marked account is deleted"""


# The fate of a category that `retention` does not mention.
KEPT_AT_ONCE: dict[str, Any] = {"fate": "kept", "after": None}


def _parse_fate(value: Any) -> Any:
    return {"fate": value} if isinstance(value, str) else value


class Visibility(Table):
    """One choice of who sees a profile; the first one is the default."""

    id: Slug
    """its name in the stored state: lower-case letters, digits and dashes"""
    label: Label
    """its name in the list"""
    found_by: Literal["anyone", "members", "nobody"]
    """who finds the profile in a search"""
    opened_by: Literal["anyone", "members", "nobody"]
    """who can open the profile by its link"""
    says: str = ""
    """a sentence for everybody else who opens its link; without it, there is no such page"""


class Availability(Table):
    """The labels of the two choices of availability."""

    available: Label = "Available"
    """label for “available for work”"""
    unavailable: Label = "Not available"
    """label for “not available”"""


class Dormancy(Table):
    """What becomes of a freelancer's inactive account."""

    warned_after: Duration
    """how long after the last work its owner is warned by email"""
    closed_after: Duration
    """how long after the warning it closes unless it is used"""


class Plans(Table):
    """The plans of freelancers. Proposals cost connects, and each plan adds some every month."""

    plus: Label = "Freelancer Plus"
    """the name of the paid plan"""
    basic: Label = "Freelancer Basic"
    """the name of the free plan"""
    price_cents: Annotated[int, Field(ge=1)] = 1499
    """the monthly price of Plus, in US cents"""
    plus_connects: Annotated[int, Field(ge=1)] = 100
    """how many connects Plus adds each month"""
    basic_connects: Annotated[int, Field(ge=1)] = 10
    """how many connects Basic adds each month"""
    most_connects: Annotated[int, Field(ge=1)] = 200
    """how many connects roll over to the next month at most"""
    proposal_connects: Annotated[int, Field(ge=1)] = 2
    """how many connects a proposal costs"""


class Edition(Table):
    """The site as one source article describes it."""

    title: Label
    """its name"""
    settings_as: Literal["list", "tabs"] = "list"
    """how sections are laid out: in a list beside the page, or as tabs above it"""
    withdrawal_takes: Duration | None = None
    """how long a bank transfer takes, such as `P3D`; no time if omitted"""
    several_accounts: bool = False
    """whether a person, known by their phone number, can have more than one account"""
    menu: Annotated[dict[MenuTarget, Label], Field(min_length=1)]
    """the account menu, in order: where each item leads, and its label; `settings` and `log-out` are required"""
    dashboard: dict[PageTarget, Label] = {}
    """links on the home page, in order: where each leads, and its label; none if omitted"""
    gate: Gate | None = None
    """what the site asks before it opens the settings"""
    sections: Annotated[list[Section], Field(min_length=1, max_length=MAX_ITEMS)]
    """the pages of the settings, in order"""
    retention: dict[
        DataCategory, Annotated[Fate, BeforeValidator(_parse_fate), Field(json_schema_extra={"default": KEPT_AT_ONCE})]
    ] = {}
    """what becomes of each category of a closed account's data; `kept` if omitted"""
    download: list[DownloadPart] = []
    """goes with the panel `download`: the data in the file"""
    visibility: Annotated[list[Visibility], Field(max_length=MAX_ITEMS)] = []
    """goes with the panel `visibility`: the choices, in order"""
    visibility_takes: Duration | None = None
    """how long search results follow the previous setting after the profile is made less visible; at once if omitted"""
    availability: Availability = Availability()
    """goes with the panel `availability`"""
    plans: Plans | None = None
    """goes with the panel `plan`"""
    dormancy: Dormancy | None = None
    """whether the site closes inactive accounts of freelancers"""
    closings: Annotated[list[Closing], Field(alias="closing", max_length=MAX_ITEMS)] = []
    """the ways to close; where several apply to the same thing, the most specific wins"""

    def keeps(self, category: str) -> bool:
        """Whether a category of a closed account's data is kept."""
        return category not in self.retention or self.retention[category].fate == KEPT

    def section(self, section_id: str, persona: str) -> Section | None:
        """The section of that id, if the persona has one."""
        return next((part for part in self.sections if part.id == section_id and part.is_for(persona)), None)

    def listed(self, current: Section | None, persona: str) -> list[Section]:
        """The sections in a persona's list: the top level, and the children of the open one."""
        opened = current and (current.under or current.id)
        visible = [part for part in self.sections if part.is_for(persona)]
        top = [part for part in visible if not part.under]
        children = [part for part in visible if part.under and part.under == opened]
        return [part for parent in top for part in (parent, *(children if parent.id == opened else []))]
