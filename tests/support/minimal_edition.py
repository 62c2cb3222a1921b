"""The smallest valid edition, ways to change it, and the faults that each change leads to."""

from typing import Any

from mocksite.editions import loader
from mocksite.errors import EditionError
from tests.support.types import EditionData

CLOSE = {"heading": "Leave for good?", "button": "Confirm", "does": "close"}
AGREE = {"heading": "Leave?", "button": "Next"}
SUPPORT = {"heading": "Write to us", "button": "Send", "does": "ask-support"}
FAREWELL = {"heading": "One last question", "button": "Send"}
QUESTION = {"id": "security", "label": "Security", "panels": ["security-question"]}
ACCOUNT = {"id": "account", "label": "Account"}


def minimal_edition() -> EditionData:
    """A valid edition with only the required keys, as read from TOML."""
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


def closing(**changes: Any) -> EditionData:
    """A change of keys in the only closing."""
    return {"closing": changes}


def stage(**changes: Any) -> EditionData:
    """A change of keys in its only stage."""
    return closing(stages=[{**CLOSE, **changes}])


def after(**changes: Any) -> EditionData:
    """A change of keys in its ``after`` table."""
    return closing(after={"heading": "You have left", **changes})


def clash(key: str, name: str) -> str:
    """The fault of two controls of one name on a screen."""
    return f"{key}: two controls on one screen are called {name!r}; rename one"


def clash_here(key: str, name: str) -> str:
    """The same, on the screen of the gate or stage that the fault is about."""
    return f"{key}: two controls on this screen are called {name!r}; rename one"


def faults(changes: EditionData) -> list[str]:
    """The faults of the minimal edition with changed keys; ``closing`` may be a list."""
    edition = minimal_edition()
    own = changes.get("closing", {})
    closings = own if isinstance(own, list) else [{**edition["closing"][0], **own}]
    try:
        loader.parse({**edition, **changes, "closing": closings}, "e.toml")
    except EditionError as error:
        return [line.removeprefix("e.toml: ") for line in str(error).splitlines()]
    return []
