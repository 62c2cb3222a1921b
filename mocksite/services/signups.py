"""Signing up: what makes the details good, and the account they become. One person, one account (claim D1)."""

import re
import secrets

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from mocksite.catalog import feature_switches
from mocksite.catalog.ends import ONE_ACCOUNT
from mocksite.db.models import Account, Signup, World
from mocksite.queries import world_edition
from mocksite.rules import one_time_codes, plans
from mocksite.services import outbox, teams

SHORTEST_PASSWORD = 8
LONGEST = 120
MAILBOX = re.compile(r"[a-z0-9][a-z0-9._+-]{0,63}")


def phone(written: str) -> str | None:
    """A phone number of ten digits as the site writes it; None where it is none."""
    if not re.fullmatch(r"[\d\s().+-]{1,40}", written, re.ASCII):
        return None
    digits = "".join(re.findall(r"\d", written)).removeprefix("1")
    return f"({digits[:3]}) {digits[3:6]}-{digits[6:]}" if len(digits) == 10 else None


def complaints(db: Session, world: World, given: dict[str, str]) -> dict[str, str]:
    """What is wrong with what somebody signs up with, by field: ``name``, ``email``, ``phone``, ``password``."""
    found = {}
    if not given["name"] or len(given["name"]) > LONGEST or not given["name"].isprintable():
        found["name"] = f"Write your name, in at most {LONGEST} characters."
    mailbox, _, domain = given["email"].lower().rpartition("@")
    if domain != world.mail_domain or not MAILBOX.fullmatch(mailbox):
        found["email"] = f"Write an email address of this world, such as you@{world.mail_domain}."
    elif _belongs(db, world, Account.email == given["email"].lower()):
        found["email"] = "This email address belongs to an account already."
    if (number := phone(given["phone"])) is None:
        found["phone"] = "Write a phone number of ten digits, such as (555) 010-1234."
    elif feature_switches.ONE_ACCOUNT not in world.without and _belongs(db, world, Account.phone == number):
        found["phone"] = f"{ONE_ACCOUNT} Log in to that one instead."
    if not given["password"].strip() or not SHORTEST_PASSWORD <= len(given["password"]) <= LONGEST:
        found["password"] = f"Choose a password of {SHORTEST_PASSWORD} to {LONGEST} characters."
    return found


def begin(db: Session, world: World, persona: str, given: dict[str, str]) -> Signup:
    """Keep good details until the phone number is verified, and text a code to it."""
    signup = Signup(
        id=secrets.token_urlsafe(18),
        world_id=world.id,
        persona=persona,
        name=given["name"],
        email=given["email"].lower(),
        phone=phone(given["phone"]),
        password=given["password"],
        code=one_time_codes.fresh(),
        code_expires=world.now + one_time_codes.LIVES,
    )
    db.add(signup)
    outbox.send(db, world, signup.phone, "Text message", one_time_codes.told(signup.code))
    return signup


def finish(db: Session, signup: Signup) -> Account:
    """Open the account of somebody whose phone number is verified."""
    sold = world_edition.of(signup.world).plans
    connects = plans.monthly(sold, plans.BASIC) if sold and signup.persona == "freelancer" else 0
    account = Account(
        world_id=signup.world_id,
        key=_key(db, signup),
        persona=signup.persona,
        freelancer=signup.persona == "freelancer",
        name=signup.name,
        email=signup.email,
        username=signup.email.partition("@")[0],
        phone=signup.phone,
        password=signup.password,
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


def _key(db: Session, signup: Signup) -> str:
    """The persona's name, numbered from the second of its kind."""
    same_persona = select(Account.key).where(Account.world_id == signup.world_id, Account.persona == signup.persona)
    count = len(db.scalars(same_persona).all())
    return f"{signup.persona}-{count + 1}" if count else signup.persona


def _belongs(db: Session, world: World, named: ColumnElement[bool]) -> bool:
    """Whether an address or number is somebody's: not if its account is closed and left it for another. Claim E15."""
    kept = select(Account.id).where(Account.world_id == world.id, named, ~Account.email_again)
    return db.scalars(kept.limit(1)).first() is not None
