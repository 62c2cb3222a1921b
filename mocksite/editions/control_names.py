"""The names of controls: how they are compared, and those that a panel always has."""

from collections import Counter
from collections.abc import Iterable

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
    """The controls of a panel; those of the plan are called as the edition calls its plans."""
    if panel == "plan" and edition.plans:
        return [f"Change to {name}" for name in (edition.plans.plus, edition.plans.basic)]
    return PANEL_CONTROLS.get(panel, [])


def everywhere(edition: Edition) -> list[str]:
    """The controls of every page: what stands around it, and the account menu, which can be open over it."""
    return [*FIXED, *edition.menu.values()]


def repeated(labels: Iterable[str]) -> list[str]:
    """The names that are there twice, each once."""
    known = {as_heard(label): label for label in labels}
    return [known[heard] for heard, times in Counter(map(as_heard, labels)).items() if times > 1]


def as_heard(label: str) -> str:
    """A name as it is compared: accessible names fold white space, and a press takes any case."""
    return " ".join(label.split()).casefold()
