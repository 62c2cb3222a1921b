"""The front page makes worlds for people, and only for those who may call the control API."""

import pytest
from flask.testing import FlaskClient

from mocksite.app import Config, create_app, sqlite_url
from mocksite.editions import loader
from tests.support.http_client import HttpClient
from tests.support.types import MakeWorld

EDITION = loader.names()[0]
WANTED: dict[str, str | list[str]] = {
    "edition": EDITION,
    "persona": "freelancer",
    "having": ["balance"],
    "circumstances": ["two-factor"],
}


def test_a_form_makes_a_world_and_logs_its_owner_in(visitor: HttpClient) -> None:
    visitor.get("/")
    page = visitor.submit("/", WANTED)
    assert page.path == "/home"
    assert "Freelancer" in page.text

    listed = visitor.get("/")
    assert f">{loader.load(EDITION).title}</strong>" in listed.text


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"persona": "client", "having": ["balance"]}, "a client cannot have &#39;balance&#39;"),
        ({"persona": "client", "circumstances": ["plus"]}, "a client cannot be in &#39;plus&#39;"),
        ({"persona": "butcher"}, "&#39;butcher&#39; is not known"),
        ({"edition": "atlantis"}, "edition &#39;atlantis&#39; does not exist"),
        ({"having": ["balance"] * 51}, "at most 50"),
    ],
    ids=["owed by others", "circumstance of others", "persona", "edition", "too much"],
)
def test_what_cannot_be_made_is_explained(
    visitor: HttpClient, fields: dict[str, str | list[str]], complaint: str
) -> None:
    visitor.get("/")
    page = visitor.submit("/", {**WANTED, **fields})
    assert (page.status_code, complaint in page.text) == (422, True)


def test_any_open_account_of_a_world_can_be_entered(visitor: HttpClient, make_world: MakeWorld) -> None:
    world = make_world()
    visitor.get("/")
    enter = [(world.id, "support-agent"), (world.id, "nobody"), ("0", "freelancer")]
    answers = [visitor.submit(f"/worlds/{key}/log-in", {"account": who}) for key, who in enter]
    assert [answer.status_code for answer in answers] == [200, 404, 404]
    assert answers[0].path == "/support-desk/"


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> FlaskClient:
    return create_app(Config(sqlite_url(tmp_path_factory.mktemp("front") / "worlds.db"))).test_client()


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("path", ["/", "/worlds/1/log-in"])
def test_other_machines_are_sent_to_the_login_page(client: FlaskClient, method: str, path: str) -> None:
    answer = client.open(path, method=method, environ_overrides={"REMOTE_ADDR": "192.0.2.1"})
    assert answer.status_code in (302, 400, 405)
    assert "world" not in answer.text.replace("worlds", "")


@pytest.mark.parametrize("address", ["127.0.0.1", "192.0.2.1"])
@pytest.mark.parametrize(("password", "status"), [(None, 401), ("wrong", 401), ("open-sesame", 200)])
def test_a_control_token_is_asked_for_if_there_is_one(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, address: str, password: str | None, status: int
) -> None:
    monkeypatch.setitem(client.application.config, "CONTROL_TOKEN", "open-sesame")
    auth = ("anybody", password) if password else None
    answer = client.get("/", auth=auth, environ_overrides={"REMOTE_ADDR": address})
    assert answer.status_code == status
    assert ("WWW-Authenticate" in answer.headers) == (status == 401)
    assert ("New world" in answer.text) == (status == 200)
