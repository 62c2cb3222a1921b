"""Signing up: the details of a new person, and the codes that are texted to them."""

from flows.site.client import World
from tests.support.http_client import HttpClient
from tests.support.mail import codes

PHONE = "(555) 020-1234"
PASSWORD = "correct horse"


def details(world: World, **changes: str) -> dict[str, str]:
    """The sign-up form of a new person; ``changes`` replace the valid details."""
    email = f"ada.obi@{world.id}.worklane.test"
    good = {"name": "Ada Obi", "email": email, "phone": PHONE, "password": PASSWORD, "persona": "freelancer"}
    return {**good, **changes}


def texted_codes(world: World, phone: str = PHONE) -> list[str]:
    """The codes texted to a phone, oldest first."""
    return codes(world, phone, "Text message")


def open_signup(client: HttpClient, world: World) -> HttpClient:
    """Follow the login link of a world, then open the sign-up form."""
    client.get(world.login_url)
    assert client.get("/signup").heading == "Join Worklane"
    return client


def sign_up(client: HttpClient, world: World, **changes: str) -> HttpClient:
    """Open the form, sign up, and prove the phone number."""
    form = details(world, **changes)
    assert open_signup(client, world).submit("/signup", form).path == "/signup/code"
    assert client.submit("/signup/code", {"code": texted_codes(world, form["phone"])[-1]}).path == "/home"
    return client
