"""Whether every section can be reached, and every control on a screen has its own name."""

from collections.abc import Iterator

from mocksite.catalog.data_categories import KEPT, PARTS
from mocksite.catalog.field_labels import LABELS
from mocksite.catalog.personas import PERSONAS
from mocksite.editions import validate_closings
from mocksite.editions.control_names import FORGOTTEN, QUESTION, duplicates, normalised, on_every_page, panel_controls
from mocksite.editions.schema import Edition, Gate, Section


def faults(edition: Edition) -> list[str]:
    """The faults of an edition, one line each: key, fault and remedy."""
    return [
        *_duplicate_names(edition),
        *_menu(edition),
        *_sections(edition),
        *_gate(edition),
        *_retention(edition),
        *_panels(edition),
        *validate_closings.faults(edition),
    ]


def _screens(edition: Edition) -> Iterator[tuple[str, list[str]]]:
    """Each screen of the settings for each persona: its key, and the names of its controls."""
    yield "menu", on_every_page(edition)
    for persona in PERSONAS:
        pages = {"settings": _page(edition, None, persona)}
        yield "sections", pages["settings"]
        for section in edition.sections:
            if section.is_for(persona):
                pages[section.id] = _page(edition, section, persona)
                yield f"sections.{section.id}", pages[section.id]
        own = [(number, closing) for number, closing in enumerate(edition.closings, 1) if persona in closing.by]
        for number, closing in own:
            # An account has only one of several closings of the same thing, so only others share its screen.
            beside = [other for at, other in own if at < number and other.of != closing.of]
            for place, controls in pages.items():
                if closing.at in (place, "navigation"):
                    others = [other.control for other in beside if other.at in (place, "navigation")]
                    yield f"closing[{number}].control", [*controls, *others, closing.control]


def _page(edition: Edition, section: Section | None, persona: str) -> list[str]:
    listed = [part.label for part in edition.listed(section, persona)]
    panels = dict.fromkeys(section.panels) if section else {}
    return [*on_every_page(edition), *listed, *(name for panel in panels for name in panel_controls(panel, edition))]


def _duplicate_names(edition: Edition) -> Iterator[str]:
    reported = set()
    for key, labels in _screens(edition):
        for label in duplicates(labels):
            if normalised(label) not in reported:
                reported.add(normalised(label))
                yield f"{key}: two controls on one screen are called {label!r}; rename one"
    for section_id in duplicates([section.id for section in edition.sections]):
        yield f"sections: two sections have the id {section_id!r}; change one"


def _menu(edition: Edition) -> Iterator[str]:
    places = ["settings", "navigation", *(section.id for section in edition.sections)]
    if "settings" not in edition.menu:
        yield 'menu: nothing opens the settings; add settings = "Settings"'
    if "log-out" not in edition.menu:
        yield 'menu: nobody can log out; add log-out = "Log out"'
    for number, closing in enumerate(edition.closings, 1):
        if closing.at not in places:
            yield f"closing[{number}].at: there is no place {closing.at!r}; write one of {', '.join(places)}"


def _sections(edition: Edition) -> Iterator[str]:
    for section in edition.sections:
        if section.id in ("settings", "navigation"):
            yield f"sections: {section.id!r} is reserved and cannot be an id; rename it"
    top = {section.id: section for section in edition.sections if not section.under}
    for number, section in enumerate(edition.sections, 1):
        for panel in duplicates(section.panels):
            yield f"sections[{number}].panels: {panel!r} is listed twice; remove one"
        if section.under and section.under not in top:
            remedy = f"write one of {', '.join(top)}" if top else "remove it"
            yield f"sections[{number}].under: nobody can reach {section.label!r} under {section.under!r}; {remedy}"
        elif section.under:
            yield from _unreachable(number, section, top[section.under])


def _unreachable(number: int, section: Section, parent: Section) -> Iterator[str]:
    """A section is listed while its parent is open, so its personas need the parent."""
    if personas := [persona for persona in PERSONAS if section.is_for(persona) and not parent.is_for(persona)]:
        yield (
            f"sections[{number}].by: {', '.join(personas)} cannot reach {section.label!r}, which is under "
            f"{parent.id!r}; list only personas that have {parent.id!r}"
        )


def _gate(edition: Edition) -> Iterator[str]:
    if edition.gate is None:
        return
    for name in duplicates(edition.gate.asks):
        yield f"gate.asks: {name!r} is listed twice; remove one"
    for controls in _gate_pages(edition.gate):
        for label in duplicates([*on_every_page(edition), *controls]):
            yield f"gate.button: two controls on this screen are called {label!r}; rename one"
            return


def _gate_pages(gate: Gate) -> Iterator[list[str]]:
    """The controls where a question is answered, and where it is set."""
    password = [LABELS["password"]] if "password" in gate.asks else []
    asks_question = "security-question" in gate.asks
    yield [*password, gate.button, *([LABELS["security-answer"], FORGOTTEN] if asks_question else [])]
    if asks_question:
        yield [*password, *QUESTION]


def _retention(edition: Edition) -> Iterator[str]:
    for name, fate in edition.retention.items():
        category = PARTS[name]
        allowed = (*category.fates, KEPT)
        if fate.fate not in allowed:
            reason = f", since {category.why}" if category.why else ""
            yield f"retention.{name}: cannot be {fate.fate!r}{reason}; write {' or '.join(map(repr, allowed))}"
        if fate.fate == KEPT and fate.after:
            yield f"retention.{name}: after has no meaning for data that is kept; remove it"


def _panels(edition: Edition) -> Iterator[str]:
    """A panel needs the key that configures it, and the key needs the panel."""
    panels = {panel for section in edition.sections for panel in section.panels}
    for key, panel, is_set in (
        ("visibility", "visibility", edition.visibility),
        ("plans", "plan", edition.plans),
        ("download", "download", edition.download),
    ):
        if panel in panels and not is_set:
            yield f'{key}: is missing, but a section has the panel "{panel}"; add {key}, or remove the panel'
        if is_set and panel not in panels:
            yield f'{key}: no section has the panel "{panel}"; add the panel to a section, or remove {key}'
    for label in duplicates([option.label for option in edition.visibility]):
        yield f"visibility: two choices are called {label!r}; rename one"
