"""The outbox of a world: its mail, newest first, for this machine only."""

import json

import pytest
from flask import Flask

from flows.site.client import Site, World
from mocksite.app import Config, create_app, sqlite_url
from tests.support.gated_edition import QUESTIONS, gated
from tests.support.http_client import HttpClient, log_in
from tests.support.signup import sign_up
from tests.support.support_desk import decide
from tests.support.types import MakeWorld

pytestmark = pytest.mark.world(edition=gated("security-question"))


@pytest.fixture
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return create_app(Config(sqlite_url(tmp_path_factory.mktemp("outbox") / "worlds.db")))


def outbox(world: World) -> str:
    return f"/_control/worlds/{world.id}/outbox"


def test_a_new_world_has_the_address_of_its_outbox(site: Site, visitor: HttpClient) -> None:
    made = site.call("POST", "/worlds", {"edition": gated(), "persona": "client"})
    assert made["outbox_url"] == f"{site.base_url}/_control/worlds/{made['world']}/outbox"
    page = visitor.get(made["outbox_url"])
    assert (page.status_code, page.heading, page.texts("article")) == (200, "Outbox", [])
    assert "Nothing yet." in page.texts("p")


def test_the_newest_mail_is_first(world: World, reader: HttpClient, agent: HttpClient, visitor: HttpClient) -> None:
    reader.get("/support")
    reader.submit("/support", {"message": "How do I leave?"})
    world.advance("P1DT5M")
    decide(agent, "reply", "In the settings.\nUnder Account.")
    page = visitor.get(outbox(world))
    assert page.texts("h2") == ["Support has answered", "A new support request"]
    owner, staff = world.owner.email, world.accounts["support-agent"].email
    assert [line for line in page.texts("p", class_="detail") if line.startswith("To ")] == [
        f"To {owner} · 10:05 on 15 January 2026", f"To {staff} · 10:00 on 14 January 2026",
    ]  # fmt: skip
    newest = page.find("div", class_="letter")[0].get_text()
    assert f"Hello {world.owner.name},\n\nIn the settings.\nUnder Account.\n\nWorklane" in newest
    assert page.texts("p", class_="panel") == []


def test_text_messages_are_in_the_outbox(world: World, visitor: HttpClient, base_url: str) -> None:
    sign_up(HttpClient(base_url), world)
    page = visitor.get(outbox(world))
    assert page.texts("h2") == ["Welcome to Worklane", "Text message"]
    assert any(line.startswith("To (555) 020-1234 ·") for line in page.texts("p", class_="detail"))


def test_links_in_the_outbox_work(world: World, reader: HttpClient, visitor: HttpClient) -> None:
    reader.get("/gate/forgotten")
    reader.submit("/gate/forgotten")
    decide(log_in(world, "support-agent"), "reset")
    page = visitor.get(outbox(world))
    (link,) = [str(link["href"]) for letter in page.find("div", class_="letter") for link in letter.find_all("a")]
    assert link == f"{visitor.base_url}/settings/"
    assert reader.get(link).path == "/gate"
    assert reader.submit("/gate", {"question": QUESTIONS[0], "answer": "Rex"}).path == "/settings/"


NASTY = ["<script>alert(1)</script>", "</div><img src=x onerror=alert(1)>", "\"'><b>bold</b>", "{{ 7 * 7 }}"]


@pytest.mark.parametrize("name", NASTY)
def test_mail_in_the_outbox_is_escaped(world: World, visitor: HttpClient, base_url: str, name: str) -> None:
    reader = sign_up(HttpClient(base_url), world, name=name)
    reader.get("/support")
    reader.submit("/support", {"message": f"http://evil.test/{name} javascript:alert(1)"})
    page = visitor.get(outbox(world))
    assert [tag for tag in ("<script>alert", "<img src=x", "<b>bold") if tag in page.text] == []
    letters = page.texts("div", class_="letter")
    assert [name in letter for letter in letters[:2]] == [True, True]
    assert [link for link in page.find("a", href=True) if str(link["href"]).startswith("javascript:")] == []
    assert page.headers["Content-Security-Policy"].startswith("default-src 'self';")


def test_the_outbox_has_only_the_mail_of_its_world(world: World, make_world: MakeWorld, visitor: HttpClient) -> None:
    other = make_world(gated(), "client", having=("hourly-contract",))
    other.advance("P7D")
    assert visitor.get(outbox(other)).texts("h2") == ["Your weekly invoice"]
    assert visitor.get(outbox(world)).texts("h2") == []


@pytest.mark.parametrize("gone", [False, True], ids=["never there", "deleted"])
def test_an_unknown_world_has_no_outbox(world: World, visitor: HttpClient, gone: bool) -> None:
    if gone:
        world.delete()
    answer = visitor.get(outbox(world) if gone else "/_control/worlds/nowhere/outbox")
    assert (answer.status_code, answer.json()["title"]) == (404, "No such world")


def outbox_path(app: Flask) -> str:
    client = app.test_client()
    answer = client.post("/_control/worlds", json={"edition": gated(), "persona": "client"})
    return str(json.loads(answer.text)["outbox_url"])


@pytest.mark.parametrize(
    ("address", "status"),
    [("127.0.0.1", 200), ("::1", 200), ("192.0.2.1", 403), ("2001:db8::1", 403), ("10.0.0.1", 403)],
)
def test_the_outbox_answers_only_this_machine(app: Flask, address: str, status: int) -> None:
    answer = app.test_client().get(outbox_path(app), environ_overrides={"REMOTE_ADDR": address})
    assert answer.status_code == status
    assert ("Outbox" in answer.text) == (status == 200)


@pytest.mark.parametrize(
    ("token", "status"), [(None, 401), ("", 401), ("Bearer wrong", 401), ("Bearer open-sesame", 200)]
)
@pytest.mark.parametrize("address", ["127.0.0.1", "192.0.2.1"])
def test_the_outbox_answers_only_with_its_token(
    app: Flask, monkeypatch: pytest.MonkeyPatch, token: str | None, status: int, address: str
) -> None:
    path = outbox_path(app)
    monkeypatch.setitem(app.config, "CONTROL_TOKEN", "open-sesame")
    headers = {} if token is None else {"Authorization": token}
    answer = app.test_client().get(path, headers=headers, environ_overrides={"REMOTE_ADDR": address})
    assert answer.status_code == status
    assert (json.loads(answer.text)["status"] if status == 401 else status) == status
