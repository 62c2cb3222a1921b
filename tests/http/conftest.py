"""Fixtures for the tests over HTTP."""

from collections.abc import Callable

import pytest

from flows.site.client import World
from tests.support.http_client import HttpClient, log_in
from tests.support.signup import sign_up
from tests.support.types import MakeWorld


@pytest.fixture
def reader(world: World) -> HttpClient:
    """The owner of the test's world."""
    return log_in(world)


@pytest.fixture
def agent(world: World) -> HttpClient:
    """The support agent of the test's world."""
    return log_in(world, "support-agent")


@pytest.fixture
def hired(make_world: MakeWorld) -> World:
    """A world with an active contract, contract-4, and past contracts with a file each."""
    return make_world(having=("active-contract",), seed=3)


@pytest.fixture
def stranger(hired: World, make_world: MakeWorld, visitor: HttpClient, who: str) -> HttpClient:
    """A reader, named by ``who``, who has nothing to do with the contracts of the hired world."""
    readers: dict[str, Callable[[], HttpClient]] = {
        "support-agent": lambda: log_in(hired, "support-agent"),
        "somebody new": lambda: sign_up(visitor, hired),
        "another world's": lambda: log_in(make_world(seed=4)),
        "nobody": lambda: visitor,
    }
    return readers[who]()
