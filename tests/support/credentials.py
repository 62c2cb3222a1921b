"""Every credential that the site asks for: how to get to its form, and its right value."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import pyotp

from flows.site.client import World
from tests.support.gated_edition import CLOSE, QUESTIONS, Stage, gated
from tests.support.http_client import HttpClient, Page
from tests.support.types import MakeWorld

SECURITY = "/settings/safety"
STEP = 30  # seconds
STALE = "That code is not right. Take the newest one from your authenticator."
NOT_THE_ANSWER = "That is not the answer you gave."


def totp(world: World, secret: str | None = None, steps: int = 0) -> str:
    """An authenticator code at the world's time, ``steps`` later, with the owner's secret by default."""
    return pyotp.TOTP(secret or world.owner.totp_secret or "").at(int(world.now().timestamp()) + steps * STEP)


def other_than(code: str) -> str:
    return f"{(int(code) + 500_000) % 10**6:06}"


@dataclass(frozen=True)
class Prompt:
    """A reader at a form that asks for a credential in its field ``name``."""

    client: HttpClient
    path: str
    name: str
    form: Mapping[str, str] = field(default_factory=dict)

    def answer(self, credential: str, client: HttpClient | None = None) -> Page:
        """Send the form with this credential, in another tab if one is given."""
        return (client or self.client).submit(self.path, {**self.form, self.name: credential})


@dataclass(frozen=True)
class Credential:
    """A credential: ``come`` gets to its form, ``right`` returns its right value.

    ``status`` and ``complaint`` are the answer to a wrong try; a right one leads to a path that ends with ``passed``.
    """

    name: str
    come: Callable[[World], Prompt]
    right: Callable[[World, Prompt], str]
    passed: str
    complaint: str
    gate: Sequence[str] = ()
    stages: Sequence[Stage] = (CLOSE,)
    circumstances: tuple[str, ...] = ()
    status: int = 422

    def world(self, make_world: MakeWorld) -> World:
        """A world in which this credential is asked for."""
        edition = gated(*self.gate, stages=self.stages)
        return make_world(edition, circumstances=self.circumstances)


def _at_login(world: World) -> Prompt:
    client = HttpClient(world.site.base_url)
    client.get(world.login_url)
    return Prompt(client, "/login", "password", {"email": world.owner.email})


def _half_in(world: World) -> Prompt:
    client = HttpClient(world.site.base_url)
    assert client.log_in(world.owner).path == "/login/code"
    return Prompt(client, "/login/code", "code")


def _in(world: World, page: str = "/settings/") -> HttpClient:
    client = HttpClient(world.site.base_url)
    client.log_in(world.owner)
    client.get(page)
    return client


def _at_gate(name: str) -> Callable[[World], Prompt]:
    return lambda world: Prompt(_in(world), "/gate", name)


def _at_change(world: World) -> Prompt:
    form = {"question": QUESTIONS[1], "answer": world.owner.security_answer or ""}
    return Prompt(_in(world, SECURITY), f"{SECURITY}/security-question", "current-answer", form)


def _at_code(world: World) -> Prompt:
    client = _in(world)
    run = client.begin()
    client.submit(f"{run}/1")
    return Prompt(client, f"{run}/2", "code")


def _mailed(world: World, prompt: Prompt) -> str:
    """The newest code of this closing, after opening its page."""
    prompt.client.get(prompt.path)
    link = f"{prompt.path}\n"
    bodies = [mail["body"] for mail in world.mail() if link in mail["body"]]
    return str(re.findall(r"\b\d{6}\b", bodies[-1])[0])


def _at_new_email(world: World) -> Prompt:
    path = "/settings/account/email"
    return Prompt(_in(world, path), path, "password", {"email": f"new.address@{world.id}.worklane.test"})


def _at_off(world: World) -> Prompt:
    prompt = _half_in(world)
    world.advance(f"PT{STEP}S")  # no code is accepted twice
    prompt.answer(totp(world))
    world.advance(f"PT{STEP}S")
    assert prompt.client.get(SECURITY).path == SECURITY
    return Prompt(prompt.client, f"{SECURITY}/two-factor/off", "authenticator-code")


def _password(world: World, _prompt: Prompt) -> str:
    return world.owner.password


def _answer(world: World, _prompt: Prompt) -> str:
    return world.owner.security_answer or ""


def _authenticator(world: World, _prompt: Prompt) -> str:
    return totp(world)


CODE_STAGES: list[Stage] = [
    {"heading": "First", "button": "Go on"},
    {"heading": "Your code", "asks": ["code"], "button": "Go on"},
    CLOSE,
]
CREDENTIALS = {
    "password at login": Credential(
        "password", _at_login, _password, "/home", "That password is not right.", status=401
    ),
    "password at the gate": Credential(
        "password", _at_gate("password"), _password, "/settings/", "That is not your password.", ["password"]
    ),
    "answer at the gate": Credential(
        "security-answer", _at_gate("security-answer"), _answer, "/settings/", NOT_THE_ANSWER, ["security-question"]
    ),
    "answer to change the question": Credential("security-answer", _at_change, _answer, SECURITY, NOT_THE_ANSWER),
    "password to change the email": Credential(
        "password", _at_new_email, _password, "/settings/account", "That is not your password."
    ),
    "code that was mailed": Credential(
        "code", _at_code, _mailed, "/3", "That is not the code we sent.", stages=CODE_STAGES
    ),
    "authenticator at login": Credential(
        "authenticator-code", _half_in, _authenticator, "/home", STALE, circumstances=("two-factor",), status=401
    ),
    "authenticator to turn it off": Credential(
        "authenticator-code", _at_off, _authenticator, SECURITY, STALE, circumstances=("two-factor",)
    ),
}  # fmt: skip
