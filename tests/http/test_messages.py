"""Messages: what one party of a contract writes reaches the other as it was written, and nobody else."""

from collections.abc import Callable
from typing import Any

import pytest

from flows.site.client import World
from tests.support.aftermath import NOW, changed, mailed, said
from tests.support.browserless import Browserless, at, heading, words
from tests.support.joining import come, join

MakeWorld = Callable[..., World]
LogIn = Callable[..., Browserless]
TALK = {"aria-label": "Conversation"}
PARTIES = ["freelancer", "client"]
TOO_LONG = "Use at most 2000 characters."


@pytest.fixture
def hired(make_world: MakeWorld) -> World:
    """A world with an active contract, contract-4, and past ones."""
    return make_world(having=("active-contract",), seed=3)


def messages(world: World) -> list[str]:
    """What is written under all contracts of a world, in the order it was written."""
    return [message["body"] for message in world.state()["messages"].values()]


@pytest.mark.parametrize("by", PARTIES)
@pytest.mark.parametrize("key", ["contract-4", "contract-1"], ids=["under way", "over"])
def test_what_one_party_writes_reaches_the_other(hired: World, log_in: LogIn, by: str, key: str) -> None:
    (other,) = set(PARTIES) - {by}
    number = len(messages(hired)) + 1
    answer = log_in(hired.accounts[by]).submit(f"/messages/{key}", {"message": "  A draft? Or two?\r\n"})
    assert (at(answer), said(answer)) == (f"/messages/{key}", "Your message has been sent.")
    assert words(answer, "blockquote")[-1] == "A draft? Or two?"
    assert changed(hired) == {
        f"/messages/message-{number}": {
            "body": "A draft? Or two?",
            "sent_at": NOW,
            "contract": key,
            "author": by,
        }
    }
    title = hired.state()["contracts"][key]["title"]
    told = f"{hired.accounts[by].name} wrote:\n\nA draft? Or two?"
    assert mailed(hired) == [(other, f"New message: {title}", told)]
    page = log_in(hired.accounts[other]).get(f"/messages/{key}")
    assert words(page, "ol", **TALK)[0].endswith(f"{hired.accounts[by].name} · 14 January 2026 A draft? Or two?")


def test_an_answer_follows_what_it_answers(hired: World, log_in: LogIn) -> None:
    client, freelancer = log_in(hired.accounts["client"]), log_in(hired)
    client.submit("/messages/contract-4", {"message": "When?"})
    hired.advance("P1D")
    page = freelancer.submit("/messages/contract-4", {"message": "On Friday."})
    assert words(page, "blockquote")[-2:] == ["When?", "On Friday."]
    assert words(page, "ol", **TALK)[0].endswith("You · 15 January 2026 On Friday.")
    assert [who for who, _, _ in mailed(hired)] == ["freelancer", "client"]
    (listed,) = words(client.get("/messages"), "ul", **{"class": "rows"})
    title = hired.state()["contracts"]["contract-4"]["title"]
    assert listed.startswith(f"{title} With {hired.owner.name} · On Friday. 15 January 2026")


@pytest.mark.parametrize("method", ["get", "submit"])
@pytest.mark.parametrize("who", ["support-agent", "somebody new", "another world's", "nobody"])
def test_a_conversation_is_no_page_to_anybody_else(
    hired: World, make_world: MakeWorld, log_in: LogIn, visitor: Browserless, who: str, method: str
) -> None:
    stranger = {
        "support-agent": lambda: log_in(hired.accounts["support-agent"]),
        "somebody new": lambda: join(come(visitor, hired), hired),
        "another world's": lambda: log_in(make_world(seed=4)),
        "nobody": lambda: visitor,
    }[who]()
    before = hired.state()
    stranger.get("/login")
    answer = getattr(stranger, method)("/messages/contract-4", *([{"message": "Hello?"}] * (method == "submit")))
    expected = (200, "/login") if who == "nobody" else (404, "/messages/contract-4")
    assert (answer.status_code, at(answer)) == expected
    assert hired.state() == before


