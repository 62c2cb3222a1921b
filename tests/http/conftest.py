"""Fixtures for the tests over HTTP."""

from collections.abc import Callable
from typing import Any

import pytest
import requests

from flows.site.client import World
from tests.support.http_client import HttpClient, log_in
from tests.support.signup import open_signup, sign_up
from tests.support.types import Control, MakeWorld


@pytest.fixture
def control(base_url: str) -> Control:
    """Calls the control API of the site of the run."""

    def call(method: str, path: str, **options: Any) -> requests.Response:
        return requests.request(method, f"{base_url}/_control{path}", timeout=30, **options)

    return call


@pytest.fixture
def reader(world: World) -> HttpClient:
    """The owner of the test's world."""
    return log_in(world)


@pytest.fixture
def agent(world: World) -> HttpClient:
    """The support agent of the test's world."""
    return log_in(world, "support-agent")


@pytest.fixture
def newcomer(visitor: HttpClient, world: World) -> HttpClient:
    """A new person who has followed the login link of the world."""
    return open_signup(visitor, world)


@pytest.fixture
def stranger(world: World, make_world: MakeWorld, visitor: HttpClient, who: str) -> HttpClient:
    """The reader ``who``, who has nothing to do with the contracts of the world."""
    readers: dict[str, Callable[[], HttpClient]] = {
        "support-agent": lambda: log_in(world, "support-agent"),
        "somebody new": lambda: sign_up(visitor, world),
        "another world's": lambda: log_in(make_world(seed=4)),
        "nobody": lambda: visitor,
    }
    return readers[who]()
