"""Somebody new: the details they sign up with, and the codes that are texted to them."""

import re

from flows.site.client import World
from tests.support.browserless import Browserless, at, heading

PHONE = "(555) 020-1234"
PASSWORD = "correct horse"


def details(world: World, **changes: str) -> dict[str, str]:
    """Good details of somebody new; what is given replaces them."""
    email = f"ada.obi@{world.id}.worklane.test"
    good = {"name": "Ada Obi", "email": email, "phone": PHONE, "password": PASSWORD, "persona": "freelancer"}
    return {**good, **changes}


def codes(world: World, phone: str = PHONE) -> list[str]:
    """The codes that were texted to a phone, oldest first."""
    texts = [mail["body"] for mail in world.mail() if (mail["to"], mail["subject"]) == (phone, "Text message")]
    return [found[0] for text in texts if (found := re.search(r"\b\d{6}\b", text))]


def come(reader: Browserless, world: World) -> Browserless:
    """Come through the login link of a world to the form that asks for the details."""
    reader.get(world.login_url)
    assert heading(reader.get("/signup")) == "Join Worklane"
    return reader


def join(reader: Browserless, world: World, **changes: str) -> Browserless:
    """Sign up and prove the phone number."""
    given = details(world, **changes)
    assert at(reader.submit("/signup", given)) == "/signup/code"
    assert at(reader.submit("/signup/code", {"code": codes(world, given["phone"])[-1]})) == "/home"
    return reader
