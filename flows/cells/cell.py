"""The cells: every persona with every closing that concerns it, owing nothing, each thing it can owe, and each pair.

All of it follows from the catalog of the site: what can be owed, by whom, what blocks, on which device.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations
from typing import Any

from flows.site.personas import IN_TEAMS

DEVICES = ("desktop", "mobile")
# In which teams somebody is, where a place in a team is left: in companies and agencies alike. Claim D24.
KINDS: dict[str, list[tuple[str, ...]]] = {
    "company": [()],
    "agency": [("in-agency",)],
    "membership": [(), ("in-agency",)],
}


@dataclass(frozen=True)
class Cell:
    """Somebody who wants to close something, what they owe, and on what device."""

    edition: str
    number: int
    closing: Mapping[str, Any]
    persona: str
    circumstances: tuple[str, ...]
    device: str
    having: tuple[str, ...]

    @property
    def block(self) -> str:
        """The cells that differ from this one in what is owed only."""
        kind = f" ({', '.join(self.circumstances)})" if self.circumstances else ""
        return f"{self.edition} · {self.persona}{kind} · {self.closing['control']}, {self.device}"

    @property
    def owed(self) -> str:
        return " + ".join(self.having) or "nothing"

    @property
    def refused(self) -> str | None:
        """How it ends where nothing can be settled that would help; None where it can be closed."""
        if self.persona not in self.closing["by"]:
            return "ask an admin" if self.closing["of"] == "membership" else "owner only"
        return None if self.device in self.closing["devices"] else "desktop only"

    @property
    def blockers(self) -> list[str]:
        """What must be in the way at first, no more and no less."""
        return [name for name in self.having if name in self.closing["block"]]


def cells(catalog: Mapping[str, Any], *, pairs: bool = True) -> Iterator[Cell]:
    """Every cell of every edition; without ``pairs`` only those that owe one thing or none."""
    for edition, told in catalog["editions"].items():
        for number, closing in enumerate(told["closing"]):
            for persona, circumstances in _concerned(closing, told["sections"]):
                for device in DEVICES:
                    for having in _owing(persona, catalog, pairs) if persona in closing["by"] else [()]:
                        yield Cell(edition, number, closing, persona, circumstances, device, having)


def _concerned(
    closing: Mapping[str, Any], sections: Sequence[Mapping[str, Any]]
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Who has a closing, and who is told that it is not theirs, each in the circumstances it is for."""
    known: list[str] = next((part["by"] for part in sections if part["id"] == closing["at"]), [])
    others = IN_TEAMS if closing["of"] in KINDS and not closing["when"] else ()
    for persona in dict.fromkeys((*closing["by"], *others)):
        if known and persona not in known:
            continue
        kinds: list[tuple[str, ...]] = KINDS[closing["of"]] if persona in IN_TEAMS else [()]
        for circumstances in kinds:
            yield persona, (*closing["when"], *circumstances)


def _owing(persona: str, catalog: Mapping[str, Any], pairs: bool) -> Iterator[tuple[str, ...]]:
    own = [name for name, told in catalog["obligations"].items() if persona in told["who"]]
    return chain.from_iterable(combinations(own, size) for size in range(3 if pairs else 2))
