"""The names of controls on every page and in panels, and how names are compared."""

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
    "skills": ["Skills", "Save skills"],
    "portfolio": ["Remove", "Title", "About the project", "Add project"],
    "user-name": ["User name", "Save user name"],
    "two-factor": ["Turn on two-step login", "Key", "Code", "Turn on", "Turn off two-step login"],
}

# What a closing calls the alternatives to it, by their panel.
ALTERNATIVES = {
    "availability": "Say that you are not taking work",
    "visibility": "Choose who sees your profile",
    "pause": "Take a break",
    "plan": "Change your plan",
    "user-name": "Change your user name",
    "skills": "Update your skills",
    "portfolio": "Revise your portfolio",
    "create-account": "Add another account type",
    "reviews": "Ask for a review to be removed",
    "download": "Save your data first",
}


def panel_controls(panel: str, edition: Edition) -> list[str]:
    """The controls of a panel."""
    if panel == "plan" and edition.plans:
        return [f"Change to {name}" for name in (edition.plans.plus, edition.plans.basic)]
    return PANEL_CONTROLS.get(panel, [])


def on_every_page(edition: Edition) -> list[str]:
    """The controls of every page, with its account menu."""
    return [*FIXED, *edition.menu.values()]


def duplicates(labels: Sequence[str]) -> list[str]:
    """The names that occur more than once."""
    originals = {normalised(label): label for label in labels}
    return [originals[name] for name, count in Counter(map(normalised, labels)).items() if count > 1]


def normalised(label: str) -> str:
    """A name as names are compared: with single spaces and without case."""
    return " ".join(label.split()).casefold()


def alternatives_for(edition: Edition, persona: str) -> dict[str, str]:
    """The label of each alternative that a persona has, with the id of its section."""
    sections = {panel: part.id for part in edition.sections if part.is_for(persona) for panel in part.panels}
    return {label: sections[panel] for panel, label in ALTERNATIVES.items() if panel in sections}


def alternative_labels(edition: Edition) -> list[str]:
    """The labels of all alternatives in an edition."""
    panels = {panel for part in edition.sections for panel in part.panels}
    return [label for panel, label in ALTERNATIVES.items() if panel in panels]
