"""The facts a reader knows or was sent, and the labels of the fields that ask for them."""

import re
from collections.abc import Mapping
from io import BytesIO

from PIL import Image
from playwright.sync_api import FilePayload

from flows.site.client import Account, World

# The labels of fields outside the stages of a closing, the likeliest first; those inside are in the catalog.
LABELS = {
    "user-name": ["User name", "Email"],
    "mailed-code": ["Code"],
    "authenticator-code": ["Code"],
    "security-answer": ["Answer"],
    "message": ["Answer"],
    "files": ["Files"],
    "proof": ["Proof of identity"],
    "phone": ["Phone"],
    "another-phone": ["Phone", "New phone"],
    "another-password": ["New password"],
    "recovery-code": ["Recovery code"],
    "security-question": ["Question"],
}
# The labels of all other facts, by the last word of their name, as in ``client-email``.
LABELS_BY_LAST_WORD = {"email": ["Email", "New email"], "name": ["Search", "Name"]}
FROM_FILE = ("files", "proof")
FROM_LIST = ("reason", "security-question")
FEEDBACK = "I have done here what I came for."
MESSAGE = "Please close my account. I have nothing open any more."
ANOTHER_PHONE = "(555) 020-1234"
FINISHED_WORK = FilePayload(name="final-work.txt", mimeType="text/plain", buffer=b"The finished work.\n")


def labels(fact: str, field_labels: Mapping[str, str]) -> list[str]:
    """What the site may call the field for a fact, the likeliest first; ``field_labels`` are the catalog's."""
    elsewhere = LABELS.get(fact) or LABELS_BY_LAST_WORD.get(fact.rpartition("-")[2], [])
    return [*([field_labels[fact]] if fact in field_labels else []), *elsewhere]


def attachments(fact: str) -> list[FilePayload]:
    """The files that a reader attaches: finished work, or a picture of an identity document."""
    if fact == "files":
        return [FINISHED_WORK]
    picture = BytesIO()
    Image.new("RGB", (320, 200), "white").save(picture, "PNG")
    return [FilePayload(name="passport.png", mimeType="image/png", buffer=picture.getvalue())]


def facts_of(world: World, account: Account) -> dict[str, str]:
    """What somebody knows, by fact, including everybody's name and email."""
    people = world.accounts.items()
    return {
        "email": account.email,
        "user-name": account.username,
        **{f"{key}-email": person.email for key, person in people},
        **{f"{key}-name": person.name for key, person in people},
        "another-email": another_email(account),
        "phone": account.phone,
        "another-phone": ANOTHER_PHONE,
        "password": account.password,
        "security-answer": account.security_answer or account.name,
        "feedback": FEEDBACK,
        "message": MESSAGE,
    }


def addresses_of(account: Account) -> tuple[str, str]:
    """The addresses whose mail somebody reads: their own, and the one they have besides."""
    return account.email, another_email(account)


def another_email(account: Account) -> str:
    """Another address of the same person."""
    return f"another.{account.email}"


def mailed_code(world: World, account: Account) -> str | None:
    """The newest code sent to somebody by email or text message."""
    for mail in reversed(world.mail()):
        mine = mail["to"] in (*addresses_of(account), account.phone, ANOTHER_PHONE)
        if mine and (code := re.search(r"\b\d{6}\b", mail["body"])):
            return code[0]
    return None
