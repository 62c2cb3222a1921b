"""The outbox of a world as a page for people: what was mailed, newest first, for this machine alone."""

import json
import re
from collections.abc import Callable

import pytest
from flask import Flask

from flows.site.client import Site, World
from mocksite.app import Config, create_app, sqlite_url
from tests.support.browserless import Browserless, at, heading, words
from tests.support.gated_edition import QUESTIONS, decide, gated
from tests.support.joining import come, join

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]


@pytest.fixture
def world(make_world: MakeWorld) -> World:
    return make_world(edition=gated("security-question"), persona="freelancer")


@pytest.fixture
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return create_app(Config(sqlite_url(tmp_path_factory.mktemp("outbox") / "worlds.db")))


def outbox(world: World) -> str:
    return f"/_control/worlds/{world.id}/outbox"


def test_making_a_world_tells_where_its_outbox_is(site: Site, visitor: Browserless) -> None:
    made = site.call("POST", "/worlds", {"edition": gated(), "persona": "client"})
    assert made["outbox_url"] == f"{site.base_url}/_control/worlds/{made['world']}/outbox"
    page = visitor.get(made["outbox_url"])
    assert (page.status_code, heading(page), words(page, "article")) == (200, "Outbox", [])
    assert "Nothing yet." in words(page, "p")


def test_the_newest_mail_is_first(world: World, visitor: Browserless, log_in: LogIn) -> None:
    reader, agent = log_in(world), log_in(world.accounts["support-agent"])
    reader.get("/support")
    reader.submit("/support", {"message": "How do I leave?"})
    world.advance("P1DT5M")
    decide(agent, "reply", "In the settings.\nUnder Account.")
    page = visitor.get(outbox(world))
    assert words(page, "h2") == ["Support has answered", "A new support request"]
    owner, staff = world.owner.email, world.accounts["support-agent"].email
    assert [line for line in words(page, "p", **{"class": "detail"}) if line.startswith("To ")] == [
        f"To {owner} · 10:05 on 15 January 2026", f"To {staff} · 10:00 on 14 January 2026",
    ]  # fmt: skip
    letters = re.findall(r'<div class="letter">(.*?)</div>', page.text, re.DOTALL)
    assert f"Hello {world.owner.name},\n\nIn the settings.\nUnder Account.\n\nWorklane" in letters[0]
    assert words(page, "p", **{"class": "panel"}) == []


def test_a_text_message_is_told_too(world: World, visitor: Browserless, base_url: str) -> None:
    join(come(Browserless(base_url), world), world)
    page = visitor.get(outbox(world))
    assert words(page, "h2") == ["Welcome to Worklane", "Text message"]
    assert any(line.startswith("To (555) 020-1234 ·") for line in words(page, "p", **{"class": "detail"}))


def test_a_link_in_a_mail_leads_on(world: World, visitor: Browserless, log_in: LogIn) -> None:
    reader = log_in(world)
    reader.get("/gate/forgotten")
    reader.submit("/gate/forgotten")
    decide(log_in(world.accounts["support-agent"]), "reset")
    page = visitor.get(outbox(world))
    (link,) = re.findall(r'<div class="letter">.*?<a href="([^"]+)"', page.text, re.DOTALL)
    assert link == f"{visitor.base_url}/settings/"
    assert at(reader.get(link)) == "/gate"
    assert at(reader.submit("/gate", {"question": QUESTIONS[0], "answer": "Rex"})) == "/settings/"


NASTY = ["<script>alert(1)</script>", "</div><img src=x onerror=alert(1)>", "\"'><b>bold</b>", "{{ 7 * 7 }}"]


@pytest.mark.parametrize("name", NASTY)
def test_what_is_mailed_is_text_and_nothing_else(world: World, visitor: Browserless, base_url: str, name: str) -> None:
    reader = join(come(Browserless(base_url), world), world, name=name)
    reader.get("/support")
    reader.submit("/support", {"message": f"http://evil.test/{name} javascript:alert(1)"})
    page = visitor.get(outbox(world))
    assert [tag for tag in ("<script>alert", "<img src=x", "<b>bold") if tag in page.text] == []
    letters = words(page, "div", **{"class": "letter"})
    assert [name in letter for letter in letters[:2]] == [True, True]
    assert re.findall(r'href="javascript:', page.text) == []
    assert page.headers["Content-Security-Policy"].startswith("default-src 'self';")


def test_another_worlds_mail_is_not_in_it(world: World, make_world: MakeWorld, visitor: Browserless) -> None:
    other = make_world(edition=gated(), persona="client", having=("hourly-contract",))
    other.advance("P7D")
    assert words(visitor.get(outbox(other)), "h2") == ["Your weekly invoice"]
    assert words(visitor.get(outbox(world)), "h2") == []


@pytest.mark.parametrize("gone", [False, True], ids=["never there", "deleted"])
def test_where_there_is_no_such_world_there_is_no_outbox(world: World, visitor: Browserless, gone: bool) -> None:
    if gone:
        world.delete()
    answer = visitor.get(outbox(world) if gone else "/_control/worlds/nowhere/outbox")
    assert (answer.status_code, answer.json()["title"]) == (404, "No such world")


def made(app: Flask) -> str:
    """The outbox of a world of an application."""
    client = app.test_client()
    answer = client.post("/_control/worlds", json={"edition": gated(), "persona": "client"})
    return str(json.loads(answer.text)["outbox_url"])


@pytest.mark.parametrize(
    ("address", "status"),
    [("127.0.0.1", 200), ("::1", 200), ("192.0.2.1", 403), ("2001:db8::1", 403), ("10.0.0.1", 403)],
)
def test_it_answers_this_machine_alone(app: Flask, address: str, status: int) -> None:
    answer = app.test_client().get(made(app), environ_overrides={"REMOTE_ADDR": address})
    assert answer.status_code == status
    assert ("Outbox" in answer.text) == (status == 200)


@pytest.mark.parametrize(
    ("token", "status"), [(None, 401), ("", 401), ("Bearer wrong", 401), ("Bearer open-sesame", 200)]
)
@pytest.mark.parametrize("address", ["127.0.0.1", "192.0.2.1"])
def test_it_answers_whoever_has_the_token_where_there_is_one(
    app: Flask, monkeypatch: pytest.MonkeyPatch, token: str | None, status: int, address: str
) -> None:
    path = made(app)
    monkeypatch.setitem(app.config, "CONTROL_TOKEN", "open-sesame")
    headers = {} if token is None else {"Authorization": token}
    answer = app.test_client().get(path, headers=headers, environ_overrides={"REMOTE_ADDR": address})
    assert answer.status_code == status
    assert (json.loads(answer.text)["status"] if status == 401 else status) == status
