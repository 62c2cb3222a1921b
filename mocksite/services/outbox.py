"""The outbox: what the site mails to accounts and sends to addresses, dated by the world's clock."""

from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from mocksite.db import database
from mocksite.db.models import Account, Mail, World


def send_mail(
    db: Session, account: Account, subject: str, body: str, leads_to: str | None = None, **values: Any
) -> None:
    """Put a message to an account into its world's outbox, dated by the world's clock.

    ``leads_to`` is the endpoint of the page it has a link to, with ``values``.
    """
    if not account.email:
        return  # nobody knows it any more
    link = f"\n\nGo on here: {url_for(leads_to, **values, _external=True)}" if leads_to else ""
    post(db, account.world, account.email, subject, f"Hello {account.name},\n\n{body}{link}\n\nWorklane (a mock site)")


def post(db: Session, world: World, to: str, subject: str, body: str) -> None:
    """Put what is written to an address, or to a phone number, into a world's outbox."""
    database.add(db, world.id, Mail, to=to, subject=subject, body=body, sent_at=world.now)