HOSTILE = {
    "a script": "<script>alert(1)</script>",
    "an attribute": "\"'><img src=x onerror=alert(1)>",
    "the end of the list": "</blockquote></ol></main><h1>Hello",
    "a template": "{{ 7 * 7 }}{% raw %}",
    "entities": "&lt;b&gt; &amp; &#60;",
    "emoji": "👩🏽‍🚀 😀 ❤️",
    "right to left": "\u202egnihtemos",
    "NUL": "a\0b",
    "control characters": "a\x07\x1b[31mb",
    "the longest": "x" * 2_000,
    "the longest, in emoji": "😀" * 2_000,
    "a header": "Hello\nBcc: all@evil.test\n\nHi",
    "SQL": "'; DROP TABLE messages; --",
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE)
def test_a_message_is_kept_and_shown_as_it_was_written(hired: World, log_in: LogIn, body: str) -> None:
    reader = log_in(hired)
    answer = reader.submit("/messages/contract-4", {"message": body})
    assert (answer.status_code, said(answer)) == (200, "Your message has been sent.")
    assert messages(hired)[-1] == body
    assert mailed(hired)[0][2] == f"{hired.owner.name} wrote:\n\n{body}"
    for page in (answer, log_in(hired.accounts["client"]).get("/messages/contract-4")):
        assert words(page, "blockquote")[-1] == " ".join(body.split())
        assert "alert(1)</script>" not in page.text
        assert "<img src=x" not in page.text
        assert len(words(page, "h1")) == 1


REFUSED = {
    "nothing": ({}, "Message is needed."),
    "empty": ({"message": ""}, "Message is needed."),
    "blank": ({"message": " \t\r\n\u00a0\u3000"}, "Message is needed."),
    "too long": ({"message": "x" * 2_001}, TOO_LONG),
    "too long, in emoji": ({"message": "😀" * 2_001}, TOO_LONG),
    "much too long": ({"message": "<b>" * 100_000}, TOO_LONG),
}


@pytest.mark.parametrize(("fields", "complaint"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_message_is_not_sent_and_stays_in_the_form(
    hired: World, log_in: LogIn, fields: dict[str, str], complaint: str
) -> None:
    reader = log_in(hired)
    answer = reader.submit("/messages/contract-4", fields)
    assert (answer.status_code, said(answer)) == (422, complaint)
    assert hired.changes() == []
    title = hired.state()["contracts"]["contract-4"]["title"]
    assert (heading(answer), words(answer, "textarea")) == (title, [fields.get("message", "").strip()])
    assert said(reader.submit("/messages/contract-4", {"message": "Hello"})) == "Your message has been sent."


# A browser counts a line break as one character and sends it as two.
def test_a_message_of_the_longest_that_the_form_takes_is_sent(hired: World, log_in: LogIn) -> None:
    written = "\n".join(["x" * 99] * 20) + "x"
    assert len(written) == 2_000
    reader = log_in(hired)
    assert 'maxlength="2000"' in reader.get("/messages/contract-4").text
    answer = reader.submit("/messages/contract-4", {"message": written.replace("\n", "\r\n")})
    assert (answer.status_code, said(answer)) == (200, "Your message has been sent.")
    assert messages(hired)[-1] == written


def test_nobody_writes_to_an_account_that_is_closed(
    make_world: MakeWorld, log_in: LogIn, edition: Callable[[str], dict[str, Any]]
) -> None:
    world = make_world(edition=edition("confirm-only"), having=("active-contract",))
    reader, client = log_in(world), log_in(world.accounts["client"])
    assert heading(reader.submit(f"{reader.begin()}/1")) == "You have left Worklane"
    before = world.state()
    assert "Send message" not in words(client.get("/messages/contract-4"), "button")
    answer = client.submit("/messages/contract-4", {"message": "Hello?"})
    told = "That account is closed: nobody would read what you write."
    assert (answer.status_code, said(answer)) == (409, told)
    assert world.state() == before
