"""Errors of the control API are problem documents (RFC 9457), and nothing is half made."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from flows.site.client import World
from mocksite.app import Config, create_app, sqlite_url
from mocksite.db.models import Account
from mocksite.db.models import World as WorldRow
from mocksite.editions import loader
from tests.support.types import Control

SHIPPED = loader.names()[0]
GOOD = {"edition": SHIPPED, "persona": "freelancer"}
INLINE = {"title": "Own", "menu": {"settings": "Settings"}, "sections": [{"id": "account", "label": "Account"}]}
WRONG_WORLDS = {
    "unknown persona": ({**GOOD, "persona": "butcher"}, "persona: 'butcher' is not known; write one of freelancer"),
    "unknown obligation": ({**GOOD, "having": ["debt"]}, "having: 'debt' is not known; write any of active-contract"),
    "obligation of another persona": (
        {**GOOD, "persona": "client", "having": ["balance"]}, "having: a client cannot have 'balance'; write any of",
    ),
    "unknown circumstance": (
        {**GOOD, "circumstances": ["tired"]}, "circumstances: 'tired' is not known; write any of two-factor",
    ),
    "unknown edition": ({**GOOD, "edition": "atlantis"}, "edition: edition 'atlantis' does not exist; write one of"),
    "unknown key of an edition": (
        {**GOOD, "edition": {**INLINE, "colour": "red"}}, "edition: colour: unknown key; remove it",
    ),
    "an edition that does not hold together": (
        {**GOOD, "edition": INLINE}, 'edition: menu: nobody can log out; add log-out = "Log out"',
    ),
    "unknown field": ({**GOOD, "colour": "red"}, "colour: is not known; remove it or correct its spelling"),
    "missing field": ({"edition": SHIPPED}, "persona: is missing; add it"),
    "negative seed": ({**GOOD, "seed": -1}, "seed: "),
    "huge seed": ({**GOOD, "seed": 2**63}, "seed: "),
    "seed that is no number": ({**GOOD, "seed": "seven"}, "seed: "),
    "too many obligations": ({**GOOD, "having": ["balance"] * 51}, "having: "),
    "no object": ([], "body: "),
}  # fmt: skip
DURATIONS: dict[str, Any] = {
    "negative": "-P1D", "zero": "PT0S", "huge": "P40000D", "a century": "P36500D", "a second too long": "P3660DT1S",
    "not a duration": "a week", "empty": "", "null": None, "infinite": "Infinity", "huge number": 1e308,
}  # fmt: skip


def problem(answer: requests.Response, status: int) -> dict[str, Any]:
    """The problem document of an answer, checked for completeness."""
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/problem+json")
    document: dict[str, Any] = answer.json()
    assert {"type", "title", "status", "detail"} <= set(document)
    assert document["status"] == status
    assert document["title"]
    assert document["detail"]
    assert "world" not in document
    return document


@pytest.fixture
def apart(tmp_path: Path) -> tuple[FlaskClient, Callable[[], int]]:
    """A site for this test, and a count of its worlds and accounts."""
    app = create_app(Config(sqlite_url(tmp_path / "worlds.db")))

    def rows() -> int:
        with Session(app.extensions["engine"]) as db:
            return sum(db.scalar(select(func.count()).select_from(table)) or 0 for table in (WorldRow, Account))

    return app.test_client(), rows


@pytest.mark.parametrize(("body", "detail"), WRONG_WORLDS.values(), ids=WRONG_WORLDS)
def test_an_invalid_world_is_a_problem_that_names_the_field(control: Control, body: Any, detail: str) -> None:
    document = problem(control("POST", "/worlds", json=body), 422)
    assert document["detail"].startswith(detail)
    assert document["errors"][0]["field"] == detail.split(":")[0]


@pytest.mark.parametrize("body", [body for body, _ in WRONG_WORLDS.values()], ids=WRONG_WORLDS)
def test_an_invalid_world_leaves_no_rows(apart: tuple[FlaskClient, Callable[[], int]], body: Any) -> None:
    client, rows = apart
    assert client.post("/_control/worlds", json=body).status_code == 422
    assert rows() == 0
    assert client.post("/_control/worlds", json=GOOD).status_code == 201
    assert rows() == 4


def test_every_invalid_field_is_named(control: Control) -> None:
    document = problem(control("POST", "/worlds", json={"edition": 1, "seed": -1, "colour": "red"}), 422)
    fields = {error["field"].split(".")[0] for error in document["errors"]}
    assert fields == {"edition", "persona", "seed", "colour"}


@pytest.mark.parametrize("body", [b"{", b"", b'{"persona": "client",}', b"\xff\xfe"])
def test_bad_json_is_a_problem(control: Control, body: bytes) -> None:
    problem(control("POST", "/worlds", data=body, headers={"Content-Type": "application/json"}), 422)


@pytest.mark.parametrize("mimetype", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
@pytest.mark.parametrize("path", ["/worlds", "/worlds/any/clock"])
def test_another_content_type_is_unsupported(control: Control, path: str, mimetype: str) -> None:
    problem(control("POST", path, data=b'{"advance": "P1D"}', headers={"Content-Type": mimetype}), 415)


OF_A_WORLD = {
    "state": ("GET", "/worlds/nowhere"),
    "deletion": ("DELETE", "/worlds/nowhere"),
    "changes": ("GET", "/worlds/nowhere/changes"),
    "mail": ("GET", "/worlds/nowhere/mail"),
}


@pytest.mark.parametrize(("method", "path"), OF_A_WORLD.values(), ids=OF_A_WORLD)
def test_an_unknown_world_is_not_found_and_named(control: Control, method: str, path: str) -> None:
    document = problem(control(method, path), 404)
    assert document["detail"] == "there is no world 'nowhere'; it may have been deleted or have expired"


def test_the_clock_of_an_unknown_world_is_not_found(control: Control) -> None:
    problem(control("POST", "/worlds/nowhere/clock", json={"advance": "P1D"}), 404)


@pytest.mark.parametrize("path", ["/nothing", "/", "", "/worlds/a/b/c"])
def test_an_unknown_path_is_not_found(control: Control, path: str) -> None:
    problem(control("GET", path), 404)


METHODS = {
    "worlds": ("GET", "/worlds", {"POST", "OPTIONS"}),
    "catalog": ("DELETE", "/catalog", {"GET", "HEAD", "OPTIONS"}),
    "world": ("PATCH", "/worlds/any", {"GET", "HEAD", "DELETE", "OPTIONS"}),
}


@pytest.mark.parametrize(("method", "path", "allowed"), METHODS.values(), ids=METHODS)
def test_a_wrong_method_is_answered_with_the_allowed_ones(
    control: Control, method: str, path: str, allowed: set[str]
) -> None:
    answer = control(method, path)
    problem(answer, 405)
    assert set(answer.headers["Allow"].split(", ")) == allowed


@pytest.mark.parametrize("advance", DURATIONS.values(), ids=DURATIONS)
def test_the_clock_goes_only_forward_and_not_too_far(control: Control, world: World, advance: Any) -> None:
    document = problem(control("POST", f"/worlds/{world.id}/clock", json={"advance": advance}), 422)
    assert document["errors"][0]["field"] == "advance"
    assert world.changes() == []


def test_the_clock_ends_before_dates_do(control: Control, world: World) -> None:
    answers = [control("POST", f"/worlds/{world.id}/clock", json={"advance": "P3660D"}) for _ in range(800)]
    problem(answers[-1], 422)
    assert {answer.status_code for answer in answers} == {200, 422}
    assert world.state()["now"].startswith("89")
