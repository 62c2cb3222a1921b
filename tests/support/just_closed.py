"""Somebody who has just closed an account that can be opened again."""

from collections.abc import Callable
from typing import Any

from flows.site.client import World
from tests.support.browserless import Browserless, heading
from tests.support.gated_edition import CLOSE, gated

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]


def closed(make_world: MakeWorld, log_in: LogIn, restore: dict[str, Any], **asked: Any) -> World:
    """A world whose freelancer has just closed the account, which can be restored in that way."""
    edition = gated(stages=[CLOSE], after={"mail": "Goodbye", "restore": restore})
    world = make_world(edition=edition, persona="freelancer", **asked)
    reader = log_in(world)
    assert heading(reader.submit(f"{reader.begin()}/1")) == "You have left"
    return world
