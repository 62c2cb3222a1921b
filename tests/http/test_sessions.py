"""Sessions open no other world or account, and ended ones stay ended."""

from typing import Any

import pytest

from flows.site.client import World
from tests.support.changes import account_row
from tests.support.editions import read_edition
from tests.support.http_client import log_in
from tests.support.support_desk import ask_to_reopen, decide
from tests.support.types import LoggedIn, MakeWorld

REASON = {"reason": "I am moving to another line of work"}


def test_the_login_link_of_another_world_keeps_the_session(make_world: MakeWorld) -> None:
    mine, other = make_world(), make_world()
    reader = log_in(mine)
    reader.get(f"/login?world={other.id}")
    page = reader.get("/settings/contact-info")
    assert mine.owner.email in page.text
    assert other.owner.email not in page.text


def test_a_session_of_a_deleted_world_opens_no_other(make_world: MakeWorld) -> None:
    gone = make_world()
    reader = log_in(gone)
    gone.delete()
    for world in (make_world(seed=99), make_world(seed=98)):
        reader.get(f"/login?world={world.id}")
        assert reader.get("/settings/contact-info").path.startswith("/login")


def test_a_head_request_closes_nothing(logged_in: LoggedIn) -> None:
    world, reader = logged_in(read_edition("confirm-only"))
    reader.head(f"{reader.begin()}/1", allow_redirects=False)
    assert world.changes() == []


def test_a_failed_log_in_does_not_revive_an_ended_session(logged_in: LoggedIn) -> None:
    world, browser = logged_in()
    elsewhere = log_in(world)
    elsewhere.close_account(REASON)
    ask_to_reopen(elsewhere, world)
    decide(log_in(world, "support-agent"), "reopen")
    assert account_row(world)["status"] == "open"
    assert browser.get("/home").path == "/login"
    browser.log_in(world.owner, password="wrong")
    assert browser.get("/home").path == "/login"
    log_in(world).close_account(REASON)
    browser.log_in(world.owner)
    assert browser.get("/home").path == "/login"


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/nowhere", 404), ("GET", "/my-jobs/x/end", 405)])
def test_error_pages_keep_the_session(world: World, method: str, path: str, status: int) -> None:
    answer = log_in(world).request(method, path)
    assert (answer.status_code, "Log out" in answer.texts("button")) == (status, True)


def test_pages_forbid_framing_and_caching(world: World) -> None:
    headers: Any = log_in(world).get("/home").headers
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_late_page_does_not_revive_the_session(make_world: MakeWorld) -> None:
    reader = log_in(make_world(circumstances=("dual",)))
    reader.get("/home")
    late = reader.tab().get("/my-jobs")  # requested before the log-out, answered after it
    assert reader.submit("/logout").path == "/login"
    reader.cookies.update(late.cookies)
    assert reader.get("/home").path == "/login"
