"""Whether a guide asks for what the site has: personas, obligations, circumstances, editions, ends, devices."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from flows.errors import GuideError, SiteError, shown
from flows.reading import ends
from flows.reading.front_matter import FrontMatter
from flows.reading.guide import EDITION_FILE, Guide
from flows.site.client import AGENT, Site
from flows.site.devices import devices
from flows.site.personas import Catalog, Person, in_others_teams

# How a world tells several of a persona apart: client, client-2.
NUMBERED = re.compile(r"-\d+$")


def check(guide: Guide, site: Site, catalog: Mapping[str, Any]) -> None:
    """Raise GuideError, a line for each fault with file, line and remedy, where a guide asks for what is not there."""
    faults = [*_walked(guide, catalog), *_linked(guide, catalog)]
    edition = catalog["editions"].get(guide.edition) if isinstance(guide.edition, str) else None
    if isinstance(guide.edition, dict) and not faults:
        edition, wrong = _own_edition(guide, guide.edition, site)
        faults += wrong
    if edition and not faults:
        faults += without_a_way(guide, edition, catalog)
    if faults:
        raise GuideError("\n".join(faults))


def _own_edition(guide: Guide, edition: dict[str, Any], site: Site) -> tuple[dict[str, Any] | None, list[str]]:
    """The edition that a folder of guides brings, as the site reads it, or what the site says is wrong with it."""
    try:
        world = site.make_world(edition=edition, persona=guide.front.persona)
    except SiteError as error:
        if not error.faults:
            raise
        where = shown(guide.path.parent / EDITION_FILE)
        return None, [f"{where}: {fault}" for fault in error.faults]
    world.delete()
    return world.edition, []


def without_a_way(guide: Guide, edition: Mapping[str, Any], catalog: Catalog) -> list[str]:
    """A guide is for somebody whom its edition tells how to close, or why not."""
    others = in_others_teams(catalog)
    told = [(*closing["by"], *(others if closing["of"] != "account" else ())) for closing in edition["closing"]]
    known = dict.fromkeys(persona for closing in told for persona in closing)
    if set(_who(guide.front).capacities(catalog)) & set(known):
        return []
    has = f"it has {', '.join(known)}" if known else "it has no closing at all"
    fault = f"the edition {edition['title']!r} has no closing by {guide.front.persona!r}; {has}"
    return [f"{guide.at('persona')}: persona: {fault}"]


def _walked(guide: Guide, catalog: Mapping[str, Any]) -> Iterator[str]:
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


def _not_owed(front: FrontMatter, catalog: Mapping[str, Any]) -> list[tuple[str, str]]:
    known = catalog["obligations"]
    if front.persona not in catalog["personas"]:
        return _unknown("having", front.having, known)
    own = [name for name, told in known.items() if set(_who(front).capacities(catalog)) & set(told["who"])]
    remedy = f"write one of {', '.join(own)}" if own else "leave it out"
    cannot = f"is nothing that a persona {front.persona!r} can owe; {remedy}"
    strange = [name for name in front.having if name in known and name not in own]
    made_up = [name for name in front.having if name not in known]
    return [*_unknown("having", made_up, own or known), *(("having", f"{name!r} {cannot}") for name in strange)]


def _who(front: FrontMatter) -> Person:
    return Person(front.persona, tuple(front.circumstances))


def _unknown_edition(guide: Guide, catalog: Mapping[str, Any]) -> list[tuple[str, str]]:
    if isinstance(guide.edition, dict) or guide.edition in catalog["editions"]:
        return []
    known = ", ".join(catalog["editions"])
    fault = f"its folder is called {guide.edition!r}; name it after one ({known}), or put an {EDITION_FILE} in it"
    return [("edition", fault)]


def _linked(guide: Guide, catalog: Mapping[str, Any]) -> Iterator[str]:
    for linked in guide.linked.values():
        actors = [*catalog["personas"], AGENT]
        who = linked.front.persona
        stranger = [who] if NUMBERED.sub("", who) not in actors else []
        faults = [*_unknown("persona", stranger, actors), *_unknown_device(linked.front.device)]
        yield from (f"{linked.at(key)}: {key}: {fault}" for key, fault in faults)
        yield from _linked(linked, catalog)


def _unknown_device(device: str) -> list[tuple[str, str]]:
    if device == "desktop" or device in devices():
        return []
    return [("device", f"{device!r} is not known; write desktop, or a Playwright device such as Pixel 7 or iPhone 15")]


def _unknown(key: str, written: Iterable[str], known: Iterable[str]) -> list[tuple[str, str]]:
    names = list(known)
    choice = ", ".join(names)
    return [(key, f"{name!r} is not known; write one of {choice}") for name in written if name not in names]


def _unknown_end(written: str | None, catalog: Mapping[str, Any]) -> list[tuple[str, str]]:
    if written is None:
        return []
    end, named = ends.parse(written)
    known = [told["name"] for told in catalog["ends"]]
    return [*_unknown("ends", [end], known), *_unknown("ends", named, catalog["obligations"])]
