"""Moving a clock far: in steps, so that others are answered in between."""

import time
from datetime import datetime, timedelta

from flask import request
from sqlalchemy.orm import Session

from mocksite.control.problems import Problem
from mocksite.db.models import World
from mocksite.db.turns import Turns
from mocksite.services import callers, clock

STEP = 0.05  # seconds of work, after which others have their turn
STEPS = Turns()  # so that of several clocks only one waits to write, and others wait for one step
MOVING: set[str] = set()  # the worlds whose clocks are between two steps


def move(db: Session, world: World, by: timedelta) -> datetime:
    """Move a world's clock; returns its time.

    Ends early, at the last moment reached, if the caller leaves. Raises Problem: 404 if the world is deleted meanwhile,
    409 if another call is moving this clock. Raises WorldError past the end of time.
    """
    world_id, until = world.id, world.now + by
    if world_id in MOVING:
        raise Problem(409, "The clock is moving", "another call is moving this clock; wait for its answer")
    in_turn = False
    try:
        while not clock.advance(db, world, until, time.monotonic() + STEP):
            MOVING.add(world_id)
            db.commit()
            if in_turn:
                STEPS.pass_on()
            in_turn = STEPS.take()
            if db.get(World, world_id) is None:
                raise Problem(404, "No such world", f"the world {world_id!r} was deleted while its clock moved")
            if callers.leaves(request.environ):
                break
        return world.now
    finally:
        MOVING.discard(world_id)
        if in_turn:
            STEPS.pass_on()
