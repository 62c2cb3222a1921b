"""Reopening through support, with a picture as proof, or by the mailed link: in time, and once."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from flows.site.client import World
from tests.support.changes import account_row, changed_rows, unchanged
from tests.support.gated_edition import closed_world, gated
from tests.support.http_client import HttpClient, log_in
from tests.support.mail import links, mailed
from tests.support.support_desk import decide, informed
from tests.support.types import MakeWorld

FORM = "/support/reopen"
PLEASE = {"message": "Please."}
PROOF = {"by": "support", "within": "P30D", "proof": True, "takes": "P2D"}
NO_PICTURE = "Choose a picture: a PNG or JPEG file."
TOO_LARGE = "That picture is too large. Make it smaller, and choose it again."


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), **options: Any) -> bytes:
    drawn = BytesIO()
    Image.new("RGB", size, "teal").save(drawn, kind, **options)
    return drawn.getvalue()


def ask(visitor: HttpClient, world: World, proof: bytes | None, name: str = "me.png") -> Any:
    visitor.log_in(world.owner)
    visitor.get(FORM)
    files = None if proof is None else {"proof": (name, proof)}
    return visitor.submit(FORM, PLEASE, files=files)


def test_a_reopening_takes_effect_on_its_announced_day(make_world: MakeWorld, visitor: HttpClient) -> None:
    world = closed_world(make_world, PROOF)
    before = account_row(world)
    how = "until 13 February 2026, with a picture that proves who you are. That takes 2 days."
    assert how in world.mail()[0]["body"]
    assert ask(visitor, world, picture()).heading == "Support has your request"
    agent = log_in(world, "support-agent")
    assert decide(agent, "reopen", "Welcome.").message == informed(world, "closed")
    account = account_row(world)
    assert account == {**before, "restore_at": "2026-01-16T10:00:00Z"}
    assert visitor.log_in(world.owner).message == "This account is open again on 16 January 2026."
    assert visitor.get(FORM).path == "/login"
    body = "Welcome. Your account is open again on 16 January 2026. You will hear from us by email."
    assert mailed(world)[-1] == ("freelancer", "Support has answered", body)
    world.advance("P1DT23H59M59S")
    assert account_row(world)["status"] == "closed"
    world.advance("PT1S")
    assert [path for path in changed_rows(world) if not path.startswith("/support_")] == []
    assert mailed(world)[-1][:2] == ("freelancer", "Your Worklane account is open again")
    assert visitor.log_in(world.owner).path == "/home"


def test_after_the_limit_nothing_can_be_reopened(make_world: MakeWorld, visitor: HttpClient) -> None:
    world = closed_world(make_world, PROOF)
    ask(visitor, world, picture())
    world.advance("P30D")
    before = world.state()
    agent = log_in(world, "support-agent")
    refused = decide(agent, "reopen")
    refusal = "That account can no longer be reopened. Decline the request."
    assert (refused.status_code, refused.message, world.state()) == (409, refusal, before)
    late = visitor.log_in(world.owner)
    assert (late.message, late.texts("a")) == (
        "Account not found.",
        ["Skip to content", "Worklane", "Sign up", "Find Talent"],
    )
    assert visitor.submit(FORM, PLEASE, files={"proof": ("me.png", picture())}).path == "/login"
    assert world.state() == before


def test_a_wrong_password_does_not_reveal_a_closed_account(make_world: MakeWorld, visitor: HttpClient) -> None:
    world = closed_world(make_world, PROOF)
    visitor.get(world.login_url)
    refused = visitor.submit("/login", {"email": world.owner.email, "password": "wrong"})
    assert refused.outcome == (401, "That password is not right.")
    assert visitor.get(FORM).path == "/login"


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


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_an_invalid_picture_is_refused(make_world: MakeWorld, visitor: HttpClient, content: bytes | None) -> None:
    world = closed_world(make_world, PROOF)
    with unchanged(world):
        refused = ask(visitor, world, content)
        complaint = TOO_LARGE if content == HOSTILE["a bomb"] else NO_PICTURE
        assert (refused.status_code, refused.complaints) == (422, {"proof": complaint})


def test_more_than_a_megabyte_is_refused(make_world: MakeWorld, visitor: HttpClient) -> None:
    world = closed_world(make_world, PROOF)
    with unchanged(world):
        assert ask(visitor, world, picture() + b"x" * 1_100_000).status_code == 413


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_the_proof_is_cleaned_private_and_deleted_when_decided(
    make_world: MakeWorld, visitor: HttpClient, kind: str
) -> None:
    world = closed_world(make_world, PROOF)
    secret = b"GPS: at home<script>"
    options: dict[str, Any] = {"comment": secret} if kind == "JPEG" else {}
    assert ask(visitor, world, picture(kind, **options) + secret, "../../x.html").status_code == 200
    agent, client = log_in(world, "support-agent"), log_in(world, "client")
    address = "/support-desk/request-1/proof"
    kept = agent.get(address)
    assert (kept.headers["Content-Type"], kept.headers["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert secret not in kept.content
    with Image.open(BytesIO(kept.content)) as drawn:
        assert (drawn.format, drawn.size) == ("PNG", (40, 30))
    assert client.get(address).status_code == 404
    assert visitor.get(address).path == "/login"
    foreign = log_in(make_world(gated(), seed=2), "support-agent")
    assert foreign.get(address).status_code == 404
    decide(agent, "decline", "That is somebody else.")
    assert agent.get(address).status_code == 404


LINK = {"by": "link", "within": "P14D"}
GONE = "That link was used already, or is too late."


def mailed_link(world: World) -> str:
    (mail,) = [mail for mail in world.mail() if mail["subject"] == "Goodbye"]
    return links(mail)[0].removeprefix(world.site.base_url)


def test_the_mailed_link_opens_the_account_once(make_world: MakeWorld, visitor: HttpClient) -> None:
    world = closed_world(make_world, LINK)
    link, before = mailed_link(world), world.state()
    assert "The link in our email opens it again until 28 January 2026." in world.mail()[0]["body"]
    assert visitor.get(link).heading == "Open your account again"
    assert world.state() == before
    assert visitor.submit(link).path == "/login"
    assert changed_rows(world) == {}
    for again in (visitor.get(link), visitor.submit(link)):
        assert again.outcome == (410, GONE)
    log_in(world).close_account()
    for again in (visitor.get(link), visitor.submit(link)):
        assert again.outcome == (410, GONE)
    assert account_row(world)["status"] == "closed"


def test_the_mailed_link_expires_on_time(make_world: MakeWorld, visitor: HttpClient) -> None:
    world = closed_world(make_world, LINK)
    link = mailed_link(world)
    world.advance("P13DT23H59M59S")
    page = visitor.get(link)
    assert page.status_code == 200
    world.advance("PT1S")
    with unchanged(world):
        assert (visitor.get(link).status_code, visitor.submit(link).status_code) == (410, 410)


@pytest.mark.parametrize("changed", ["", "x", "WzEsIm8iXQ.abc", "%00", "a" * 5000])
def test_a_forged_link_is_refused(make_world: MakeWorld, visitor: HttpClient, changed: str) -> None:
    world = closed_world(make_world, LINK)
    with unchanged(world):
        visitor.get("/login")
        for link in (f"{mailed_link(world)}{changed or 'y'}", f"/restore/{changed or 'z'}"):
            assert visitor.get(link).status_code == 410
            assert visitor.submit(link).status_code == 410


def test_the_link_is_refused_in_the_session_of_another_account(make_world: MakeWorld) -> None:
    world = closed_world(make_world, LINK)
    link, before = mailed_link(world), world.state()
    client = log_in(world, "client")
    refusal = "That link reopens another account. Log out here first."
    for refused in (client.get(link), client.submit(link)):
        assert refused.outcome == (409, refusal)
    assert world.state() == before


def test_no_link_is_mailed_if_support_reopens(make_world: MakeWorld) -> None:
    world = closed_world(make_world, {"by": "support"})
    assert links(world.mail()[0]) == []


def test_support_is_not_offered_beside_a_link(make_world: MakeWorld, visitor: HttpClient) -> None:
    world = closed_world(make_world, LINK)
    assert "Ask support to reopen it" not in visitor.log_in(world.owner).texts("a")
    assert visitor.get(FORM).path == "/login"
