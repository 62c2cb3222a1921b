"""Who a guide or a cell is about: a persona in its circumstances, with the capacities that the catalog gives it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Catalog = Mapping[str, Any]


@dataclass(frozen=True)
class Person:
    """Somebody who wants to close something: their circumstances, what they owe, and whether they use a phone."""

    persona: str
    circumstances: tuple[str, ...] = ()
    having: tuple[str, ...] = ()
    mobile: bool = False

    def capacities(self, catalog: Catalog) -> list[str]:
        """What they can act as, the persona first."""
        own = catalog["capacities"][self.persona]
        return [self.persona, *own["also"], *([own["dual"]] if "dual" in self.circumstances else [])]


def in_others_teams(catalog: Catalog) -> list[str]:
    """The personas who are in somebody else's team; each closing of a team tells them whose it is."""
    return [persona for persona, facts in catalog["capacities"].items() if facts["in_others_team"]]
