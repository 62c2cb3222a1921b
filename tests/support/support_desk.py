"""Requests to support, how they are stored, and the decisions of an agent."""

from flows.site.client import World
from tests.support.changes import NOW
from tests.support.http_client import HttpClient, Page
from tests.support.types import Changes

DESK = "/support-desk/request-1"
REOPEN = "/support/reopen"
COME_BACK = {"message": "I would like to come back."}
SENT = "Support has your request"
CLOSED_REQUEST = "That request has already been decided."
HOW_TO_ANSWER = "\n\nAnswer under Contact support.\n\nContinue here: /support"


def decide(agent: HttpClient, decision: str, answer: str = "", key: str = "request-1") -> Page:
    """Decide a request as the agent."""
    agent.get("/support-desk/")
    return agent.submit(f"/support-desk/{key}", {"decision": decision, "answer": answer})


def informed(world: World, status: str = "open") -> str:
    """What the desk says once the owner is informed of a decision."""
    return f"{world.owner.name} has been told. The account is {status}."


def ask_to_reopen(client: HttpClient, world: World) -> HttpClient:
    """Give the right password of a closed account, and ask support to reopen it."""
    assert client.log_in(world.owner).status_code == 403
    client.get(REOPEN)
    assert client.submit(REOPEN, COME_BACK).heading == SENT
    return client


def request_row(kind: str, status: str, account: str, reason: str | None = None, number: int = 1) -> Changes:
    """The stored request, by its path."""
    fields = {"kind": kind, "status": status, "account": account, "reason": reason, "asked_at": NOW}
    return {f"/support_requests/request-{number}": {**fields, **dict.fromkeys(("feedback", "team", "review"))}}


def message_rows(*messages: tuple[str, str]) -> Changes:
    """The stored messages of the first request, by their paths."""
    return {
        f"/support_messages/support-message-{number}": {
            "body": body, "sent_at": NOW, "request": "request-1", "author": author,
        }
        for number, (author, body) in enumerate(messages, 1)
    }  # fmt: skip
