"""Coming back: through support within a limit, with proof and not at once; by a mailed link; after a suspension."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from aftermath import changed, mailed, said
from browserless import Browserless, at, heading, words
from gated_edition import CLOSE, complaints, decide, gated, links, stored
from PIL import Image

from flows.worlds import World

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]
FORM, APPEAL = "/support/reopen", "/support/appeal"
PLEASE = {"message": "Please."}
LINK = {"by": "link", "within": "P14D"}
PROOF = {"by": "support", "within": "P30D", "proof": True, "takes": "P2D"}
GONE = "That link was used already, or is too late."
NO_PICTURE = "Choose a picture: a PNG or JPEG file."


def closed(make_world: MakeWorld, log_in: LogIn, restore: dict[str, Any], **asked: Any) -> World:
    """A world whose freelancer has just closed the account, which can be restored in that way."""
    edition = gated(stages=[CLOSE], after={"mail": "Goodbye", "restore": restore})
    world = make_world(edition=edition, persona="freelancer", **asked)
    reader = log_in(world)
    assert heading(reader.submit(f"{reader.begin()}/1")) == "You have left"
    return world


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), **options: Any) -> bytes:
    drawn = BytesIO()
    Image.new("RGB", size, "teal").save(drawn, kind, **options)
    return drawn.getvalue()


def ask(visitor: Browserless, world: World, proof: bytes | None, name: str = "me.png") -> Any:
    visitor.log_in(world.owner)
    visitor.get(FORM)
    files = None if proof is None else {"proof": (name, proof)}
    return visitor.submit(FORM, PLEASE, files=files)


def mailed_link(world: World) -> str:
    (mail,) = [mail for mail in world.mail() if mail["subject"] == "Goodbye"]
    return links(mail)[0].removeprefix(world.site.base_url)


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
    assert said(decide(agent, "reopen", "Welcome.")) == f"{world.owner.name} is told. The account is closed."
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
    told = "That account cannot be opened again any more. Decline the request."
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


def test_the_mailed_link_opens_the_account_once(make_world: MakeWorld, log_in: LogIn, visitor: Browserless) -> None:
    world = closed(make_world, log_in, LINK)
    link, before = mailed_link(world), world.state()
    assert "The link in our email opens it again until 28 January 2026." in world.mail()[0]["body"]
    assert heading(visitor.get(link)) == "Open your account again"
    assert world.state() == before
    assert at(visitor.submit(link)) == "/login"
    assert stored(world) == {}
    for again in (visitor.get(link), visitor.submit(link)):
        assert (again.status_code, said(again)) == (410, GONE)
    reader = log_in(world)
    reader.submit(f"{reader.begin()}/1")
    for again in (visitor.get(link), visitor.submit(link)):
        assert (again.status_code, said(again)) == (410, GONE)
    assert world.state()["accounts"]["freelancer"]["status"] == "closed"


def test_the_mailed_link_is_too_late_at_its_moment(make_world: MakeWorld, log_in: LogIn, visitor: Browserless) -> None:
    world = closed(make_world, log_in, LINK)
    link = mailed_link(world)
    world.advance("P13DT23H59M59S")
    page = visitor.get(link)
    assert page.status_code == 200
    world.advance("PT1S")
    before = world.state()
    assert (visitor.get(link).status_code, visitor.submit(link).status_code) == (410, 410)
    assert world.state() == before


@pytest.mark.parametrize("changed", ["", "x", "WzEsIm8iXQ.abc", "%00", "a" * 5000])
def test_a_link_that_is_not_ours_opens_nothing(
    make_world: MakeWorld, log_in: LogIn, visitor: Browserless, changed: str
) -> None:
    world = closed(make_world, log_in, LINK)
    before = world.state()
    visitor.get("/login")
    for link in (f"{mailed_link(world)}{changed or 'y'}", f"/restore/{changed or 'z'}"):
        assert visitor.get(link).status_code == 410
        assert visitor.submit(link).status_code == 410
    assert world.state() == before


def test_somebody_else_who_is_logged_in_opens_no_account_of_another(make_world: MakeWorld, log_in: LogIn) -> None:
    world = closed(make_world, log_in, LINK)
    link, before = mailed_link(world), world.state()
    client = log_in(world.accounts["client"])
    told = "That link opens another account. Log out here first."
    for refused in (client.get(link), client.submit(link)):
        assert (refused.status_code, said(refused)) == (409, told)
    assert world.state() == before


def test_where_support_restores_no_link_is_mailed(make_world: MakeWorld, log_in: LogIn) -> None:
    world = closed(make_world, log_in, {"by": "support"})
    assert links(world.mail()[0]) == []


def test_who_can_come_back_by_a_link_cannot_ask_support(
    make_world: MakeWorld, log_in: LogIn, visitor: Browserless
) -> None:
    world = closed(make_world, log_in, LINK)
    assert "Ask support to reopen it" not in words(visitor.log_in(world.owner), "a")
    assert at(visitor.get(FORM)) == "/login"


@pytest.fixture
def suspended(make_world: MakeWorld) -> World:
    return make_world(edition=gated(), persona="freelancer", circumstances=("suspended",))


def test_whoever_is_suspended_reads_why_and_nobody_finds_them(
    suspended: World, log_in: LogIn, visitor: Browserless
) -> None:
    why = suspended.state()["accounts"]["freelancer"]["suspended_for"]
    turned_away = visitor.log_in(suspended.owner)
    assert (turned_away.status_code, said(turned_away)) == (403, f"This account is suspended: {why}")
    assert f"Why it is suspended: {why}" in words(visitor.get(APPEAL), "p")
    assert at(visitor.get("/home")) == "/login"
    assert at(visitor.get(FORM)) == "/login"
    client = log_in(suspended.accounts["client"])
    assert suspended.owner.name not in words(client.get("/talent"), "strong")
    assert client.get(f"/talent/{suspended.id}/freelancer").status_code == 404


@pytest.mark.parametrize("decision", ["lift", "decline"])
def test_an_appeal_is_decided_with_a_reason_that_is_read(
    suspended: World, log_in: LogIn, visitor: Browserless, decision: str
) -> None:
    visitor.log_in(suspended.owner)
    visitor.get(APPEAL)
    assert heading(visitor.submit(APPEAL, {"message": "I took it down."})) == "Support has your request"
    agent = log_in(suspended.accounts["support-agent"])
    before = suspended.state()
    refused = decide(agent, decision)
    assert (refused.status_code, suspended.state()) == (422, before)
    decide(agent, decision, "Because.")
    lifted = decision == "lift"
    account = suspended.state()["accounts"]["freelancer"]
    assert (account["status"], account["suspended_for"] is None) == ("open" if lifted else "suspended", lifted)
    subject = "Support has answered" if lifted else "Your account stays suspended"
    assert mailed(suspended)[-1] == ("freelancer", subject, "Because.")
    again = visitor.log_in(suspended.owner)
    assert at(again) == ("/home" if lifted else "/login")
    if not lifted:
        assert "Because." in words(visitor.get(APPEAL), "blockquote")
        assert heading(visitor.submit(APPEAL, {"message": "Please look again."})) == "Support has your request"


def test_a_suspension_is_lifted_once(suspended: World, log_in: LogIn, visitor: Browserless) -> None:
    visitor.log_in(suspended.owner)
    visitor.get(APPEAL)
    visitor.submit(APPEAL, PLEASE)
    agents = [log_in(suspended.accounts["support-agent"]) for _ in range(2)]
    for agent in agents:
        agent.get("/support-desk/")
    form = {"decision": "lift", "answer": "Because."}
    answers = [agent.submit("/support-desk/request-1", form) for agent in agents]
    assert [answer.status_code for answer in answers] == [200, 409]
    assert [subject for _, subject, _ in mailed(suspended)].count("Your account is not suspended any more") == 1
    assert at(visitor.get(APPEAL)) == "/login"


def test_nobody_else_appeals(suspended: World, log_in: LogIn, visitor: Browserless) -> None:
    for reader in (visitor, log_in(suspended.accounts["client"])):
        assert at(reader.get(APPEAL)) in ("/login", "/home")
        reader.submit(APPEAL, PLEASE)
    assert changed(suspended) == {}


def test_nobody_is_found_by_a_log_in_that_was_masked(
    make_world: MakeWorld, log_in: LogIn, visitor: Browserless
) -> None:
    edition = gated(stages=[CLOSE], after={"login": "It is closed."}) | {"retention": {"login": "masked"}}
    world = make_world(edition=edition, persona="freelancer")
    reader = log_in(world)
    reader.submit(f"{reader.begin()}/1")
    assert world.state()["accounts"]["freelancer"]["email"] == ""
    visitor.get(world.login_url)
    for given in ("", " ", world.owner.email, world.owner.username):
        refused = visitor.submit("/login", {"email": given, "password": ""})
        assert (refused.status_code, said(refused)) == (401, "Account not found.")
