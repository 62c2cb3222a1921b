"""Every route follows its rule: who may use it, and what others see."""

import json
from collections.abc import Callable, Collection
from typing import Any

import pytest
from flask import Flask

from mocksite.app import Config, create_app, sqlite_url
from tests.support.changes import unchanged
from tests.support.http_client import HttpClient, log_in
from tests.support.route_clients import RouteClients, SharedWorlds
from tests.support.route_editions import HAS, edition_of_route
from tests.support.route_rules import ACCOUNTS, ANYBODY, CONTROL, OUTSIDERS, RULES, STALE, Rule
from tests.support.types import MakeWorld

METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})
HOMES = ("/home", "/support-desk/")
NO_SUCH_HOST = "This site does not answer to that host name.\n"


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return create_app(Config(sqlite_url(tmp_path_factory.mktemp("routes") / "worlds.db")))


@pytest.fixture
def everybody(make_world: MakeWorld, base_url: str, app: Flask, name: str) -> RouteClients:
    """A world with all that the route needs, and clients for all its users."""
    world = make_world(edition_of_route(name), **HAS, recorded=True)
    return RouteClients(world, base_url, app, RULES[name].url.values())


@pytest.fixture(scope="session")
def shared(base_url: str, app: Flask) -> SharedWorlds:
    return SharedWorlds(base_url, app)


@pytest.fixture
def bystanders(shared: SharedWorlds, name: str) -> RouteClients:
    """A world that no test changes, for tests of refusals."""
    return shared.of_route(name)


def each_route(fits: Callable[[Rule], bool] = bool, methods: Collection[str] = METHODS) -> pytest.MarkDecorator:
    """Parametrise by every route of these methods whose rule fits."""
    names = [name for name, rule in RULES.items() if name.split()[0] in methods and fits(rule)]
    return pytest.mark.parametrize("name", names)


def for_accounts(rule: Rule) -> bool:
    return set(rule.who) <= set(ACCOUNTS)


def of_a_row(rule: Rule) -> bool:
    return for_accounts(rule) and not set(rule.url) <= {"place", "number"}


def routes(app: Flask) -> dict[str, str]:
    """The path of every route, by its name in RULES."""
    every = [(method, route) for route in app.url_map.iter_rules() for method in route.methods or ()]
    left_out = {(route.endpoint, name) for _, route in every for name in route.defaults or ()}
    named = {}
    for method, route in every:
        optional = [name for name in route.arguments - set(route.defaults or ()) if (route.endpoint, name) in left_out]
        named["/".join([f"{method} {route.endpoint}", *sorted(optional)])] = route.rule
    return {name: path for name, path in named.items() if name.split()[0] in METHODS}


def test_every_route_has_a_rule(app: Flask) -> None:
    missing = [f"“{name}” ({path})" for name, path in routes(app).items() if name not in RULES]
    assert not missing, f"add to RULES in route_rules.py who may use {', '.join(missing)}, and a good request to it"


def test_every_rule_has_a_route(app: Flask) -> None:
    gone = [f"“{name}”" for name in RULES if name not in routes(app)]
    assert not gone, f"remove from RULES in route_rules.py what is no route any more: {', '.join(gone)}"


@each_route()
def test_routes_work_for_their_users_and_gets_change_nothing(request: pytest.FixtureRequest, name: str) -> None:
    rule, reads = RULES[name], name.startswith("GET")
    everybody = request.getfixturevalue("bystanders" if reads else "everybody")
    readers = {who: everybody[who] for who in (rule.who if reads else rule.who[:1])}
    before = everybody.snapshot(everybody[rule.who[0]])
    answers = {who: everybody.request(reader, name) for who, reader in readers.items()}
    assert {who: answer.status_code for who, answer in answers.items() if not answer.ok} == {}
    if reads and everybody.url(name) != rule.leads_to:
        assert [who for who, answer in answers.items() if answer.path == rule.leads_to] == []
    assert (everybody.snapshot(everybody[rule.who[0]]) != before) == (rule.changes and not reads)


@each_route(lambda rule: rule.who not in (ANYBODY, CONTROL))
def test_visitors_are_redirected(bystanders: RouteClients, name: str) -> None:
    rule = RULES[name]
    # The sign-up redirects logged-in accounts to their home page.
    others = () if for_accounts(rule) or rule.leads_to == "/signup" else ACCOUNTS
    sent_away = {who: bystanders[who] for who in (*OUTSIDERS, *others)}
    sent_away.pop(rule.who[0], None)
    with unchanged(bystanders.world):
        led_to = {who: bystanders.request(reader, name).path for who, reader in sent_away.items()}
        elsewhere = {who: (rule.leads_to,) if who in OUTSIDERS else (rule.leads_to, *HOMES) for who in sent_away}
        assert {who: path for who, path in led_to.items() if path not in elsewhere[who]} == {}


@each_route(lambda rule: for_accounts(rule) and len(rule.who) < len(ACCOUNTS))
def test_rows_of_other_accounts_are_not_found(bystanders: RouteClients, name: str) -> None:
    others = {who: bystanders[who] for who in ACCOUNTS if who not in RULES[name].who}
    with unchanged(bystanders.world):
        answers = {who: bystanders.request(reader, name).status_code for who, reader in others.items()}
        assert answers == dict.fromkeys(others, 404)


