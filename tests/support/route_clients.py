"""A client for each user of the routes, and the preparations that each route needs in its world.

The freelancer of that world owes everything there is, and nothing in its edition blocks a closing.
"""

from collections.abc import Callable, Collection
from datetime import timedelta
from io import BytesIO
from typing import Any

import pyotp
from flask import Flask
from PIL import Image

from flows.site.client import Site, World
from tests.support.http_client import HttpClient, Page
from tests.support.mail import CODE
from tests.support.route_editions import HAS, edition_of_route
from tests.support.route_rules import CONTROL, RULES
from tests.support.signup import sign_up
from tests.support.support_desk import decide

NEWCOMERS = {
    "signing up": "(555) 020-0001",
    "stranger": "(555) 020-0002",
    "shut out": "(555) 020-0003",
    "rival": "(555) 020-0004",
}


class RouteClients(dict[str, HttpClient]):
    """The clients of a world by user; each is logged in when it is first used."""

    def __init__(self, world: World, base_url: str, app: Flask, needed: Collection[str]) -> None:
        super().__init__()
        self.world, self.base_url = world, base_url
        self.routes = app.url_map.bind("worklane.test")
        unknown = dict.fromkeys(("totp", "next_totp", "texted", "offered_code", "phone_code", *PREPARED), "")
        self.facts: dict[str, Any] = {**world.accounts, "world": world, **unknown}
        if "invoice-1" in needed:
            world.advance("P5D")  # past a Monday
        if "job-1" in needed:
            self["client"].submit("/my-jobs/post", {"title": "A poster", "budget": "80.00"})
        if {"membership-2", "membership-3"} & set(needed):
            owner, stranger = self["client"], self["stranger"]
            for email in (world.owner.email, self.email("stranger")):
                owner.submit("/members", {"email": email, "role": "member"})
            stranger.submit("/invitations/membership-3/accept")
        if "request-1" in needed:
            self["client"].submit("/support", {"message": "How long does a review take?"})
            self["support-agent"].submit("/support-desk/request-1", {"decision": "ask", "answer": "Which one?"})
        if "file-4" in needed:
            self["freelancer"].submit("/messages/contract-4/deliver", files={"files": ("draft.txt", "Nearly there.")})
        for what, prepare in PREPARED.items():
            if f"{{{what}}}" in needed:
                self.facts |= prepare(self)

    def __missing__(self, who: str) -> HttpClient:
        client = self[who] = HttpClient(self.base_url)
        client.get(self.world.login_url)
        if account := self.world.owner if who == "half in" else self.world.accounts.get(who):
            client.log_in(account)
        if who in ("freelancer", "half in"):
            totp = pyotp.TOTP(self.world.owner.totp_secret or "")
            now = self.world.now()
            self.facts |= {"totp": totp.at(now), "next_totp": totp.at(now + timedelta(seconds=30))}
        if who == "freelancer":
            client.submit("/login/code", {"code": self.facts["totp"]})
        if who in NEWCOMERS:
            email, phone = self.email(who), NEWCOMERS[who]
            form = {"name": f"Zoe {who.title()}", "email": email, "phone": phone, "password": "correct horse"}
            client.submit("/signup", {**form, "persona": "client" if who == "rival" else "freelancer"})
            self.facts["texted"] = CODE.findall(self.world.mail()[-1]["body"])[0]
        if who in ("stranger", "shut out", "rival"):
            client.submit("/signup/code", {"code": self.facts["texted"]})
        if who == "shut out":
            client.submit("/gate", {"password": form["password"]})  # if there is one
            client.submit(f"{client.begin()}/1", RULES["POST closing.stage"].form)
            client.submit("/login", {"email": email, "password": form["password"]})
        return client

    def email(self, newcomer: str) -> str:
        """The address with which a newcomer signs up."""
        return f"{newcomer.replace(' ', '.')}@{self.world.id}.worklane.test"

    def url(self, name: str) -> str:
        """The address of a route, filled in as its rule says."""
        method, endpoint = name.partition("/")[0].split()
        return self.routes.build(endpoint, self._filled(RULES[name].url), method)

    def request(self, client: HttpClient, name: str, token: dict[str, str] | None = None, **options: Any) -> Page:
        """Send a valid request to a route, with the client's own token unless one is given."""
        rule, method = RULES[name], name.split()[0]
        if rule.who == CONTROL:
            return client.request(method, self.url(name), json=dict(rule.form), **options)
        form = self._filled(rule.form)
        form |= {"csrf_token": client.token} if token is None else token
        body = {} if method == "GET" else {"data": form, "files": rule.files}
        return client.request(method, self.url(name), **body, **options)

    def snapshot(self, client: HttpClient) -> object:
        """The stored state, and the path to which the home page leads the client."""
        return client.get(f"/_control/worlds/{self.world.id}").json(), client.get("/home").path

    def _filled(self, values: Any) -> dict[str, str]:
        return {name: value.format_map(self.facts) for name, value in values.items()}


