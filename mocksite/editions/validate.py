"""Whether an edition holds together: every section can be reached, no screen has two controls of one name."""

from collections.abc import Iterator

from mocksite.catalog.data_categories import KEPT, PARTS
from mocksite.catalog.field_labels import LABELS
from mocksite.catalog.personas import PERSONAS
from mocksite.editions import validate_closings
from mocksite.editions.control_names import FORGOTTEN, QUESTION, as_heard, everywhere, panel_controls, repeated
from mocksite.editions.schema import Edition, Gate, Section


def faults(edition: Edition) -> list[str]:
    """What is wrong with an edition, a line each: the key, what is wrong, the remedy."""
    return [
        *_twice(edition),
        *_places(edition),
        *_sections(edition),
        *_gate(edition),
        *_retention(edition),
        *_panels(edition),
        *validate_closings.faults(edition),
    ]


def _screens(edition: Edition) -> Iterator[tuple[str, list[str]]]:
    """Each screen with settings on it, as each persona has it: the key it is named by, and its controls' names."""
    yield "menu", everywhere(edition)
    for persona in PERSONAS:
        pages = {"settings": _page(edition, None, persona)}
        yield "sections", pages["settings"]
        for section in edition.sections:
            if section.is_for(persona):
                pages[section.id] = _page(edition, section, persona)
                yield f"sections.{section.id}", pages[section.id]
        mine = [(number, closing) for number, closing in enumerate(edition.closings, 1) if persona in closing.by]
        for number, closing in mine:
            # Of several closings of one thing an account has one, so only those of something else share its screen.
            beside = [other for at, other in mine if at < number and other.of != closing.of]
            for place, controls in pages.items():
                if closing.at in (place, "navigation"):
                    there = [other.control for other in beside if other.at in (place, "navigation")]
                    yield f"closing[{number}].control", [*controls, *there, closing.control]


def _page(edition: Edition, section: Section | None, persona: str) -> list[str]:
    listed = [part.label for part in edition.listed(section, persona)]
    panels = dict.fromkeys(section.panels) if section else {}
    return [*everywhere(edition), *listed, *(name for panel in panels for name in panel_controls(panel, edition))]


def _twice(edition: Edition) -> Iterator[str]:
    seen = set()
    for key, labels in _screens(edition):
        for label in repeated(labels):
            if as_heard(label) not in seen:
                seen.add(as_heard(label))
                yield f"{key}: two controls on one screen are called {label!r}; rename one"
    for identity in repeated([section.id for section in edition.sections]):
        yield f"sections: two have the id {identity!r}; rename one"


def _places(edition: Edition) -> Iterator[str]:
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
            yield f"sections: the id {section.id!r} is that of a fixed place; rename it"
    top = {section.id: section for section in edition.sections if not section.under}
    for number, section in enumerate(edition.sections, 1):
        for panel in repeated(section.panels):
            yield f"sections[{number}].panels: {panel!r} is there twice; remove one"
        if section.under and section.under not in top:
            choice = f"write one of {', '.join(top)}" if top else "remove it"
            yield f"sections[{number}].under: nobody can reach {section.label!r} under {section.under!r}; {choice}"
        elif section.under:
            yield from _shut_out(number, section, top[section.under])


def _shut_out(number: int, section: Section, above: Section) -> Iterator[str]:
    """A section is listed once the one above it is open, so whoever has it must have that one."""
    if out := [persona for persona in PERSONAS if section.is_for(persona) and not above.is_for(persona)]:
        yield (
            f"sections[{number}].by: {', '.join(out)} cannot reach {section.label!r}, which is under {above.id!r}; "
            "name in by only those who have that one"
        )


def _gate(edition: Edition) -> Iterator[str]:
    if edition.gate is None:
        return
    for name in repeated(edition.gate.asks):
        yield f"gate.asks: {name!r} is there twice; remove one"
    for controls in _gate_controls(edition.gate):
        for label in repeated([*everywhere(edition), *controls]):
            yield f"gate.button: two controls on this screen are called {label!r}; rename one"
            return


def _gate_controls(gate: Gate) -> Iterator[list[str]]:
    """What is on the page of the gate: where a question is answered, and where one is set."""
    password = [LABELS["password"]] if "password" in gate.asks else []
    asked = "security-question" in gate.asks
    yield [*password, gate.button, *([LABELS["security-answer"], FORGOTTEN] if asked else [])]
    if asked:
        yield [*password, *QUESTION]


def _retention(edition: Edition) -> Iterator[str]:
    for name, said in edition.retention.items():
        part = PARTS[name]
        if said.fate not in (*part.fates, KEPT):
            choice = " or ".join(repr(fate) for fate in (*part.fates, KEPT))
            why = f", since {part.why}" if part.why else ""
            yield f"retention.{name}: cannot be {said.fate!r}{why}; write {choice}"
        if said.fate == KEPT and said.after:
            yield f"retention.{name}: what is kept has no moment; remove after"


def _panels(edition: Edition) -> Iterator[str]:
    """A panel and the choices it shows belong together."""
    shown = {panel for section in edition.sections for panel in section.panels}
    if ("visibility" in shown) != bool(edition.visibility):
        yield 'visibility: goes with the panel "visibility"; add the other, or remove this one'
    if ("plan" in shown) != bool(edition.plans):
        yield 'plans: goes with the panel "plan"; add the other, or remove this one'
    for label in repeated([option.label for option in edition.visibility]):
        yield f"visibility: two choices are called {label!r}; rename one"
