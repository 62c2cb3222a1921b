"""The cells: every persona with every closing that concerns it, owing nothing, each thing it can owe, and each pair.

What can be owed, what blocks, and on which devices, follows from the site's catalog.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from flows.site.personas import Catalog, in_others_teams

DEVICES = ("desktop", "mobile")
Circumstances = tuple[str, ...]
# The kinds of teams in which somebody is a guest, by what is closed: a company (the default), an agency. Claim D24.
TEAMS: dict[str, list[Circumstances]] = {
    "company": [()],
    "agency": [("in-agency",)],
    "membership": [(), ("in-agency",)],
}


@dataclass(frozen=True)
class Cell:
    """Somebody who wants to close something: what they owe, and on which device."""

    edition: str
    number: int
    closing: Mapping[str, Any]
    persona: str
    circumstances: Circumstances
    device: str
    having: tuple[str, ...]

    @property
    def block(self) -> str:
        """The name shared by all cells that differ only in what is owed."""
        special = f" ({', '.join(self.circumstances)})" if self.circumstances else ""
        return f"{self.edition} · {self.persona}{special} · {self.closing['control']}, {self.device}"

    @property
    def owed(self) -> str:
        return " + ".join(self.having) or "nothing"

    @property
    def refusal(self) -> str | None:
        """The end of a closing that is refused whatever is settled; None for any other."""
        if self.persona not in self.closing["by"]:
            return "ask an admin" if self.closing["of"] == "membership" else "owner only"
        return None if self.device in self.closing["devices"] else "desktop only"

    @property
    def blockers(self) -> list[str]:
        """The obligations that the site must list at first, and no others."""
        return [name for name in self.having if name in self.closing["block"]]


def cells(catalog: Catalog, *, pairs: bool = True) -> Iterator[Cell]:
    """Every cell of every edition; without ``pairs``, only those that owe at most one thing."""
    for name, edition in catalog["editions"].items():
        for number, closing in enumerate(edition["closing"]):
            for persona, circumstances in _concerned(closing, edition, catalog):
                for device in DEVICES:
                    for having in _debts(persona, catalog, pairs) if persona in closing["by"] else [()]:
                        yield Cell(name, number, closing, persona, circumstances, device, having)


def _concerned(
    closing: Mapping[str, Any], edition: Mapping[str, Any], catalog: Catalog
) -> Iterator[tuple[str, Circumstances]]:
    """Every persona who is offered or refused a closing, with circumstances."""
    section: list[str] = next((part["by"] for part in edition["sections"] if part["id"] == closing["at"]), [])
    guests = in_others_teams(catalog)
    refused = guests if closing["of"] in TEAMS and not closing["when"] else []
    for persona in dict.fromkeys((*closing["by"], *refused)):
        if section and persona not in section:
            continue
        for circumstances in TEAMS[closing["of"]] if persona in guests else [()]:
            yield persona, (*closing["when"], *circumstances)


def _debts(persona: str, catalog: Catalog, pairs: bool) -> Iterator[tuple[str, ...]]:
    possible = [name for name, obligation in catalog["obligations"].items() if persona in obligation["who"]]
    for size in range(3 if pairs else 2):
        yield from combinations(possible, size)
