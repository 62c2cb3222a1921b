"""What a session may not become: another world's, a deleted account's, a closing by a request that only asks."""

from collections.abc import Callable
from typing import Any

import pytest

from flows.site.client import World
from tests.support.browserless import Browserless, at, words

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]
Edition = Callable[[str], dict[str, Any]]
REASON = {"reason": "I am moving to another line of work"}


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


def test_a_session_from_before_a_reopening_stays_dead_whoever_else_fails_to_log_in(
    make_world: MakeWorld, log_in: LogIn
) -> None:
    world = make_world()
    browser, elsewhere = log_in(world), log_in(world)
    elsewhere.submit(f"{elsewhere.begin()}/1", REASON)
    elsewhere.log_in(world.owner)
    elsewhere.get("/support/reopen")
    elsewhere.submit("/support/reopen", {"message": "Please open it again."})
    agent = log_in(world.accounts["support-agent"])
    agent.submit("/support-desk/request-1", {"decision": "reopen"})
    assert world.state()["accounts"]["freelancer"]["status"] == "open"
    assert at(browser.get("/home")) == "/login"
    browser.log_in(world.owner, password="wrong")
    assert at(browser.get("/home")) == "/login"
    second = log_in(world)
    second.submit(f"{second.begin()}/1", REASON)
    browser.log_in(world.owner)
    assert at(browser.get("/home")) == "/login"


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/nowhere", 404), ("GET", "/my-jobs/x/end", 405)])
def test_a_page_that_is_none_still_knows_its_reader(
    world: World, log_in: LogIn, method: str, path: str, status: int
) -> None:
    answer = log_in(world).request(method, path)
    assert (answer.status_code, "Log out" in words(answer, "button")) == (status, True)


def test_no_page_may_be_framed_or_kept(world: World, log_in: LogIn) -> None:
    headers: Any = log_in(world).get("/home").headers
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_page_that_is_late_brings_no_session_back(make_world: MakeWorld, log_in: LogIn) -> None:
    reader = log_in(make_world(circumstances=("dual",)))
    reader.get("/home")
    late = reader.tab().get("/my-jobs")  # asked for before the log-out, here after it
    assert at(reader.submit("/logout")) == "/login"
    reader.cookies.update(late.cookies)
    assert at(reader.get("/home")) == "/login"
