"""What support can decide about each kind of request."""

from mocksite.catalog.statuses import RequestKind

ASK = "ask"  # the reader for more, before the request is decided
# The decisions about each kind of request, and the labels of their buttons.
DECISIONS: dict[RequestKind, dict[str, str]] = {
    "close": {"close": "Close the account", "decline": "Decline", ASK: "Ask for more"},
    "reopen": {"reopen": "Reopen the account", "decline": "Decline", ASK: "Ask for more"},
    "question": {"reply": "Reply", ASK: "Ask for more"},
    "reset": {"reset": "Reset the security question", "decline": "Decline", ASK: "Ask for more"},
    "unlock": {"unlock": "Unlock the account", "decline": "Decline"},
    "review": {"remove": "Remove the review", "decline": "Decline", ASK: "Ask for more"},
    "appeal": {"lift": "Lift the suspension", "decline": "Decline", ASK: "Ask for more"},
}
NEED_ANSWER = (ASK, "decline", "reply", "lift")


def rule(kind: RequestKind, decision: str) -> str:
    """The name of the rule that support can decide so: ``desk.appeal.decline``."""
    return f"desk.{kind}.{decision}"
