"""Signing up: the details, the phone number, the account. One per person (claim D1)."""

import re
import secrets

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from mocksite.catalog import worlds
from mocksite.catalog.ends import ONE_ACCOUNT
from mocksite.db.models import Account, Signup, World
from mocksite.queries import world_edition
from mocksite.rules import one_time_codes, plans
from mocksite.rules.form_fields import LONGEST_LINE, free_user_name, new_password_complaint
from mocksite.services import outbox, reopening, teams

NO_PHONE = "Write a phone number of ten digits, such as (555) 010-1234."
MAILBOX = re.compile(r"[a-z0-9][a-z0-9._+-]{0,63}")


def phone(written: str) -> str | None:
    """A phone number in the form that the site stores; None unless it has ten digits."""
    if not re.fullmatch(r"[\d\s().+-]{1,40}", written, re.ASCII):
        return None
    digits = "".join(re.findall(r"\d", written)).removeprefix("1")
    return f"({digits[:3]}) {digits[3:6]}-{digits[6:]}" if len(digits) == 10 else None


def complaints(db: Session, world: World, details: dict[str, str]) -> dict[str, str]:
    """The complaints about the details, by field: ``name``, ``email``, ``phone``, ``password``."""
    faults = {}
    if not details["name"] or len(details["name"]) > LONGEST_LINE or not details["name"].isprintable():
        faults["name"] = f"Write your name, in at most {LONGEST_LINE} characters."
    if complaint := email_complaint(db, world, details["email"]):
        faults["email"] = complaint
    if (number := phone(details["phone"])) is None:
        faults["phone"] = NO_PHONE
    elif complaint := _second_account(db, world, number):
        faults["phone"] = complaint
    if complaint := new_password_complaint(details["password"]):
        faults["password"] = complaint
    return faults


def email_complaint(db: Session, world: World, email: str) -> str | None:
    """The complaint about the email address of a new account, or a new address, if any."""
    mailbox, _, domain = email.lower().rpartition("@")
    if domain != world.mail_domain or not MAILBOX.fullmatch(mailbox):
        return f"Write an email address of this world, such as you@{world.mail_domain}."
    if _holder(db, world, Account.email == email.lower()):
        return "This email address belongs to an account already."
    return None


def belongs_to_somebody(db: Session, world: World, number: str) -> bool:
    """Whether nobody else can have a phone number, since somebody has an account with it. Claims D1, E22."""
    return has_one_account(world) and _holder(db, world, Account.phone == number) is not None


def has_one_account(world: World) -> bool:
    """Whether nobody can have two accounts with one phone number. Claims D1, E22."""
    return not (world_edition.of(world).several_accounts or world_edition.is_without(world, worlds.ONE_ACCOUNT))


def _second_account(db: Session, world: World, number: str) -> str | None:
    """The complaint about the phone number of somebody who has an account, or had one, if any. Claim D1."""
    first = _holder(db, world, Account.phone == number)
    if first is None or not has_one_account(world):
        return None
    is_open = first.status in ("open", "suspended")
    if not is_open and world_edition.is_without(world, worlds.CLOSED_ACCOUNTS_COUNT):
        return None
    terms = f"A second one is against our terms{'' if is_open else ', even if the first is closed'}."
    instead = "Log in to that one instead." if is_open else "Log in to it to ask support to reopen it."
    sentences = [
        ONE_ACCOUNT,
        "" if world_edition.is_without(world, worlds.ONE_ACCOUNT_TERMS) else terms,
        instead if is_open or reopening.restorable(first) else "",
    ]
    return " ".join(filter(None, sentences))


def begin(db: Session, world: World, persona: str, details: dict[str, str]) -> Signup:
    """Store the details, and text a code to the phone number."""
    normalised = {**details, "email": details["email"].lower(), "phone": phone(details["phone"])}
    code, expires = one_time_codes.generate(), world.now + one_time_codes.LIFETIME
    ids = {"id": secrets.token_urlsafe(18), "world_id": world.id}
    signup = Signup(**ids, persona=persona, **normalised, code=code, code_expires=expires)
    db.add(signup)
    outbox.send(db, world, signup.phone, "Text message", one_time_codes.message(signup.code))
    return signup


def finish(db: Session, signup: Signup) -> Account:
    """Open the account, whose phone number is verified. Claims E3, E15."""
    if (closed := _closed_account(db, signup)) and world_edition.is_without(signup.world, worlds.FRESH_ACCOUNT):
        reopening.reopen(db, closed)
        closed.name, closed.phone, closed.password = signup.name, signup.phone, signup.password
        db.delete(signup)
        return closed
    on_offer = world_edition.of(signup.world).plans
    connects = plans.monthly_connects(on_offer, plans.BASIC) if on_offer and signup.persona == "freelancer" else 0
    fields = ("world_id", "persona", "name", "email", "phone", "password")
    account = Account(
        **{name: getattr(signup, name) for name in fields},
        key=_key(db, signup),
        username=_user_name(db, signup),
        freelancer=signup.persona == "freelancer",
        joined_at=signup.world.now,
        connects=connects,
    )
    db.add(account)
    db.delete(signup)
    db.flush()
    if signup.persona == "client":
        teams.found_company(db, account, f"{signup.name}’s company")
    outbox.mail_account(db, account, "Welcome to Worklane", f"You have a {signup.persona} account.")
    return account


def _closed_account(db: Session, signup: Signup) -> Account | None:
    """The newest closed account with the email address, which it has given up."""
    query = select(Account).where(Account.world_id == signup.world_id, Account.email == signup.email)
    return db.scalars(query.where(Account.email_again).order_by(Account.id.desc()).limit(1)).first()


def _key(db: Session, signup: Signup) -> str:
    """The persona's name, numbered from the second one on."""
    same_persona = select(Account.key).where(Account.world_id == signup.world_id, Account.persona == signup.persona)
    count = len(db.scalars(same_persona).all())
    return f"{signup.persona}-{count + 1}" if count else signup.persona


def _user_name(db: Session, signup: Signup) -> str:
    """The part of the email address before the @, numbered if that is somebody's user name. Claim E15."""
    taken = select(Account.username).where(Account.world_id == signup.world_id, ~Account.email_again)
    return free_user_name(signup.email.partition("@")[0], db.scalars(taken).all())


def _holder(db: Session, world: World, match: ColumnElement[bool]) -> Account | None:
    """The account that has that address or number, and has not given it up. Claim E15."""
    query = select(Account).where(Account.world_id == world.id, match, ~Account.email_again)
    return db.scalars(query.limit(1)).first()
