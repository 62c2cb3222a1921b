"""The edition and the world in which each route can be requested."""

from typing import Any

from tests.support.editions import read_edition
from tests.support.obligations import CAN_OWE
from tests.support.types import EditionData

COMPANY = {
    "by": ["client"],
    "of": "company",
    "at": "contact-info",
    "control": "Close my company",
    "stages": [{"heading": "Close your company?", "button": "Close it", "does": "close"}],
    "after": {"heading": "Your company is closed"},
}
PANELS = [
    *(
        "two-factor",
        "password",
        "availability",
        "visibility",
        "pause",
        "user-name",
        "plan",
        "reviews",
        "download",
        "skills",
    ),
    *("portfolio", "contact", "profile"),
]
VISIBILITY = [
    {"id": "public", "label": "Public", "found_by": "anyone", "opened_by": "anyone"},
    {"id": "private", "label": "Private", "found_by": "nobody", "opened_by": "nobody"},
]
LINK = {"by": "link"}
RESTORE = {
    "GET restore.link": LINK,
    "POST restore.restore": LINK,
    "GET desk.identity_document": {"by": "support", "proof": True},
}
HAS: dict[str, Any] = {"having": CAN_OWE["freelancer"], "circumstances": ("two-factor", "plus")}


def edition_of_route(name: str) -> EditionData:
    """The edition in which a route is requested, by its name in RULES."""
    own = read_edition("own")
    own["closing"][0]["block"] = []
    own["closing"].append(COMPANY)
    own["sections"][-1]["panels"] += PANELS
    own |= {"visibility": VISIBILITY, "plans": {}, "download": ["files"]}
    if name.split()[1].startswith("gate."):
        own["gate"] = {"asks": ["password"], "heading": "Is it you?"}
    if name in RESTORE:
        own["closing"][0]["after"] |= {"mail": "Goodbye", "restore": RESTORE[name]}
    return own
