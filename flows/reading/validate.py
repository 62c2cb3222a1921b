"""Checks that whatever a guide names exists on the site."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from flows.errors import GuideError, SiteError, shown
from flows.reading.faults import first, unforeseen_as_fault
from flows.reading.front_matter import FrontMatter, parse_end
from flows.reading.guide import EDITION_FILE, Guide
from flows.site.client import AGENT, Site
from flows.site.devices import devices
from flows.site.personas import Catalog, Person, in_others_teams

# A key of the front matter, and what is wrong with its value.
Fault = tuple[str, str]
# How a world numbers several of a persona: client, client-2.
NUMBERED = re.compile(r"-\d+$")


def check(guide: Guide, site: Site, catalog: Catalog) -> None:
    """Raise GuideError, with a line for each fault, if a guide names what the site does not have."""
    with unforeseen_as_fault(guide.path):
        if faults := _every_fault(guide, site, catalog):
            raise GuideError("\n".join(first(guide.path, faults)))


def _every_fault(guide: Guide, site: Site, catalog: Catalog) -> list[str]:
    faults = [*_faults(guide, catalog), *_linked_faults(guide, catalog)]
    edition = catalog["editions"].get(guide.edition) if isinstance(guide.edition, str) else None
    if isinstance(guide.edition, dict) and not faults:
        edition, faults = _own_edition(guide, guide.edition, site)
    return faults or (without_closing(guide, edition, catalog) if edition else [])


def _own_edition(guide: Guide, edition: dict[str, Any], site: Site) -> tuple[dict[str, Any] | None, list[str]]:
    try:
        world = site.make_world(edition=edition, persona=guide.front.persona)
    except SiteError as error:
        if not error.faults:
            raise
        file = shown(guide.path.parent / EDITION_FILE)
        return None, [f"{file}: {fault}" for fault in error.faults]
    world.delete()
    return world.edition, []


def without_closing(guide: Guide, edition: Mapping[str, Any], catalog: Catalog) -> list[str]:
    """A fault if an edition has no closing for the guide's persona, not even a refused one."""
    members = in_others_teams(catalog)
    closers = dict.fromkeys(
        persona
        for closing in edition["closing"]
        for persona in (*closing["by"], *(members if closing["of"] != "account" else ()))
    )
    if not closers.keys().isdisjoint(_capacities(guide.front, catalog)):
        return []
    rest = f"for {guide.front.persona!r}, only for {', '.join(closers)}" if closers else "at all"
    return [f"{guide.at('persona')}: persona: the edition {edition['title']!r} has no closing {rest}"]


def _faults(guide: Guide, catalog: Catalog) -> Iterator[str]:
    front = guide.front
    faults = [
        *_unknown("persona", [front.persona], catalog["personas"]),
        *_not_owed(front, catalog),
        *_unknown("circumstances", front.circumstances, catalog["circumstances"]),
        *_unknown("gone", front.gone, catalog["parts"]),
        *_unknown("kept", front.kept, catalog["parts"]),
        *_unknown_edition(guide, catalog),
        *_unknown_end(front.ends, catalog),
        *_unknown_device(front.device),
    ]
    return (f"{guide.at(key)}: {key}: {fault}" for key, fault in faults)


def _linked_faults(guide: Guide, catalog: Catalog) -> Iterator[str]:
    for linked in guide.linked.values():
        actors = [*catalog["personas"], AGENT]
        who = linked.front.persona
        strangers = [who] if NUMBERED.sub("", who) not in actors else []
        faults = [*_unknown("persona", strangers, actors), *_unknown_device(linked.front.device)]
        yield from (f"{linked.at(key)}: {key}: {fault}" for key, fault in faults)
        yield from _linked_faults(linked, catalog)


def _not_owed(front: FrontMatter, catalog: Catalog) -> list[Fault]:
    obligations = catalog["obligations"]
    if front.persona not in catalog["personas"]:
        return _unknown("having", front.having, obligations)
    capacities = set(_capacities(front, catalog))
    own = [name for name, obligation in obligations.items() if not capacities.isdisjoint(obligation["who"])]
    remedy = f"write one of {', '.join(own)}" if own else "leave it out"
    foreign = [name for name in front.having if name in obligations and name not in own]
    unknown = [name for name in front.having if name not in obligations]
    return [
        *_unknown("having", unknown, own or obligations),
        *(("having", f"a persona {front.persona!r} cannot owe {name!r}; {remedy}") for name in foreign),
    ]


def _capacities(front: FrontMatter, catalog: Catalog) -> list[str]:
    return Person(front.persona, tuple(front.circumstances)).capacities(catalog)


def _unknown_edition(guide: Guide, catalog: Catalog) -> list[Fault]:
    if isinstance(guide.edition, dict) or guide.edition in catalog["editions"]:
        return []
    remedy = f"rename it to one of {', '.join(catalog['editions'])}, or put an {EDITION_FILE} in it"
    return [("edition", f"no edition is called {guide.edition!r}, as this folder is; {remedy}")]


def _unknown_end(end: str | None, catalog: Catalog) -> list[Fault]:
    if end is None:
        return []
    name, obligations = parse_end(end)
    names = [entry["name"] for entry in catalog["ends"]]
    return [*_unknown("ends", [name], names), *_unknown("ends", obligations, catalog["obligations"])]


def _unknown_device(device: str) -> list[Fault]:
    if device == "desktop" or device in devices():
        return []
    return [("device", f"{device!r} is not known; write desktop, or a Playwright device such as Pixel 7 or iPhone 15")]


def _unknown(key: str, names: Iterable[str], existing: Iterable[str]) -> list[Fault]:
    choices = list(existing)
    remedy = f"write one of {', '.join(choices)}"
    return [(key, f"{name!r} is not known; {remedy}") for name in names if name not in choices]