@each_route(of_a_row)
def test_rows_of_other_worlds_are_not_found(bystanders: RouteClients, make_world: MakeWorld, name: str) -> None:
    other = make_world(seed=2)
    before = bystanders.world.state()
    answers = {who: bystanders.request(log_in(other, who), name).status_code for who in other.accounts}
    assert answers == dict.fromkeys(other.accounts, 404)
    assert (bystanders.world.state(), other.changes()) == (before, [])


@each_route(lambda rule: for_accounts(rule) and not of_a_row(rule), {"GET"})
def test_pages_show_nothing_of_others(bystanders: RouteClients, make_world: MakeWorld, name: str) -> None:
    who = RULES[name].who
    reader = bystanders["stranger"] if "stranger" in who else log_in(make_world(seed=2), who[0])
    state, page = bystanders.world.state(), bystanders.request(reader, name)
    private = {text for account in bystanders.world.accounts.values() for text in (account.name, account.email)}
    private |= {row["title"] for table in ("contracts", "jobs") for row in state[table].values()}
    private |= {row["job"] for row in state["proposals"].values()} | {row["name"] for row in state["teams"].values()}
    private |= {row["body"] for row in state["support_messages"].values()}
    if RULES[name].public:
        private -= {row["name"] for row in state["accounts"].values() if row["freelancer"]}
        private -= {row["title"] for row in state["jobs"].values()} | {row["name"] for row in state["teams"].values()}
    assert (page.status_code, [text for text in private if text in page.text]) == (200, [])


@each_route(lambda rule: "run_id" in rule.url)
def test_anybody_with_the_ticket_sees_a_finished_closing(
    everybody: RouteClients, make_world: MakeWorld, name: str
) -> None:
    readers = {who: everybody[who] for who in (*OUTSIDERS, *ACCOUNTS)} | {"elsewhere": log_in(make_world(seed=2))}
    everybody.request(readers["freelancer"], "POST closing.stage")
    with unchanged(everybody.world):
        answers = {who: everybody.request(reader, name).heading for who, reader in readers.items()}
        assert answers == dict.fromkeys(readers, "Your account is closed")
        everybody.facts["ticket"] = "guessed"
        guesses = {who: everybody.request(reader, name).status_code for who, reader in readers.items()}
        assert guesses == dict.fromkeys(readers, 404)


@each_route(lambda rule: rule.who != CONTROL, METHODS - {"GET"})
def test_a_form_without_its_token_does_nothing(bystanders: RouteClients, visitor: HttpClient, name: str) -> None:
    rule = RULES[name]
    reader, outsider = bystanders[rule.who[0]], bystanders["visitor"]
    visitor.get("/login")
    values = {"empty": "", "guessed": "guess", "another session's": visitor.token}
    tokens = {"none": {}, **{kind: {"csrf_token": token} for kind, token in values.items()}}
    before = bystanders.snapshot(reader)
    answers = {kind: bystanders.request(reader, name, token) for kind, token in tokens.items()}
    results = {kind: (answer.status_code, answer.heading) for kind, answer in answers.items()}
    assert results == dict.fromkeys(tokens, (400 if rule.stale == STALE else 200, rule.stale))
    turned_away = [bystanders.request(outsider, name, token) for token in tokens.values()]
    assert {answer.path for answer in turned_away if answer.heading != STALE} <= {"/login"}
    assert bystanders.snapshot(reader) == before


@each_route(lambda rule: rule.who == CONTROL, METHODS - {"GET", "DELETE"})
def test_the_control_api_takes_no_forms(bystanders: RouteClients, name: str) -> None:
    method, url, form = name.split()[0], bystanders.url(name), dict(RULES[name].form)
    plain = {"data": json.dumps(form), "headers": {"Content-Type": "text/plain"}}
    sent: list[dict[str, Any]] = [plain, {"data": form}, {"data": form, "files": {"files": ("a.txt", "a")}}]
    before = bystanders.world.state()
    assert [bystanders["this machine"].request(method, url, **body).status_code for body in sent] == [415] * len(sent)
    assert bystanders.world.state() == before


@each_route(lambda rule: rule.who == CONTROL)
def test_the_control_api_answers_only_this_machine_or_its_token(
    bystanders: RouteClients, app: Flask, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    url, client = bystanders.url(name), app.test_client()
    request: dict[str, Any] = {"method": name.split()[0], "json": dict(RULES[name].form)}
    assert client.open(url, **request, environ_overrides={"REMOTE_ADDR": "192.0.2.1"}).status_code == 403
    monkeypatch.setitem(app.config, "CONTROL_TOKEN", "open-sesame")
    assert client.open(url, **request).status_code == 401


@each_route()
def test_a_foreign_host_name_is_refused(bystanders: RouteClients, name: str) -> None:
    reader = bystanders[RULES[name].who[0]]
    cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in reader.cookies)
    before = bystanders.snapshot(reader)
    answer = bystanders.request(reader, name, headers={"Host": "worklane.evil.test", "Cookie": cookies})
    assert (answer.status_code, answer.text) == (400, NO_SUCH_HOST)
    assert bystanders.snapshot(reader) == before


@each_route()
def test_a_wrong_method_does_nothing(bystanders: RouteClients, app: Flask, name: str) -> None:
    reader, url, paths = bystanders[RULES[name].who[0]], bystanders.url(name), routes(app)
    methods = METHODS - {other.split()[0] for other in RULES if paths.get(other) == paths[name]}
    before = bystanders.snapshot(reader)
    answers = [reader.request(method, url, data={"csrf_token": reader.token}) for method in methods]
    assert {answer.status_code for answer in answers} <= {404, 405}
    assert bystanders.snapshot(reader) == before
