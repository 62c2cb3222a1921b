"""Who a guide or a cell is about: a persona with its circumstances and capacities."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Catalog = Mapping[str, Any]


@dataclass(frozen=True)
class Person:
    """Somebody who wants to close something: who they are, what they owe, and on which device."""

    persona: str
    circumstances: tuple[str, ...] = ()
    having: tuple[str, ...] = ()
    mobile: bool = False

    def capacities(self, catalog: Catalog) -> list[str]:
        """What they can act as, the persona first."""
        own = catalog["capacities"][self.persona]
        return [self.persona, *own["also"], *([own["dual"]] if "dual" in self.circumstances else [])]


def in_others_teams(catalog: Catalog) -> list[str]:
    """The personas who are in another person's team."""
    return [persona for persona, facts in catalog["capacities"].items() if facts["in_others_team"]]
