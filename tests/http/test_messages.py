"""Messages reach the other party of a contract unchanged, and nobody else."""

import pytest

from flows.site.client import World
from tests.support.changes import NOW, changed, unchanged
from tests.support.editions import read_edition
from tests.support.http_client import HttpClient, log_in
from tests.support.mail import mailed
from tests.support.types import LoggedIn

TALK = {"aria-label": "Conversation"}
PARTIES = ["freelancer", "client"]
TOO_LONG = "Use at most 2000 characters."
pytestmark = pytest.mark.world(having=("active-contract",), seed=3)


def messages(world: World) -> list[str]:
    return [message["body"] for message in world.state()["messages"].values()]


@pytest.mark.parametrize("by", PARTIES)
@pytest.mark.parametrize("key", ["contract-4", "contract-1"], ids=["under way", "over"])
def test_a_message_reaches_the_other_party(world: World, by: str, key: str) -> None:
    (other,) = set(PARTIES) - {by}
    number = len(messages(world)) + 1
    answer = log_in(world, by).submit(f"/messages/{key}", {"message": "  A draft? Or two?\r\n"})
    assert (answer.path, answer.message) == (f"/messages/{key}", "Your message has been sent.")
    assert answer.texts("blockquote")[-1] == "A draft? Or two?"
    assert changed(world) == {
        f"/messages/message-{number}": {"body": "A draft? Or two?", "sent_at": NOW, "contract": key, "author": by}
    }
    title = world.state()["contracts"][key]["title"]
    body = f"{world.accounts[by].name} wrote:\n\nA draft? Or two?"
    assert mailed(world) == [(other, f"New message: {title}", body)]
    page = log_in(world, other).get(f"/messages/{key}")
    assert page.texts("ol", **TALK)[0].endswith(f"{world.accounts[by].name} · 14 January 2026 A draft? Or two?")


def test_an_answer_follows_its_message(world: World) -> None:
    client, freelancer = log_in(world, "client"), log_in(world)
    client.submit("/messages/contract-4", {"message": "When?"})
    world.advance("P1D")
    page = freelancer.submit("/messages/contract-4", {"message": "On Friday."})
    assert page.texts("blockquote")[-2:] == ["When?", "On Friday."]
    assert page.texts("ol", **TALK)[0].endswith("You · 15 January 2026 On Friday.")
    assert [who for who, _, _ in mailed(world)] == ["freelancer", "client"]
    (listed,) = client.get("/messages").texts("ul", class_="rows")
    title = world.state()["contracts"]["contract-4"]["title"]
    assert listed.startswith(f"{title} With {world.owner.name} · On Friday. 15 January 2026")


@pytest.mark.world(having=("active-contract", "hourly-contract", "dispute"))
def test_conversations_are_listed_newest_first(world: World) -> None:
    page = log_in(world).get("/messages")
    contracts = [str(link["href"]).rpartition("/")[2] for link in page.find("a", dir="auto")]
    sent = {row["contract"]: row["sent_at"] for row in world.state()["messages"].values()}
    assert contracts == sorted(sent, key=lambda key: sent[key], reverse=True)
    assert len(contracts) > 4


@pytest.mark.parametrize("method", ["get", "submit"])
@pytest.mark.parametrize("who", ["support-agent", "somebody new", "another world's", "nobody"])
def test_conversations_are_private(world: World, stranger: HttpClient, who: str, method: str) -> None:
    with unchanged(world):
        stranger.get("/login")
        answer = getattr(stranger, method)("/messages/contract-4", *([{"message": "Hello?"}] * (method == "submit")))
        expected = (200, "/login") if who == "nobody" else (404, "/messages/contract-4")
        assert (answer.status_code, answer.path) == expected


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
def test_a_message_is_shown_exactly_as_written(world: World, body: str) -> None:
    answer = log_in(world).submit("/messages/contract-4", {"message": body})
    assert answer.outcome == (200, "Your message has been sent.")
    assert messages(world)[-1] == body
    assert mailed(world)[0][2] == f"{world.owner.name} wrote:\n\n{body}"
    for page in (answer, log_in(world, "client").get("/messages/contract-4")):
        assert page.texts("blockquote")[-1] == " ".join(body.split())
        assert "alert(1)</script>" not in page.text
        assert "<img src=x" not in page.text
        assert len(page.texts("h1")) == 1


REFUSED = {
    "nothing": ({}, "Message is needed."),
    "empty": ({"message": ""}, "Message is needed."),
    "blank": ({"message": " \t\r\n\u00a0\u3000"}, "Message is needed."),
    "too long": ({"message": "x" * 2_001}, TOO_LONG),
    "too long, in emoji": ({"message": "😀" * 2_001}, TOO_LONG),
    "much too long": ({"message": "<b>" * 100_000}, TOO_LONG),
}


@pytest.mark.parametrize(("fields", "complaint"), REFUSED.values(), ids=REFUSED)
def test_an_invalid_message_is_refused_and_stays_in_the_form(
    world: World, reader: HttpClient, fields: dict[str, str], complaint: str
) -> None:
    answer = reader.submit("/messages/contract-4", fields)
    assert answer.outcome == (422, complaint)
    assert world.changes() == []
    title = world.state()["contracts"]["contract-4"]["title"]
    assert (answer.heading, answer.texts("textarea")) == (title, [fields.get("message", "").strip()])
    assert reader.submit("/messages/contract-4", {"message": "Hello"}).message == "Your message has been sent."


# A browser counts a line break as one character and sends it as two.
def test_the_longest_message_of_the_form_is_sent(world: World) -> None:
    written = "\n".join(["x" * 99] * 20) + "x"
    assert len(written) == 2_000
    reader = log_in(world)
    assert reader.get("/messages/contract-4").find("textarea", maxlength="2000")
    answer = reader.submit("/messages/contract-4", {"message": written.replace("\n", "\r\n")})
    assert answer.outcome == (200, "Your message has been sent.")
    assert messages(world)[-1] == written


def test_a_closed_account_cannot_be_written_to(logged_in: LoggedIn) -> None:
    world, reader = logged_in(read_edition("confirm-only"), having=("active-contract",))
    client = log_in(world, "client")
    assert reader.close_account().heading == "You have left Worklane"
    with unchanged(world):
        assert "Send message" not in client.get("/messages/contract-4").texts("button")
        answer = client.submit("/messages/contract-4", {"message": "Hello?"})
        refusal = "That account is closed: nobody would read what you write."
        assert answer.outcome == (409, refusal)
