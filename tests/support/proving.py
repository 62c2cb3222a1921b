"""Ways in which somebody proves an account theirs: how to come to each, what a right and a wrong try is, and codes."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import pyotp
import requests

from flows.site.client import World
from tests.support.browserless import Browserless, at
from tests.support.gated_edition import CLOSE, QUESTIONS, Stage, gated

PLACE = "/settings/safety"
STEP = 30  # seconds
STALE = "That code is not right. Take the newest one from your authenticator."
NOT_THE_ANSWER = "That is not the answer you gave."


def totp(world: World, secret: str | None = None, steps: int = 0) -> str:
    """The code of an authenticator by the world's clock, so many steps later; the owner's if no secret is given."""
    return pyotp.TOTP(secret or world.owner.totp_secret or "").at(int(world.now().timestamp()) + steps * STEP)


def other_than(code: str) -> str:
    """Another code."""
    return f"{(int(code) + 500_000) % 10**6:06}"


def codes(world: World, to: str | None = None) -> list[str]:
    """The identity codes that were mailed to somebody, the owner if nobody is named, oldest first."""
    mine = [mail for mail in world.mail() if mail["to"] == (to or world.owner.email)]
    return [re.findall(r"\b\d{6}\b", mail["body"])[0] for mail in mine if mail["subject"] == "Your identity code"]


@dataclass(frozen=True)
class Asked:
    """Somebody whom a form asks for a proof."""

    reader: Browserless
    path: str
    name: str
    form: Mapping[str, str] = field(default_factory=dict)

    def give(self, proof: str, reader: Browserless | None = None) -> requests.Response:
        """Send the form with this, in another tab if one is given."""
        return (reader or self.reader).submit(self.path, {**self.form, self.name: proof})


@dataclass(frozen=True)
class Proof:
    """A way to prove it: ``come`` leads to where it is asked for, ``right`` knows what is right there.

    ``status`` and ``complaint`` are what a wrong try is told; ``passed`` is where a right one leads.
    """

    name: str
    come: Callable[[World, str], Asked]
    right: Callable[[World, Asked], str]
    passed: str
    complaint: str
    gate: Sequence[str] = ()
    stages: Sequence[Stage] = (CLOSE,)
    circumstances: tuple[str, ...] = ()
    status: int = 422

    def world(self, make_world: Callable[..., World]) -> World:
        """A world in which it is asked for."""
        edition = gated(*self.gate, stages=self.stages)
        return make_world(edition=edition, persona="freelancer", circumstances=self.circumstances)


def _at_login(world: World, base_url: str) -> Asked:
    reader = Browserless(base_url)
    reader.get(world.login_url)
    return Asked(reader, "/login", "password", {"email": world.owner.email})


def _half_in(world: World, base_url: str) -> Asked:
    reader = Browserless(base_url)
    assert at(reader.log_in(world.owner)) == "/login/code"
    return Asked(reader, "/login/code", "code")


def _in(world: World, base_url: str, page: str = "/settings/") -> Browserless:
    reader = Browserless(base_url)
    reader.log_in(world.owner)
    reader.get(page)
    return reader


def _at_gate(name: str) -> Callable[[World, str], Asked]:
    return lambda world, base_url: Asked(_in(world, base_url), "/gate", name)


def _at_change(world: World, base_url: str) -> Asked:
    form = {"question": QUESTIONS[1], "answer": world.owner.security_answer or ""}
    return Asked(_in(world, base_url, PLACE), f"{PLACE}/security-question", "current-answer", form)


def _at_code(world: World, base_url: str) -> Asked:
    reader = _in(world, base_url)
    run = reader.begin()
    reader.submit(f"{run}/1")
    return Asked(reader, f"{run}/2", "code")


def _mailed(world: World, asked: Asked) -> str:
    """The code of this closing: a look at its page mails another where the last is not good any more."""
    asked.reader.get(asked.path)
    link = f"{asked.path}\n"
    mine = [mail["body"] for mail in world.mail() if link in mail["body"]]
    return str(re.findall(r"\b\d{6}\b", mine[-1])[0])


def _at_off(world: World, base_url: str) -> Asked:
    asked = _half_in(world, base_url)
    world.advance(f"PT{STEP}S")  # no code is taken twice
    asked.give(totp(world))
    world.advance(f"PT{STEP}S")
    assert at(asked.reader.get(PLACE)) == PLACE
    return Asked(asked.reader, f"{PLACE}/two-factor/off", "authenticator-code")


def _password(world: World, _asked: Asked) -> str:
    return world.owner.password


def _answer(world: World, _asked: Asked) -> str:
    return world.owner.security_answer or ""


def _authenticator(world: World, _asked: Asked) -> str:
    return totp(world)


CODE_STAGES: list[Stage] = [
    {"heading": "First", "button": "Go on"},
    {"heading": "Your code", "asks": ["code"], "button": "Go on"},
    CLOSE,
]
PROOFS = {
    "password at login": Proof(
        "password", _at_login, _password, "/home", "That password is not right.", status=401
    ),
    "password at the gate": Proof(
        "password", _at_gate("password"), _password, "/settings/", "That is not your password.", ["password"]
    ),
    "answer at the gate": Proof(
        "security-answer", _at_gate("security-answer"), _answer, "/settings/", NOT_THE_ANSWER, ["security-question"]
    ),
    "answer to change the question": Proof("security-answer", _at_change, _answer, PLACE, NOT_THE_ANSWER),
    "code that was mailed": Proof(
        "code", _at_code, _mailed, "/3", "That is not the code we sent.", stages=CODE_STAGES
    ),
    "authenticator at login": Proof(
        "authenticator-code", _half_in, _authenticator, "/home", STALE, circumstances=("two-factor",), status=401
    ),
    "authenticator to turn it off": Proof(
        "authenticator-code", _at_off, _authenticator, PLACE, STALE, circumstances=("two-factor",)
    ),
}  # fmt: skip
