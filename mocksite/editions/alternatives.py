"""What readers can do instead of closing: the panels of an edition that offer it, and how a closing names each."""

from mocksite.editions.schema import Edition

LABELS = {
    "availability": "Say that you take no work",
    "visibility": "Choose who sees your profile",
    "pause": "Take a break",
    "plan": "Change your plan",
    "user-name": "Change your user name",
    "create-account": "Add another account type",
    "reviews": "Ask for a review to be removed",
    "download": "Save your data first",
}


def alternatives_for(edition: Edition, persona: str) -> dict[str, str]:
    """The label of each alternative that a persona has, with the id of its section, in order."""
    sections = {panel: part.id for part in edition.sections if part.is_for(persona) for panel in part.panels}
    return {label: sections[panel] for panel, label in LABELS.items() if panel in sections}


def labels_in(edition: Edition) -> list[str]:
    """The labels of all alternatives in an edition."""
    panels = {panel for part in edition.sections for panel in part.panels}
    return [label for panel, label in LABELS.items() if panel in panels]
