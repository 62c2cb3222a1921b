"""The names of controls: how they are compared, which are on every page, and which a panel always has."""

from collections import Counter
from collections.abc import Sequence

from mocksite.catalog.navigation import FIXED
from mocksite.editions.schema import Edition

FORGOTTEN = "Forgotten your question or answer?"
QUESTION = ["Question", "Answer", "Save question"]
PANEL_CONTROLS = {
    "security-question": [*QUESTION, "Current answer", "Change question", FORGOTTEN],
    "my-teams": ["Actions"],
    "create-account": ["Create New Account"],
    "availability": ["Availability", "Save availability"],
    "visibility": ["Visibility", "Save visibility"],
    "pause": ["Paused until", "Pause", "Resume now"],
    "reviews": ["Ask for removal"],
    "download": ["Download my data"],
    "user-name": ["User name", "Save user name"],
    "two-factor": ["Turn on two-step login", "Key", "Code", "Turn on", "Turn off two-step login"],
}


def panel_controls(panel: str, edition: Edition) -> list[str]:
    """The controls of a panel; those of the panel ``plan`` contain the plans' names."""
    if panel == "plan" and edition.plans:
        return [f"Change to {name}" for name in (edition.plans.plus, edition.plans.basic)]
    return PANEL_CONTROLS.get(panel, [])


def on_every_page(edition: Edition) -> list[str]:
    """The controls around every page, and those of the account menu, which can open over any page."""
    return [*FIXED, *edition.menu.values()]


def duplicates(labels: Sequence[str]) -> list[str]:
    """The names that occur more than once, each listed once."""
    originals = {normalised(label): label for label in labels}
    return [originals[name] for name, count in Counter(map(normalised, labels)).items() if count > 1]


def normalised(label: str) -> str:
    """A name in the form in which names are compared: accessible names collapse white space, and case is ignored."""
    return " ".join(label.split()).casefold()
