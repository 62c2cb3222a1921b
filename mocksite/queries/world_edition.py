"""The edition that a world runs, and what was used of a world that is recorded."""

from dataclasses import dataclass, field

from mocksite.db.models import World
from mocksite.editions.schema import Edition

CACHE: dict[str, Edition] = {}  # by the id of the world
CACHE_SIZE = 1000


@dataclass
class Use:
    """The keys of a world's edition that were read, and the switches that made a difference: endpoints and rules.

    ``defects`` are those whose place was passed, so that they would have made one.
    """

    edition: Edition
    keys: set[str]
    switches: set[str] = field(default_factory=set)
    defects: set[str] = field(default_factory=set)


RECORDED: dict[str, Use] = {}  # by the id of the world; gone once the site stops


def of(world: World) -> Edition:
    """The edition of a world, cached because it never changes."""
    if use := RECORDED.get(world.id):
        return use.edition
    return CACHE.get(world.id) or keep(world, Edition.model_validate(world.edition))


def keep(world: World, edition: Edition) -> Edition:
    """Keep the edition of a world in the cache."""
    if len(CACHE) >= CACHE_SIZE:
        CACHE.clear()
    CACHE[world.id] = edition
    return edition


def record(world: World, edition: Edition, keys: set[str]) -> None:
    """Record what is used of a world from now on; ``edition`` adds to ``keys``. The oldest record may be forgotten."""
    if len(RECORDED) >= CACHE_SIZE:
        RECORDED.pop(next(iter(RECORDED)), None)
    RECORDED[world.id] = Use(edition, keys)


def is_without(world: World, switch: str | None) -> bool:
    """Whether an endpoint or rule is switched off in a world (ADR 19); that this was asked is recorded."""
    if switch and (use := RECORDED.get(world.id)):
        use.switches.add(switch)
    return switch in world.without
