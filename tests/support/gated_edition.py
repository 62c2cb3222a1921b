"""Editions with a gate before the settings, and how to pass it."""

from collections.abc import Mapping, Sequence
from typing import Any

from flows.site.client import Account, World
from tests.support.http_client import HttpClient, log_in
from tests.support.types import EditionData, MakeWorld

QUESTIONS = [
    "What was the name of your first pet?",
    "What street did you grow up in?",
    "What was the first concert you went to?",
]
CLOSED = "You have left"
Stage = dict[str, Any]
SURE: Stage = {"heading": "Are you sure?", "button": "Go on", "on": "page"}
CLOSE: Stage = {"heading": "Leave for good?", "button": "Leave now", "does": "close"}
FAREWELL: Stage = {"heading": "One last thing", "asks": ["feedback?"], "button": "Send"}
NO_QUESTION = ("no-security-question",)
# Every page of the settings of these editions; the last is nested under another.
PAGES = ["/settings/", "/settings/account", "/settings/safety", "/settings/papers"]


def gated(
    *asks: str,
    stages: Sequence[Mapping[str, Any]] = (SURE, CLOSE),
    after: Mapping[str, Any] | None = None,
    **closing: Any,
) -> EditionData:
    """An edition with a gate that asks for these, if any, and a closing in these stages."""
    edition: EditionData = {
        "title": "Gated",
        "menu": {"settings": "Settings", "log-out": "Log out"},
        "sections": [
            {"id": "account", "label": "Account", "panels": ["contact", "login"]},
            {"id": "safety", "label": "Safety", "panels": ["security-question", "two-factor"]},
            {"id": "papers", "label": "Papers", "under": "safety"},
        ],
        "closing": [
            {
                "by": ["freelancer", "client"],
                "of": "account",
                "at": "account",
                "control": "Leave Worklane",
                "stages": list(stages),
                "after": {"heading": CLOSED, **(after or {})},
                **closing,
            }
        ],
    }
    return edition | ({"gate": {"asks": list(asks), "heading": "Is it you?"}} if asks else {})


def answers(account: Account) -> dict[str, str]:
    """The right answers of an account's owner to any gate."""
    return {"password": account.password, "security-answer": account.security_answer or ""}


def pass_gate(client: HttpClient, account: Account, **changes: str) -> HttpClient:
    """Pass the gate with the right answers of an account's owner."""
    client.get("/settings/")
    assert client.submit("/gate", {**answers(account), **changes}).status_code == 200
    return client


def closed_world(make_world: MakeWorld, restore: dict[str, Any]) -> World:
    """A world whose freelancer has just closed the account, and may reopen it this way."""
    edition = gated(stages=[CLOSE], after={"mail": "Goodbye", "restore": restore})
    world = make_world(edition)
    assert log_in(world).close_account().heading == CLOSED
    return world
