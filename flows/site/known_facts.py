"""What a reader knows, or was sent, and what the site calls the field that asks for it."""

import re
from io import BytesIO

from PIL import Image
from playwright.sync_api import FilePayload

from flows.site.client import Account, World

OTHERS = ("freelancer", "client", "member", "manager", "admin")
# What the site calls the field that asks for a fact; the first that is there.
LABELS = {
    "email": ["Email"],
    "user-name": ["User name", "Email"],
    "password": ["Password"],
    "code": ["Code"],
    "mailed-code": ["Code"],
    "authenticator-code": ["Code"],
    "security-answer": ["Security answer", "Answer"],
    "feedback": ["Feedback"],
    "message": ["Message", "Answer"],
    "files": ["Files"],
    "proof": ["Proof of identity"],
    "phone": ["Phone"],
    "another-email": ["Email"],
    **{f"{key}-email": ["Email"] for key in OTHERS},
    **{f"{key}-name": ["Search", "Name"] for key in OTHERS},
    "another-phone": ["Phone"],
    "reason": ["Reason"],
    "security-question": ["Question"],
}
ATTACHED = ("files", "proof")
CHOSEN = ("reason", "security-question")
FEEDBACK = "I have done here what I came for."
MESSAGE = "Please close my account. I have nothing open any more."
ANOTHER_PHONE = "(555) 020-1234"
FILES = [FilePayload(name="final-work.txt", mimeType="text/plain", buffer=b"The finished work.\n")]


def attached(fact: str) -> list[FilePayload]:
    """What is put into a field for files: those of finished work, or a picture that proves who somebody is."""
    if fact == "files":
        return FILES
    picture = BytesIO()
    Image.new("RGB", (320, 200), "white").save(picture, "PNG")
    return [FilePayload(name="passport.png", mimeType="image/png", buffer=picture.getvalue())]


def known(world: World, account: Account) -> dict[str, str]:
    """What somebody knows, by fact; codes come by mail."""
    return {
        "email": account.email,
        "user-name": account.username,
        **{f"{key}-email": world.accounts[key].email for key in OTHERS if key in world.accounts},
        **{f"{key}-name": world.accounts[key].name for key in OTHERS if key in world.accounts},
        "another-email": f"another.{account.email}",
        "phone": account.phone,
        "another-phone": ANOTHER_PHONE,
        "password": account.password,
        "security-answer": account.security_answer or account.name,
        "feedback": FEEDBACK,
        "message": MESSAGE,
    }


def mailed_code(world: World, account: Account) -> str | None:
    """The newest code that has come, by email or as a text to the phone somebody signs up with."""
    for mail in reversed(world.mail()):
        mine = mail["to"] in (account.email, account.phone, ANOTHER_PHONE)
        if mine and (code := re.search(r"\b\d{6}\b", mail["body"])):
            return code[0]
    return None
