"""An edition with nothing in it that could be left out, and what is said of it when something is changed."""

from typing import Any

from mocksite.editions import loader
from mocksite.errors import EditionError

CLOSE = {"heading": "Leave for good?", "button": "Confirm", "does": "close"}
AGREE = {"heading": "Leave?", "button": "Next"}
SUPPORT = {"heading": "Write to us", "button": "Send", "does": "ask-support"}
FAREWELL = {"heading": "One last question", "button": "Send"}
QUESTION = {"id": "security", "label": "Security", "panels": ["security-question"]}
ACCOUNT = {"id": "account", "label": "Account"}


def minimal_edition() -> dict[str, Any]:
    """A good edition, as TOML gives it; each test changes what it is about."""
    return {
        "title": "Minimal",
        "menu": {"settings": "Settings", "log-out": "Log out"},
        "sections": [{"id": "account", "label": "Account", "panels": []}],
        "closing": [
            {
                "by": ["freelancer"],
                "of": "account",
                "at": "account",
                "control": "Leave",
                "stages": [{"heading": "Leave for good?", "button": "Confirm", "does": "close"}],
                "after": {"heading": "You have left"},
            }
        ],
    }


def closing(**changes: Any) -> dict[str, Any]:
    return {"closing": changes}


def stage(**changes: Any) -> dict[str, Any]:
    return closing(stages=[{**CLOSE, **changes}])


def after(**changes: Any) -> dict[str, Any]:
    return closing(after={"heading": "You have left", **changes})


def faults(changes: dict[str, Any]) -> list[str]:
    """What is said of the minimal edition with these keys changed; ``closing``: all, or keys of its only one."""
    edition = minimal_edition()
    own = changes.get("closing", {})
    closings = own if isinstance(own, list) else [{**edition["closing"][0], **own}]
    try:
        loader.parse({**edition, **changes, "closing": closings}, "e.toml")
    except EditionError as error:
        return [line.removeprefix("e.toml: ") for line in str(error).splitlines()]
    return []
