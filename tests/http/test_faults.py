"""Environment faults: what is stored and answered, whom they strike, and which requests for them are wrong."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import pytest
import requests

from flows.site.client import World
from mocksite.catalog.faults import FAULTS
from mocksite.views.error_pages import DONE, ERRORS
from tests.support.changes import account_row, at_once
from tests.support.http_client import HttpClient, Page, log_in
from tests.support.mail import closing_times
from tests.support.types import Control, MakeWorld

REASON = {"reason": "I have another account"}
CLOSED = "Your account is closed"
FAILED = ERRORS[500][0]
NO_ANSWER = "no answer"
# What answers the last button by fault: its status and heading, or none; and whether the account is closed by then.
ANSWERS: dict[str, tuple[tuple[int, str] | str, bool]] = {
    "slow": ((200, CLOSED), True),
    "hanging": (NO_ANSWER, True),
    "error-before-commit": ((500, FAILED), False),
    "error-after-commit": ((500, FAILED), True),
    "lost-answer": (NO_ANSWER, True),
    "cut-page": (NO_ANSWER, True),
    "offline": (NO_ANSWER, False),
    "no-stylesheet": ((200, CLOSED), True),
    "clock-jump": ((200, CLOSED), True),
}


def answer_to(client: HttpClient, path: str) -> Page | None:
    """The answer to the last button of a closing; None if the connection was cut."""
    try:
        return client.submit(path, REASON, headers={"Referer": client.base_url + path})
    except (requests.ConnectionError, requests.exceptions.ChunkedEncodingError):  # before the answer, or within it
        return None


@pytest.fixture
def last_stage(reader: HttpClient) -> str:
    """The address of the last stage of a closing that the reader has begun."""
    return f"{reader.begin()}/1"


def test_every_fault_has_an_answer_here() -> None:
    assert set(ANSWERS) == set(FAULTS)


@pytest.mark.parametrize("fault", FAULTS)
def test_the_last_button_closes_once_whatever_fails(
    world: World, reader: HttpClient, last_stage: str, fault: str
) -> None:
    expected, is_closed = ANSWERS[fault]
    world.set_faults({"fault": fault, **({"seconds": 0.1} if FAULTS[fault].seconds else {})})
    page = answer_to(reader, last_stage)
    assert ((page.status_code, page.heading) if page is not None else NO_ANSWER) == expected
    assert account_row(world)["status"] == ("closed" if is_closed else "open")
    assert len(closing_times(world)) == is_closed

    world.set_faults()
    again = answer_to(reader, last_stage)
    assert again is not None
    assert (again.status_code, again.heading) == (200, CLOSED)
    assert account_row(world)["status"] == "closed"
    assert len(closing_times(world)) == 1


@pytest.mark.parametrize(
    ("fault", "text", "heading"),
    [("error-before-commit", ERRORS[500][1], "Close your account"), ("error-after-commit", DONE, CLOSED)],
)
def test_an_error_page_says_whether_it_is_done(
    world: World, reader: HttpClient, last_stage: str, fault: str, text: str, heading: str
) -> None:
    world.set_faults({"fault": fault})
    page = answer_to(reader, last_stage)
    assert page is not None
    assert text in page.texts("p")
    assert page.headers["Content-Security-Policy"]
    (way_on,) = [link["href"] for link in page.find("a", class_="btn btn-primary")]
    assert reader.get(str(way_on)).heading == heading


def test_an_error_before_the_commit_logs_nobody_out(world: World, reader: HttpClient, last_stage: str) -> None:
    world.set_faults({"fault": "error-before-commit"})
    page = answer_to(reader, last_stage)
    assert page is not None
    assert "Set-Cookie" not in page.headers
    assert reader.get("/home").path == "/home"


def test_an_error_page_of_a_page_leads_to_it(world: World, reader: HttpClient) -> None:
    world.set_faults({"fault": "error-before-commit"})
    page = reader.get("/my-jobs?page=1")
    (way_on,) = [link["href"] for link in page.find("a", class_="btn btn-primary")]
    assert (page.status_code, way_on) == (500, "/my-jobs?page=1")


def test_the_control_api_and_other_worlds_are_spared(world: World, reader: HttpClient, make_world: MakeWorld) -> None:
    other = log_in(make_world(seed=2))
    world.set_faults({"fault": "error-before-commit"}, {"fault": "offline"})
    with pytest.raises(requests.ConnectionError):
        reader.get("/home")
    assert world.faults() == {"error-before-commit": 1, "offline": 999}
    assert other.get("/home").path == "/home"
    assert world.advance("P1D") == world.now()
    world.set_faults()
    assert (reader.get("/home").path, world.faults()) == ("/home", {})


def test_no_stylesheet_arrives_for_readers_of_the_world(world: World, reader: HttpClient, visitor: HttpClient) -> None:
    sheets = [str(link["href"]) for link in reader.get("/home").find("link", rel="stylesheet")]
    assert len(sheets) > 1
    world.set_faults({"fault": "no-stylesheet"})
    for sheet in sheets:
        with pytest.raises(requests.ConnectionError):
            reader.get(sheet)
        assert visitor.get(sheet).status_code == 200
    assert reader.get("/home").status_code == 200


@pytest.mark.parametrize("path", ["/my-jobs", "/static/theme.css"])
def test_a_late_answer_is_whole(world: World, reader: HttpClient, path: str) -> None:
    in_time = reader.get(path)
    world.set_faults({"fault": "slow", "path": path, "seconds": 0.1})
    late = reader.get(path)
    assert world.faults() == {"slow": 0}
    assert (late.texts("body"), late.headers["Content-Type"]) == (
        in_time.texts("body"),
        in_time.headers["Content-Type"],
    )
    assert int(late.headers["Content-Length"]) == len(late.content) == len(in_time.content)


def test_half_a_page_arrives(world: World, reader: HttpClient) -> None:
    world.set_faults({"fault": "cut-page"})
    with pytest.raises(requests.exceptions.ChunkedEncodingError, match=r"IncompleteRead\([1-9]\d+ bytes read, [1-9]"):
        reader.get("/my-jobs")


def test_a_form_is_handled_after_the_clock_has_jumped(world: World, reader: HttpClient, last_stage: str) -> None:
    world.set_faults({"fault": "clock-jump"})
    reader.get("/home")
    assert world.faults() == {"clock-jump": 1}
    answer_to(reader, last_stage)
    assert account_row(world)["closed_at"] == "2026-02-14T10:00:00Z"


def test_a_fault_strikes_as_often_as_it_is_to(world: World, reader: HttpClient) -> None:
    world.set_faults({"fault": "error-before-commit", "path": "/m*", "times": 2})
    paths = ["/home", "/my-jobs", "/messages", "/my-jobs"]
    assert [reader.get(path).status_code for path in paths] == [200, 500, 500, 200]


def test_of_several_requests_at_once_one_is_struck(world: World, reader: HttpClient) -> None:
    world.set_faults({"fault": "error-before-commit", "path": "/my-jobs"})
    answers = at_once([partial(reader.tab().get, "/my-jobs") for _ in range(4)])
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 500]


WRONG: dict[str, tuple[Mapping[str, Any], str]] = {
    "unknown fault": ({"fault": "flood"}, "fault: is not known; write one of 'slow', 'hanging', "),
    "no fault": ({}, "fault: is missing; add it"),
    "another key": ({"fault": "slow", "when": 1}, "when: is not known; remove it or correct its spelling"),
    "no path": ({"fault": "slow", "path": "home"}, "path: is not the path of a page; write one such as /settings/*"),
    "a query": (
        {"fault": "slow", "path": "/login?a"},
        "path: is not the path of a page; write one such as /settings/*",
    ),
    "the control API": ({"fault": "slow", "path": "/_control/*"}, "path: is of the control API, which has no faults; "),
    "never": ({"fault": "slow", "times": 0}, "times: Input should be greater than or equal to 1"),
    "too often": ({"fault": "slow", "times": 1001}, "times: Input should be less than or equal to 1000"),
    "too long": ({"fault": "slow", "seconds": 61}, "seconds: Input should be less than or equal to 60"),
    "no wait": ({"fault": "offline", "seconds": 1}, ": offline takes no seconds; only hanging and slow do"),
}


@pytest.mark.parametrize(("fault", "detail"), WRONG.values(), ids=WRONG)
def test_a_wrong_fault_is_refused_in_a_line(
    control: Control, world: World, fault: Mapping[str, Any], detail: str
) -> None:
    world.set_faults({"fault": "offline", "path": "/none"})
    answer = control("PUT", f"/worlds/{world.id}/faults", json={"faults": [fault]})
    message = answer.json()["detail"]
    assert (answer.status_code, message.count("\n")) == (422, 0)
    assert message.removeprefix("faults.0").removeprefix(".").startswith(detail)
    assert world.faults() == {"offline": 1000}
