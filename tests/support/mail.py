"""The mail and text messages of a world, and the links and codes in them."""

import re
from collections.abc import Mapping

from flows.site.client import Account, World

CODE = re.compile(r"\b\d{6}\b")


def mailed(world: World, since: int = 0) -> list[tuple[str, str, str]]:
    """Recipient (key or address), subject and text of each mail after the first ``since``."""
    owners = {account.email: account for account in world.accounts.values()}
    return [_entry(mail, owners.get(mail["to"])) for mail in world.mail()[since:]]


def closing_times(world: World) -> list[str]:
    """The times of the mails that say that the account is closed."""
    return [mail["sent_at"] for mail in world.mail() if mail["subject"] == "Your Worklane account is closed"]


def links(mail: Mapping[str, str]) -> list[str]:
    return re.findall(r"https?://\S+", mail["body"])


def codes(world: World, to: str | None = None, subject: str = "Your identity code") -> list[str]:
    """The codes in mails of a subject to an address (the owner's unless given), oldest first."""
    address = to or world.owner.email
    bodies = [mail["body"] for mail in world.mail() if (mail["to"], mail["subject"]) == (address, subject)]
    return [match[0] for body in bodies if (match := CODE.search(body))]


def _entry(mail: dict[str, str], owner: Account | None) -> tuple[str, str, str]:
    if owner is None:
        return mail["to"], mail["subject"], mail["body"]
    greeting, text = re.sub("http://127.0.0.1:[0-9]+", "", mail["body"]).split("\n\n", 1)
    assert greeting == f"Hello {owner.name},"
    return owner.key, mail["subject"], text.removesuffix("\n\nWorklane (a mock site)")
