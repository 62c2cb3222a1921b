"""Fixtures for the tests over HTTP."""

from collections.abc import Callable

import pytest

from flows.site.client import World
from tests.support.http_client import HttpClient
from tests.support.signup import sign_up
from tests.support.types import LogIn, MakeOwnWorld


@pytest.fixture
def agent(world: World, log_in: LogIn) -> HttpClient:
    """The support agent of the test's world."""
    return log_in(world.accounts["support-agent"])


@pytest.fixture
def hired(make_own_world: MakeOwnWorld) -> World:
    """A world with an active contract, contract-4, and past contracts with a file each."""
    return make_own_world(having=("active-contract",), seed=3)


@pytest.fixture
def stranger(hired: World, make_own_world: MakeOwnWorld, log_in: LogIn, visitor: HttpClient, who: str) -> HttpClient:
    """A reader, named by ``who``, who has nothing to do with the contracts of the hired world."""
    readers: dict[str, Callable[[], HttpClient]] = {
        "support-agent": lambda: log_in(hired.accounts["support-agent"]),
        "somebody new": lambda: sign_up(visitor, hired),
        "another world's": lambda: log_in(make_own_world(seed=4)),
        "nobody": lambda: visitor,
    }
    return readers[who]()