def _offered(clients: RouteClients) -> dict[str, str]:
    secret = clients["client"].submit("/settings/security/two-factor/offer").value(id="key")
    return {"offered": "yes", "offered_code": pyotp.TOTP(secret).at(clients.world.now())}


def _resting(clients: RouteClients) -> dict[str, str]:
    clients["client"].submit("/settings/security/pause", {"until": "2026-06-01"})
    return {"resting": "yes"}


def _link(clients: RouteClients) -> dict[str, str]:
    clients["shut out"].get("/home")
    return {"link": clients.world.mail()[-1]["body"].partition("/restore/")[2].split()[0]}


def _proved(clients: RouteClients) -> dict[str, str]:
    clients["shut out"].get("/support/reopen")
    picture = BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    proof = {"proof": ("me.png", picture.getvalue())}
    clients["shut out"].submit("/support/reopen", {"message": "It is me."}, files=proof)
    return {"proved": list(clients.world.state()["support_requests"])[-1]}


def _removed(clients: RouteClients) -> dict[str, str]:
    clients["freelancer"].get("/settings/security")
    clients["freelancer"].submit("/settings/security/reviews/review-1", {"message": "It is not fair."})
    request = list(clients.world.state()["support_requests"])[-1]
    decide(clients["support-agent"], "remove", key=request)
    return {"removed": request}


def _newcomer(clients: RouteClients) -> dict[str, str]:
    """An account whose key no other world has."""
    clients["stranger"].get("/home")
    accounts = clients.world.state()["accounts"].items()
    return {"newcomer": next(key for key, row in accounts if row["email"] == clients.email("stranger"))}


def _ticket(clients: RouteClients) -> dict[str, str]:
    return {"ticket": clients["freelancer"].begin().rpartition("/")[2]}


def _double(clients: RouteClients) -> dict[str, str]:
    sign_up(HttpClient(clients.base_url), clients.world, name=clients.world.owner.name)
    return {"double": list(clients.world.state()["accounts"])[-1]}


def _undoable(clients: RouteClients) -> dict[str, str]:
    page = clients["freelancer"].submit("/my-jobs/contract-4/end")
    return {"undoable": next(form.path for form in page.forms if form.path.startswith("/undo/")).rpartition("/")[2]}


def _recovery_code(clients: RouteClients) -> dict[str, str]:
    clients["freelancer"].get("/home")
    form = {"authenticator-code": clients.facts["next_totp"]}
    page = clients["freelancer"].submit("/settings/security/recovery-codes", form)
    return {"recovery_code": page.texts("li", class_="code")[0]}


def _texting(clients: RouteClients) -> dict[str, str]:
    clients["freelancer"].submit("/settings/security/phone", {"phone": "(555) 020-2000"})
    return {"texting": "yes", "phone_code": CODE.findall(clients.world.mail()[-1]["body"])[0]}


def _new_email(clients: RouteClients) -> dict[str, str]:
    form = {"email": clients.email("new"), "password": clients.world.owner.password}
    clients["freelancer"].submit("/settings/security/email", form)
    return {"new_email": clients.world.mail()[-1]["body"].partition("/new-email/")[2].split()[0]}


# Prepares each value that the address of a rule needs.
PREPARED: dict[str, Callable[[RouteClients], dict[str, str]]] = {
    "offered": _offered,
    "resting": _resting,
    "link": _link,
    "proved": _proved,
    "removed": _removed,
    "newcomer": _newcomer,
    "ticket": _ticket,
    "double": _double,
    "undoable": _undoable,
    "recovery_code": _recovery_code,
    "texting": _texting,
    "new_email": _new_email,
}


class SharedWorlds:
    """Worlds on one site for requests that change nothing: routes that need the same share one."""

    def __init__(self, base_url: str, app: Flask) -> None:
        self.base_url, self.app = base_url, app
        self.made: dict[str, RouteClients] = {}

    def of_route(self, name: str) -> RouteClients:
        """The users of a route."""
        edition, needed = edition_of_route(name), sorted(RULES[name].url.values())
        key = repr((edition, needed))
        if key not in self.made:
            world = Site(self.base_url).make_world(edition, **HAS, recorded=True)
            self.made[key] = RouteClients(world, self.base_url, self.app, needed)
        return self.made[key]
