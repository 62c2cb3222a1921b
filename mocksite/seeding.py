"""Persona + what it still owes -> plausible rows. Same request and seed, same rows, but for the world's mail domain."""

import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from faker import Faker
from sqlalchemy.orm import Session

from mocksite.catalog import CIRCUMSTANCES, COUNTERPART, PERSONAS, SUPPORT_AGENT
from mocksite.errors import WorldError
from mocksite.models import Account, Contract, Payment, Proposal, World
from mocksite.obligations import OBLIGATIONS
from mocksite.schema import Edition
from mocksite.store import next_key

START = datetime(2026, 1, 14, 10, 0, tzinfo=UTC)  # a Wednesday
JOBS = (
    "Logo for a family bakery", "Product photos for a ceramics shop", "Translate a user manual into Spanish",
    "Landing page for a dental practice", "Proofread a cookery book", "Voice-over for a safety film",
    "Spreadsheet for a rowing club", "Illustrations for a picture book", "Tidy up a customer database",
    "Subtitles for a lecture series", "Floor plan of a converted barn", "Newsletter for a garden centre",
    "Checkout page that loads faster", "Posters for a jazz festival", "Transcribe twelve interviews",
    "Icons for a weather app",
)  # fmt: skip
REVIEW = timedelta(days=10)
QUESTION = "What was the name of your first pet?"


class Seeder:
    """Fills one world. All it invents comes from one seed."""

    def __init__(self, db: Session, world: World, seed: int) -> None:
        self.db = db
        self.world = world
        self.random = Random(seed)  # noqa: S311  (plausible, not secret)
        self.fake = Faker("en_US")
        self.fake.seed_instance(seed)
        self.jobs: list[str] = []

    def key(self, table: type[Any], noun: str) -> str:
        self.db.flush()
        return next_key(self.db, table, self.world.id, noun)

    def account(self, persona: str, circumstances: Sequence[str] = ()) -> Account:
        name = f"{self.fake.first_name()} {self.fake.last_name()}"
        username = f"{name.replace(' ', '.').lower()}{self.random.randint(10, 99)}"
        trade = self.fake.job()
        account = Account(
            world_id=self.world.id,
            key=persona,
            persona=persona,
            name=name,
            email=f"{username}@{self.world.mail_domain}",
            username=username,
            password=self.fake.password(length=14),
            totp_secret=_base32(self.random) if "two-factor" in circumstances else None,
            security_question=None if "no-security-question" in circumstances else QUESTION,
            security_answer=None if "no-security-question" in circumstances else self.fake.first_name(),
            circumstances=sorted(set(circumstances)),
            city=f"{self.fake.city()}, {self.fake.state_abbr()}",
            phone=self.fake.numerify("(555) 01#-####"),
            headline=trade,
            overview=f"{self.random.randint(2, 19)} years in this trade. I answer within a day and like a clear brief.",
        )
        self.db.add(account)
        self.db.flush()
        return account

    def job(self) -> str:
        """A job that this world does not have yet, as long as there are any."""
        if not self.jobs:
            self.jobs = self.random.sample(JOBS, len(JOBS))
        return self.jobs.pop()

    def contract(self, mine: Account, other: Account, kind: str, **fields: Any) -> Contract:
        freelancer, client = (mine, other) if mine.persona == "freelancer" else (other, mine)
        contract = Contract(
            world_id=self.world.id,
            key=self.key(Contract, "contract"),
            freelancer_id=freelancer.id,
            client_id=client.id,
            title=self.job(),
            kind=kind,
            **fields,
        )
        self.db.add(contract)
        return contract

    def history(self, mine: Account, other: Account) -> None:
        for months in (9, 5, 2):
            ended = self.world.now - timedelta(days=30 * months + self.random.randint(0, 20))
            stars = self.random.choice((4, 5, 5))
            self.contract(mine, other, "fixed", status="ended", stars=stars, ended_at=ended)

    def payment(self, mine: Account, status: str, available_at: datetime) -> None:
        self.db.add(
            Payment(
                world_id=self.world.id,
                key=self.key(Payment, "payment"),
                account_id=mine.id,
                what_for=self.job(),
                cents=self.random.randint(40, 900) * 100,
                status=status,
                available_at=available_at,
            )
        )

    def proposal(self, mine: Account) -> None:
        key = self.key(Proposal, "proposal")
        self.db.add(Proposal(world_id=self.world.id, key=key, account_id=mine.id, job=self.job()))


OWE: dict[str, Callable[[Seeder, Account, Account], object]] = {
    "active-contract": lambda seeder, mine, other: seeder.contract(
        mine, other, "fixed", unpaid_cents=seeder.random.randint(2, 20) * 5000
    ),
    "hourly-contract": lambda seeder, mine, other: seeder.contract(
        mine, other, "hourly", unpaid_cents=seeder.random.randint(2, 20) * 4500
    ),
    "open-proposal": lambda seeder, mine, _: seeder.proposal(mine),
    "pending-payment": lambda seeder, mine, _: seeder.payment(mine, "pending", seeder.world.now + REVIEW),
    "balance": lambda seeder, mine, _: seeder.payment(mine, "available", seeder.world.now - timedelta(days=3)),
}


def _base32(random: Random) -> str:
    return "".join(random.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", k=32))


def check(persona: str, having: Sequence[str], circumstances: Sequence[str]) -> None:
    """Raise WorldError when a world of this persona cannot have these obligations and circumstances."""
    if persona not in PERSONAS:
        raise WorldError("persona", f"{persona!r} is not known; write one of {', '.join(PERSONAS)}")
    possible = [name for name, obligation in OBLIGATIONS.items() if persona in obligation.who]
    for name in having:
        if name not in OBLIGATIONS:
            raise WorldError("having", f"{name!r} is not known; write any of {', '.join(possible)}")
        if name not in possible:
            raise WorldError("having", f"a {persona} cannot have {name!r}; write any of {', '.join(possible)}")
    for name in circumstances:
        if name not in CIRCUMSTANCES:
            raise WorldError("circumstances", f"{name!r} is not known; write any of {', '.join(CIRCUMSTANCES)}")


def make_world(
    db: Session, edition: Edition, persona: str, having: Sequence[str], circumstances: Sequence[str], seed: int
) -> tuple[World, list[Account]]:
    """Add a world and its accounts, the persona's own first.

    An obligation named twice is had twice. Raises WorldError when the persona cannot have what is asked.
    """
    check(persona, having, circumstances)
    world = World(
        id=secrets.token_hex(6),
        edition=edition.model_dump(mode="json", by_alias=True),
        persona=persona,
        now=START,
    )
    db.add(world)
    db.flush()
    seeder = Seeder(db, world, seed)
    mine = seeder.account(persona, circumstances)
    other = seeder.account(COUNTERPART[persona])
    agent = seeder.account(SUPPORT_AGENT)
    seeder.history(mine, other)
    for name in having:
        OWE[name](seeder, mine, other)
    db.flush()
    return world, [mine, other, agent]
