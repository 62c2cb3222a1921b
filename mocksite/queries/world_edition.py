"""The edition that a world was made with."""

from mocksite.db.models import World
from mocksite.editions.schema import Edition

# The editions of worlds that were asked for lately, by the world's id, and how many there may be.
RECENT: dict[str, Edition] = {}
ROOM = 1000


def of(world: World) -> Edition:
    """The edition of a world. It stays as it was when the world was made, so it is not read at every request."""
    found = RECENT.get(world.id)
    if found is None:
        if len(RECENT) >= ROOM:
            RECENT.clear()
        found = RECENT[world.id] = Edition.model_validate(world.edition)
    return found
