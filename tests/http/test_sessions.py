"""What a session may not become: another world's, a deleted account's, a closing by a request that only asks."""

from collections.abc import Callable
from typing import Any

from browserless import Browserless, at

from flows.worlds import World

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]
Edition = Callable[[str], dict[str, Any]]


def test_the_login_link_of_another_world_leaves_a_session_as_it_is(make_world: MakeWorld, log_in: LogIn) -> None:
    mine, other = make_world(), make_world()
    reader = log_in(mine)
    reader.get(f"/login?world={other.id}")
    page = reader.get("/settings/contact-info")
    assert mine.owner.email in page.text
    assert other.owner.email not in page.text


def test_a_session_of_a_deleted_world_fits_no_other(make_world: MakeWorld, log_in: LogIn) -> None:
    gone = make_world()
    reader = log_in(gone)
    gone.delete()
    for world in (make_world(seed=99), make_world(seed=98)):
        reader.get(f"/login?world={world.id}")
        assert at(reader.get("/settings/contact-info")).startswith("/login")


def test_a_head_request_closes_nothing(make_world: MakeWorld, log_in: LogIn, edition: Edition) -> None:
    world = make_world(edition=edition("confirm-only"))
    reader = log_in(world)
    reader.head(f"{reader.begin()}/1", allow_redirects=False)
    assert world.changes() == []
