"""The outbox: the messages the site has sent."""

from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from mocksite.db import database
from mocksite.db.models import Account, Mail, World


def mail_account(
    db: Session, account: Account, subject: str, body: str, link_to: str | None = None, *, to: str = "", **values: Any
) -> None:
    """Mail the owner of an account, or another of their addresses, with a link to an endpoint if one is named."""
    if not account.email:
        return  # the address has been erased
    link = f"\n\nContinue here: {url_for(link_to, **values, _external=True)}" if link_to else ""
    send(
        db,
        account.world,
        to or account.email,
        subject,
        f"Hello {account.name},\n\n{body}{link}\n\nWorklane (a mock site)",
    )


def send(db: Session, world: World, to: str, subject: str, body: str) -> None:
    """Send a message to an email address or a phone number."""
    database.add(db, world.id, Mail, to=to, subject=subject, body=body, sent_at=world.now)
