"""What the unit tests build on: an edition with nothing in it that could be left out."""

from typing import Any

import pytest


@pytest.fixture
def minimal() -> dict[str, Any]:
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
