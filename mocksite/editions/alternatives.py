"""What can be done instead of closing: the panels of an edition that offer it, and what a closing calls each."""

from mocksite.editions.schema import Edition

INSTEAD = {
    "availability": "Say that you take no work",
    "visibility": "Choose who sees your profile",
    "pause": "Take a break",
    "plan": "Change your plan",
    "user-name": "Change your user name",
    "create-account": "Add another account type",
    "reviews": "Ask for a review to be removed",
    "download": "Save your data first",
}


def instead(edition: Edition, persona: str) -> dict[str, str]:
    """What somebody can do instead: what it is called, and the section it is in, in order."""
    found = {panel: part.id for part in edition.sections if part.is_for(persona) for panel in part.panels}
    return {says: found[panel] for panel, says in INSTEAD.items() if panel in found}


def offered(edition: Edition) -> list[str]:
    """What anybody can do instead, as a closing calls it."""
    panels = {panel for part in edition.sections for panel in part.panels}
    return [says for panel, says in INSTEAD.items() if panel in panels]
