"""Rows that look like somebody's: accounts, work, money, messages. All that is invented comes from one seed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from faker import Faker
from sqlalchemy.orm import Session

from mocksite.catalog import OWNERS
from mocksite.contracts import DELIVERY
from mocksite.fields import QUESTIONS
from mocksite.models import (
    Account,
    Contract,
    Dispute,
    File,
    Invoice,
    Job,
    Membership,
    Message,
    Payment,
    Proposal,
    Refund,
    Team,
    Withdrawal,
    World,
)
from mocksite.money import REVIEW

START = datetime(2026, 1, 14, 10, 0, tzinfo=UTC)  # a Wednesday
HOURS = 20  # logged in a week of an hourly contract
BANK = timedelta(days=2)  # how long a withdrawal that is under way at the start still takes
JOBS = (
    "Logo for a family bakery", "Product photos for a ceramics shop", "Translate a user manual into Spanish",
    "Landing page for a dental practice", "Proofread a cookery book", "Voice-over for a safety film",
    "Spreadsheet for a rowing club", "Illustrations for a picture book", "Tidy up a customer database",
    "Subtitles for a lecture series", "Floor plan of a converted barn", "Newsletter for a garden centre",
    "Checkout page that loads faster", "Posters for a jazz festival", "Transcribe twelve interviews",
    "Icons for a weather app",
)  # fmt: skip
TALK = (
    "Hello, and welcome. Is everything in the brief clear?",
    "Yes, thank you. You will have a first draft by Friday.",
    "That looks right to me. Please go on.",
)
COMPLAINTS = ("Half of what we agreed on is missing", "It came three weeks late", "It does not match the brief")
KINDS = {persona: kind for kind, persona in OWNERS.items()}


@dataclass(frozen=True)
class Party:
    """Somebody as one of the things they are, with the team that they own as such."""

    account: Account
    persona: str
    team: Team | None = None


class Furnisher:
    """Adds rows to one world."""

    def __init__(self, db: Session, world: World, seed: int) -> None:
        self.db = db
        self.world = world
        self.random = Random(seed)  # noqa: S311  (plausible, not secret)
        self.fake = Faker("en_US")
        self.fake.seed_instance(seed)
        self.jobs: list[str] = []
        self.rows: Counter[str] = Counter()
        self.accounts: list[Account] = []

    def add(self, table: type[Any], noun: str, **fields: Any) -> Any:
        """A row of that table, named after the noun as ``store.next_key`` would: the world is new and has no other."""
        self.rows[noun] += 1
        row = table(world_id=self.world.id, key=f"{noun}-{self.rows[noun]}", **fields)
        self.db.add(row)
        self.db.flush()
        return row

    def account(self, persona: str, circumstances: Sequence[str] = ()) -> Account:
        name = f"{self.fake.first_name()} {self.fake.last_name()}"
        username = f"{name.replace(' ', '.').lower()}{self.random.randint(10, 99)}"
        trade = self.fake.job()
        account = Account(
            world_id=self.world.id,
            key=self.key(persona),
            persona=persona,
            freelancer=persona in ("freelancer", "agency-owner"),
            name=name,
            email=f"{username}@{self.world.mail_domain}",
            username=username,
            password=self.fake.password(length=14),
            totp_secret=_base32(self.random) if "two-factor" in circumstances else None,
            security_question=None if "no-security-question" in circumstances else QUESTIONS[0],
            security_answer=None if "no-security-question" in circumstances else self.fake.first_name(),
            circumstances=sorted(set(circumstances)),
            city=f"{self.fake.city()}, {self.fake.state_abbr()}",
            phone=self.fake.unique.numerify("(555) 01#-####"),
            headline=trade,
            overview=f"{self.random.randint(2, 19)} years in this trade. I answer within a day and like a clear brief.",
        )
        self.db.add(account)
        self.db.flush()
        self.accounts.append(account)
        return account

    def key(self, persona: str) -> str:
        """The persona's name, numbered from the second of its kind."""
        same = sum(account.persona == persona for account in self.accounts)
        return f"{persona}-{same + 1}" if same else persona

    def party(self, persona: str) -> Party:
        """Somebody new."""
        return self.as_(persona, self.account(persona))

    def as_(self, persona: str, account: Account) -> Party:
        """Somebody as that, with a team of their own where it takes one."""
        if persona not in KINDS:
            return Party(account, persona)
        about = f"{self.random.randint(3, 40)} people who know their trade."
        team = self.add(Team, "team", kind=KINDS[persona], name=self.fake.unique.company(), about=about)
        party = Party(account, persona, team)
        self.join(party, account, "owner")
        return party

    def join(self, party: Party, account: Account, role: str) -> None:
        """Put somebody into the team of a party."""
        since = self.world.now - timedelta(days=self.random.randint(20, 400))
        team_id = party.team.id if party.team else 0
        self.add(Membership, "membership", team_id=team_id, account_id=account.id, role=role, since=since)

    def team_member(self, mine: Party, _other: Party) -> None:
        self.join(mine, self.account("member"), "member")

    def open_job(self, mine: Party, _other: Party) -> None:
        posted = self.world.now - timedelta(days=self.random.randint(1, 9))
        fields = {"title": self.job(), "budget_cents": self.price(), "posted_at": posted}
        self.add(Job, "job", team_id=mine.team.id if mine.team else 0, **fields)

    def job(self) -> str:
        """A job that this world does not have yet, as long as there are any."""
        if not self.jobs:
            self.jobs = self.random.sample(JOBS, len(JOBS))
        return self.jobs.pop()

    def price(self) -> int:
        return self.random.randint(40, 900) * 100

    def contract(self, mine: Party, other: Party, kind: str, **fields: Any) -> Contract:
        offers, client = (other, mine) if mine.persona == "client" else (mine, other)
        contract: Contract = self.add(
            Contract,
            "contract",
            freelancer_id=offers.account.id,
            client_id=client.account.id,
            agency_id=offers.team.id if offers.team else None,
            title=self.job(),
            kind=kind,
            **fields,
        )
        return contract

    def fixed(self, mine: Party, other: Party) -> None:
        self.active(mine, other, "fixed")

    def hourly(self, mine: Party, other: Party) -> None:
        self.active(mine, other, "hourly")

    def active(self, mine: Party, other: Party, kind: str) -> None:
        """A contract under way, with money put aside or hours logged, and some talk."""
        rate = self.random.randint(25, 90) * 100 if kind == "hourly" else None
        unpaid = rate * self.random.randint(2, 30) if rate else self.price()
        weekly = rate * HOURS if rate else None
        contract = self.contract(mine, other, kind, rate_cents=rate, weekly_cents=weekly, unpaid_cents=unpaid)
        self.talk(contract, self.world.now - timedelta(days=self.random.randint(2, 6)))

    def talk(self, contract: Contract, begun: datetime) -> None:
        speakers = (contract.client_id, contract.freelancer_id, contract.client_id)
        for hours, (speaker, body) in enumerate(zip(speakers, TALK, strict=True)):
            sent = begun + timedelta(hours=hours)
            self.add(Message, "message", contract_id=contract.id, author_id=speaker, body=body, sent_at=sent)

    def done(self, mine: Party, other: Party, status: str, *, ended_at: datetime | None = None) -> Payment:
        """A contract that is over, and its payment."""
        ended_at = ended_at or self.world.now
        contract = self.contract(mine, other, "fixed", status="completed", ended_at=ended_at)
        payment: Payment = self.add(
            Payment,
            "payment",
            account_id=contract.freelancer_id,
            contract_id=contract.id,
            cents=self.price(),
            status=status,
            available_at=ended_at + REVIEW,
        )
        return payment

    def history(self, mine: Party, other: Party) -> None:
        """Contracts long over: delivered, rated, paid, and the money withdrawn."""
        for months in (9, 5, 2):
            ended = self.world.now - timedelta(days=30 * months + self.random.randint(0, 20))
            payment = self.done(mine, other, "released", ended_at=ended)
            payment.contract.stars = self.random.choice((4, 5, 5))
            self.talk(payment.contract, ended - timedelta(days=14))
            self.delivery(payment.contract, ended - timedelta(days=1))
            self.withdrawal(payment, "arrived", payment.available_at)

    def delivery(self, contract: Contract, when: datetime) -> None:
        fields = {"contract_id": contract.id, "author_id": contract.freelancer_id, "body": DELIVERY, "sent_at": when}
        message = self.add(Message, "message", **fields)
        content = f"{contract.title}: the final version.\n".encode()
        self.add(File, "file", message_id=message.id, name="final-version.txt", size=len(content), content=content)
        contract.delivered_at = when

    def withdrawal(self, payment: Payment, status: str, asked_at: datetime) -> None:
        whose = {"account_id": payment.account_id, "agency_id": payment.contract.agency_id}
        fields = {**whose, "cents": payment.cents, "status": status}
        self.add(Withdrawal, "withdrawal", **fields, asked_at=asked_at, arrives_at=asked_at + BANK)

    def proposal(self, mine: Party, _other: Party) -> None:
        made = self.world.now - timedelta(days=self.random.randint(1, 9))
        whose = {"account_id": mine.account.id, "agency_id": mine.team.id if mine.team else None}
        self.add(Proposal, "proposal", **whose, job=self.job(), bid_cents=self.price(), made_at=made)

    def pending(self, mine: Party, other: Party) -> None:
        self.done(mine, other, "pending")

    def balance(self, mine: Party, other: Party) -> None:
        self.done(mine, other, "released", ended_at=self.world.now - REVIEW)

    def under_way(self, mine: Party, other: Party) -> None:
        payment = self.done(mine, other, "released", ended_at=self.world.now - REVIEW - timedelta(days=1))
        self.withdrawal(payment, "under way", self.world.now)

    def over(self, mine: Party, other: Party, ended_at: datetime) -> tuple[Contract, int]:
        """An hourly contract that is over, and what its last hours come to, in US cents; they are paid already."""
        rate = self.random.randint(25, 90) * 100
        cents = rate * self.random.randint(2, 30)
        fields = {"rate_cents": rate, "weekly_cents": rate * HOURS, "status": "ended", "ended_at": ended_at}
        contract = self.contract(mine, other, "hourly", **fields)
        fields = {"account_id": contract.freelancer_id, "contract_id": contract.id, "cents": cents}
        self.add(Payment, "payment", **fields, status="pending", available_at=ended_at + REVIEW)
        return contract, cents

    def unbilled(self, mine: Party, other: Party) -> None:
        """An hourly contract that ended this week: its hours are billed when the week is over."""
        contract, cents = self.over(mine, other, self.world.now - timedelta(days=1))
        contract.unbilled_cents = cents

    def unpaid(self, mine: Party, other: Party) -> None:
        """An invoice for the last hours of a contract that ended the week before."""
        contract, cents = self.over(mine, other, self.world.now - timedelta(days=6))
        contract.billed_at = self.world.now - timedelta(days=2, hours=10)
        fields = {"account_id": contract.client_id, "contract_id": contract.id, "cents": cents}
        self.add(Invoice, "invoice", **fields, billed_at=contract.billed_at)

    def claimed(self, mine: Party, other: Party) -> Payment:
        """A payment that nobody gets before something is decided."""
        ended = self.world.now - timedelta(days=self.random.randint(3, 7))
        payment = self.done(mine, other, "held", ended_at=ended)
        self.talk(payment.contract, ended - timedelta(days=5))
        return payment

    def refund(self, mine: Party, other: Party) -> None:
        """A refund that waits for an account: a client asks for one, a freelancer offers one."""
        payment = self.claimed(mine, other)
        reason = self.random.choice(COMPLAINTS)
        fields = {"payment_id": payment.id, "account_id": mine.account.id, "reason": reason}
        self.add(Refund, "refund", **fields, asked_at=self.world.now)

    def dispute(self, mine: Party, other: Party) -> None:
        payment = self.claimed(mine, other)
        about = self.random.choice(COMPLAINTS)
        opened_by = payment.contract.client_id
        self.add(
            Dispute, "dispute", payment_id=payment.id, opened_by_id=opened_by, about=about, opened_at=self.world.now
        )


def _base32(random: Random) -> str:
    return "".join(random.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", k=32))
