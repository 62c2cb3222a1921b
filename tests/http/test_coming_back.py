"""Coming back through support: within a limit, with a picture that proves it, and not at once."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from flows.site.client import World
from tests.support.aftermath import mailed, said
from tests.support.browserless import Browserless, at, heading, words
from tests.support.gated_edition import complaints, decide, gated, stored
from tests.support.just_closed import closed

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]
FORM = "/support/reopen"
PLEASE = {"message": "Please."}
PROOF = {"by": "support", "within": "P30D", "proof": True, "takes": "P2D"}
NO_PICTURE = "Choose a picture: a PNG or JPEG file."


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), **options: Any) -> bytes:
    drawn = BytesIO()
    Image.new("RGB", size, "teal").save(drawn, kind, **options)
    return drawn.getvalue()


def ask(visitor: Browserless, world: World, proof: bytes | None, name: str = "me.png") -> Any:
    visitor.log_in(world.owner)
    visitor.get(FORM)
    files = None if proof is None else {"proof": (name, proof)}
    return visitor.submit(FORM, PLEASE, files=files)


def test_support_restores_in_its_time_and_both_are_told_when(
    make_world: MakeWorld, log_in: LogIn, visitor: Browserless
) -> None:
    world = closed(make_world, log_in, PROOF)
    before = world.state()["accounts"]["freelancer"]
    assert (
        "until 13 February 2026, with a picture that proves who you are. That takes 2 days." in world.mail()[0]["body"]
    )
    assert heading(ask(visitor, world, picture())) == "Support has your request"
    agent = log_in(world.accounts["support-agent"])
    assert said(decide(agent, "reopen", "Welcome.")) == f"{world.owner.name} has been told. The account is closed."
    account = world.state()["accounts"]["freelancer"]
    assert account == {**before, "restore_at": "2026-01-16T10:00:00Z"}
    assert said(visitor.log_in(world.owner)) == "This account is open again on 16 January 2026."
    assert at(visitor.get(FORM)) == "/login"
    told = "Welcome. Your account is open again on 16 January 2026. You will hear from us by email."
    assert mailed(world)[-1] == ("freelancer", "Support has answered", told)
    world.advance("P1DT23H59M59S")
    assert world.state()["accounts"]["freelancer"]["status"] == "closed"
    world.advance("PT1S")
    assert [path for path in stored(world) if not path.startswith("/support_")] == []
    assert mailed(world)[-1][:2] == ("freelancer", "Your Worklane account is open again")
    assert at(visitor.log_in(world.owner)) == "/home"


def test_past_the_limit_nobody_can_ask_and_no_agent_can_grant(
    make_world: MakeWorld, log_in: LogIn, visitor: Browserless
) -> None:
    world = closed(make_world, log_in, PROOF)
    ask(visitor, world, picture())
    world.advance("P30D")
    before = world.state()
    agent = log_in(world.accounts["support-agent"])
    refused = decide(agent, "reopen")
    told = "That account can no longer be reopened. Decline the request."
    assert (refused.status_code, said(refused), world.state()) == (409, told, before)
    late = visitor.log_in(world.owner)
    assert (said(late), words(late, "a")) == ("Account not found.", ["Skip to content", "Worklane", "Sign up"])
    assert at(visitor.submit(FORM, PLEASE, files={"proof": ("me.png", picture())})) == "/login"
    assert world.state() == before


def test_a_wrong_password_says_no_more_than_it_does_of_an_open_account(
    make_world: MakeWorld, log_in: LogIn, visitor: Browserless
) -> None:
    world = closed(make_world, log_in, PROOF)
    visitor.get(world.login_url)
    refused = visitor.submit("/login", {"email": world.owner.email, "password": "wrong"})
    assert (refused.status_code, said(refused)) == (401, "That password is not right.")
    assert at(visitor.get(FORM)) == "/login"


HOSTILE = {
    "nothing": None,
    "an empty file": b"",
    "words": b"I am Dennis.",
    "a drawing in words": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "a page": b"<html><script>alert(1)</script></html>",
    "half a picture": picture("JPEG", (400, 300))[:500],
    "a picture in another format": picture("GIF"),
    "a document": b"%PDF-1.7 ...",
    "a bomb": picture(size=(5000, 5000)),
}


@pytest.mark.parametrize("given", HOSTILE.values(), ids=HOSTILE)
def test_what_is_no_picture_is_refused(
    make_world: MakeWorld, log_in: LogIn, visitor: Browserless, given: bytes | None
) -> None:
    world = closed(make_world, log_in, PROOF)
    before = world.state()
    refused = ask(visitor, world, given)
    too_large = {"proof": "That picture is too large. Make it smaller, and choose it again."}
    assert (refused.status_code, complaints(refused)) == (
        422,
        too_large if given == HOSTILE["a bomb"] else {"proof": NO_PICTURE},
    )
    assert world.state() == before


def test_more_than_a_megabyte_is_refused(make_world: MakeWorld, log_in: LogIn, visitor: Browserless) -> None:
    world = closed(make_world, log_in, PROOF)
    before = world.state()
    assert ask(visitor, world, picture() + b"x" * 1_100_000).status_code == 413
    assert world.state() == before


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_only_the_picture_itself_is_kept_until_it_is_decided_and_only_the_agent_sees_it(
    make_world: MakeWorld, log_in: LogIn, visitor: Browserless, kind: str
) -> None:
    world = closed(make_world, log_in, PROOF)
    secret = b"GPS: at home<script>"
    options: dict[str, Any] = {"comment": secret} if kind == "JPEG" else {}
    assert ask(visitor, world, picture(kind, **options) + secret, "../../x.html").status_code == 200
    agent, client = log_in(world.accounts["support-agent"]), log_in(world.accounts["client"])
    address = "/support-desk/request-1/proof"
    kept = agent.get(address)
    assert (kept.headers["Content-Type"], kept.headers["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert secret not in kept.content
    with Image.open(BytesIO(kept.content)) as drawn:
        assert (drawn.format, drawn.size) == ("PNG", (40, 30))
    assert client.get(address).status_code == 404
    assert at(visitor.get(address)) == "/login"
    foreign = log_in(make_world(edition=gated(), persona="freelancer", seed=2).accounts["support-agent"])
    assert foreign.get(address).status_code == 404
    decide(agent, "decline", "That is somebody else.")
    assert agent.get(address).status_code == 404
