"""Everybody of the world that the routes are asked in, and what has to have happened there before.

That world has everything that a freelancer can owe, and nothing in its edition stands in the way of a closing.
"""

import re
from collections.abc import Callable, Collection
from datetime import timedelta
from io import BytesIO
from typing import Any

import pyotp
import requests
from flask import Flask
from PIL import Image

from flows.site.client import World
from tests.support.browserless import Browserless, at
from tests.support.route_rules import CONTROL, RULES

NEWCOMERS = {
    "signing up": "(555) 020-0001",
    "stranger": "(555) 020-0002",
    "shut out": "(555) 020-0003",
    "rival": "(555) 020-0004",
}


class Everybody(dict[str, Browserless]):
    """A session of everybody of a world, made when it is first asked for."""

    def __init__(self, world: World, base_url: str, app: Flask, needed: Collection[str]) -> None:
        super().__init__()
        self.world, self.base_url = world, base_url
        self.routes = app.url_map.bind("worklane.test")
        unknown = dict.fromkeys(("totp", "next_totp", "texted", "offered_code", *PREPARED), "")
        self.facts: dict[str, Any] = {**world.accounts, "world": world, **unknown}
        if "invoice-1" in needed:
            world.advance("P5D")  # over a Monday
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

    def __missing__(self, who: str) -> Browserless:
        reader = self[who] = Browserless(self.base_url)
        reader.get(self.world.login_url)
        if account := self.world.owner if who == "half in" else self.world.accounts.get(who):
            reader.log_in(account)
        if who in ("freelancer", "half in"):
            totp, now = pyotp.TOTP(self.world.owner.totp_secret or ""), self.world.now()
            self.facts |= {"totp": totp.at(now), "next_totp": totp.at(now + timedelta(seconds=30))}
        if who == "freelancer":
            reader.submit("/login/code", {"code": self.facts["totp"]})
        if who in NEWCOMERS:
            email, phone = self.email(who), NEWCOMERS[who]
            told = {"name": f"Zoe {who.title()}", "email": email, "phone": phone, "password": "correct horse"}
            reader.submit("/signup", {**told, "persona": "client" if who == "rival" else "freelancer"})
            self.facts["texted"] = re.findall(r"code is (\d{6})", self.world.mail()[-1]["body"])[0]
        if who in ("stranger", "shut out", "rival"):
            reader.submit("/signup/code", {"code": self.facts["texted"]})
        if who == "shut out":
            reader.submit("/gate", {"password": told["password"]})  # where there is one
            reader.submit(f"{reader.begin()}/1", RULES["POST closing.stage"].form)
            reader.submit("/login", {"email": email, "password": told["password"]})
        return reader

    def email(self, newcomer: str) -> str:
        """The address that a newcomer signs up with."""
        return f"{newcomer.replace(' ', '.')}@{self.world.id}.worklane.test"

    def url(self, name: str) -> str:
        """The address of a route, filled as its rule says."""
        method, endpoint = name.partition("/")[0].split()
        return self.routes.build(endpoint, self._filled(RULES[name].url), method)

    def ask(
        self, reader: Browserless, name: str, token: dict[str, str] | None = None, **options: Any
    ) -> requests.Response:
        """A good request to a route, with the reader's own token or the one that is given."""
        rule, method = RULES[name], name.split()[0]
        form = self._filled(rule.form)
        if rule.who == CONTROL:
            return reader.request(method, self.url(name), json=form, **options)
        form |= {"csrf_token": reader.token} if token is None else token
        sent = {} if method == "GET" else {"data": form, "files": rule.files}
        return reader.request(method, self.url(name), **sent, **options)

    def seen(self, reader: Browserless) -> object:
        """What there is to see of a change: the stored state, and whether the reader is logged in."""
        return reader.get(f"/_control/worlds/{self.world.id}").json(), at(reader.get("/home"))

    def _filled(self, values: Any) -> dict[str, str]:
        return {name: value.format_map(self.facts) for name, value in values.items()}


def _offered(everybody: Everybody) -> dict[str, str]:
    offer = everybody["client"].submit("/settings/security/two-factor/offer")
    secret = re.findall(r'id="key" value="(\w+)"', offer.text)[0]
    return {"offered": "yes", "offered_code": pyotp.TOTP(secret).at(everybody.world.now())}


def _resting(everybody: Everybody) -> dict[str, str]:
    everybody["client"].submit("/settings/security/pause", {"until": "2026-06-01"})
    return {"resting": "yes"}


def _link(everybody: Everybody) -> dict[str, str]:
    everybody["shut out"].get("/home")
    return {"link": everybody.world.mail()[-1]["body"].partition("/restore/")[2].split()[0]}


def _proved(everybody: Everybody) -> dict[str, str]:
    everybody["shut out"].get("/support/reopen")
    picture = BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    proof = {"proof": ("me.png", picture.getvalue())}
    everybody["shut out"].submit("/support/reopen", {"message": "It is me."}, files=proof)
    return {"proved": list(everybody.world.state()["support_requests"])[-1]}


def _removed(everybody: Everybody) -> dict[str, str]:
    everybody["freelancer"].get("/settings/security")
    everybody["freelancer"].submit("/settings/security/reviews/review-1", {"message": "It is not fair."})
    request = list(everybody.world.state()["support_requests"])[-1]
    agent = everybody["support-agent"]
    agent.get("/support-desk/")
    agent.submit(f"/support-desk/{request}", {"decision": "remove"})
    return {"removed": request}


def _ticket(everybody: Everybody) -> dict[str, str]:
    return {"ticket": everybody["freelancer"].begin().rpartition("/")[2]}


# What has to have happened for a fact that a rule names in an address.
PREPARED: dict[str, Callable[[Everybody], dict[str, str]]] = {
    "offered": _offered,
    "resting": _resting,
    "link": _link,
    "proved": _proved,
    "removed": _removed,
    "ticket": _ticket,
}
