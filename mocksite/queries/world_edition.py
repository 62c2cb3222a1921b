"""The edition that a world runs."""

from mocksite.db.models import World
from mocksite.editions.schema import Edition

CACHE: dict[str, Edition] = {}  # by the id of the world
CACHE_SIZE = 1000


def of(world: World) -> Edition:
    """The edition of a world, cached because it never changes."""
    edition = CACHE.get(world.id)
    if edition is None:
        if len(CACHE) >= CACHE_SIZE:
            CACHE.clear()
        edition = CACHE[world.id] = Edition.model_validate(world.edition)
    return edition
