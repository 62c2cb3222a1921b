"""The people of a world, and their teams. All that is invented comes from one seed."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from faker import Faker
from sqlalchemy.orm import Session

from mocksite.catalog.personas import OFFERING, OWNERS
from mocksite.db.models import Account, Membership, Team, World
from mocksite.rules.form_fields import QUESTIONS

KINDS = {persona: kind for kind, persona in OWNERS.items()}


@dataclass(frozen=True)
class Party:
    """Somebody as one of the things they are, with the team that they own as such."""

    account: Account
    persona: str
    team: Team | None = None

    @property
    def team_id(self) -> int | None:
        return self.team.id if self.team else None


class People:
    """Adds people to one world."""

    def __init__(self, db: Session, world: World, seed: int) -> None:
        self.db = db
        self.world = world
        self.random = Random(seed)  # noqa: S311  (plausible, not secret)
        self.fake = Faker("en_US")
        self.fake.seed_instance(seed)
        self.jobs: list[str] = []
        self.rows: Counter[str] = Counter()
        self.accounts: list[Account] = []
        self.idle = timedelta(0)  # how much longer ago past work is

    def add(self, table: type[Any], **fields: Any) -> Any:
        """A row of that table, with a key as ``store.next_key`` would give it, but counted here.

        It has no id yet: rows are stored together in the end, which is quicker. What leads to it is given the row.
        """
        noun = table.noun()
        self.rows[noun] += 1
        row = table(world_id=self.world.id, key=f"{noun}-{self.rows[noun]}", **fields)
        self.db.add(row)
        return row

    def account(self, persona: str, circumstances: Sequence[str] = ()) -> Account:
        name = f"{self.fake.first_name()} {self.fake.last_name()}"
        username = f"{name.replace(' ', '.').lower()}{self.random.randint(10, 99)}"
        trade = self.fake.job()
        account = Account(
            world_id=self.world.id,
            key=self.key(persona),
            persona=persona,
            freelancer=persona in OFFERING,
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
        team = self.add(Team, kind=KINDS[persona], name=self.fake.unique.company(), about=about)
        self.db.flush()  # accounts and teams are led to by their ids
        party = Party(account, persona, team)
        self.join(party, account, "owner")
        return party

    def join(self, party: Party, account: Account, role: str) -> None:
        """Put somebody into the team of a party."""
        since = self.world.now - timedelta(days=self.random.randint(20, 400))
        self.add(Membership, team_id=party.team_id, account_id=account.id, role=role, since=since)


def _base32(random: Random) -> str:
    return "".join(random.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", k=32))
