"""Editions with a gate before the settings and panels behind it, and what somebody does who stands before that gate."""

import html
import re
from collections.abc import Mapping, Sequence
from typing import Any

import requests

from flows.site.client import Account, World
from tests.support.aftermath import changed
from tests.support.browserless import Browserless, words

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
# Every page of the settings of these editions, and one that is found through another.
PAGES = ["/settings/", "/settings/account", "/settings/safety", "/settings/papers"]


def gated(
    *asks: str,
    stages: Sequence[Mapping[str, Any]] = (SURE, CLOSE),
    after: Mapping[str, Any] | None = None,
    **closing: Any,
) -> dict[str, Any]:
    """An edition whose gate asks for these, if for any; everybody can close, in these stages."""
    edition: dict[str, Any] = {
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
    """What the owner of an account answers to any gate."""
    return {"password": account.password, "security-answer": account.security_answer or ""}


def wanted(page: requests.Response) -> dict[str, str]:
    """The page that a form leads to afterwards, as the form would send it."""
    found = re.findall(r'name="next" value="([^"]*)"', page.text)
    return {"next": html.unescape(found[0])} if found else {}


def pass_gate(reader: Browserless, account: Account, **changes: str) -> Browserless:
    """Answer the gate as the owner of an account would."""
    reader.get("/settings/")
    assert reader.submit("/gate", {**answers(account), **changes}).status_code == 200
    return reader


def complaints(page: requests.Response) -> dict[str, str]:
    """What is complained of beside each field of a page."""
    fields = re.findall(r'class="invalid" role="alert" id="([^"]+)-wrong"', page.text)
    return {field: " / ".join(words(page, "p", id=f"{field}-wrong")) for field in fields}


def decide(agent: Browserless, decision: str, answer: str = "", key: str = "request-1") -> requests.Response:
    """Decide a request, as the agent at the desk."""
    agent.get("/support-desk/")
    return agent.submit(f"/support-desk/{key}", {"decision": decision, "answer": answer})


def links(mail: Mapping[str, str]) -> list[str]:
    """The addresses that a mail leads to."""
    return re.findall(r"https?://\S+", mail["body"])


def stored(world: World) -> dict[str, Any]:
    """All that differs from the seeded state but the mail and the clock: the new value, by its path."""
    return {path: value for path, value in changed(world).items() if path != "/now"}
