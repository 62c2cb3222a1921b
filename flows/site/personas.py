"""Who walks and who closes: a persona in its circumstances, and the personas that are in other people's teams."""

from dataclasses import dataclass

# Whoever is in somebody else's team, and so is told of each closing of a team whether it is theirs.
IN_TEAMS = ("admin", "manager", "member")


@dataclass(frozen=True)
class Who:
    """Somebody who wants to close something: what is special about them, what they owe, and whether on a phone."""

    persona: str
    circumstances: tuple[str, ...] = ()
    having: tuple[str, ...] = ()
    mobile: bool = False

    @property
    def sides(self) -> list[str]:
        """What they are, the persona first: an agency's owner is a freelancer too, and whoever is dual is more."""
        own = [self.persona, *(["freelancer"] if self.persona == "agency-owner" else [])]
        return [*own, *(["client" if "freelancer" in own else "freelancer"] if "dual" in self.circumstances else [])]
