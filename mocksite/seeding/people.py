"""The people of a world and their teams, all from one seed."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Any

from faker import Faker

from mocksite.catalog.personas import OFFERING, OWNERS
from mocksite.db import database
from mocksite.db.database import Row
from mocksite.db.models import Account, InWorld, Membership, Team, World
from mocksite.rules.form_fields import QUESTIONS, free_user_name

PROVIDERS = ("address", "company", "job", "misc", "person")  # of plausible data; loading all of them takes long
TEAM_KINDS = {persona: kind for kind, persona in OWNERS.items()}


@dataclass(frozen=True)
class Party:
    """Somebody in one capacity, with the team they own."""

    account: Account
    persona: str
    team: Team | None = None

    @property
    def team_id(self) -> int | None:
        return self.team.id if self.team else None


class PeopleSeeder:
    """Adds people to one world. Nothing is stored: ``rows`` are the new rows, by their table."""

    def __init__(self, world: World, seed: int) -> None:
        self.world = world
        self.random = Random(seed)  # noqa: S311  (plausible, not secret)
        self.fake = Faker("en_US", providers=[f"faker.providers.{name}" for name in PROVIDERS])
        self.fake.seed_instance(seed)
        self.unused_titles: list[str] = []
        self.rows: defaultdict[type[InWorld], list[Any]] = defaultdict(list)
        self.idle = timedelta(0)  # since the last work

    @property
    def accounts(self) -> list[Account]:
        return self.rows[Account]

    def add(self, table: type[Row], **fields: Any) -> Row:
        """Add a row, with the key that ``database.next_key`` would give it unless there is one.

        Its id counts the rows of its table. A link to another row sets the column of its id, too.
        """
        rows = self.rows[table]
        number = len(rows) + 1
        row = table()
        # Setting attributes would track their changes, which takes long and is of no use.
        values = vars(row)
        values.update(database.defaults(table), id=number, world_id=self.world.id, key=f"{table.noun()}-{number}")
        for name, value in fields.items():
            if isinstance(value, InWorld):
                setattr(row, name, value)  # so that the other knows of it
                values[f"{name}_id"] = value.id
            else:
                values[name] = value
        rows.append(row)
        return row

    def account(self, persona: str, circumstances: Sequence[str] = ()) -> Account:
        name = f"{self.fake.first_name()} {self.fake.last_name()}"
        wanted = f"{name.replace(' ', '.').lower()}{self.random.randint(10, 99)}"
        username = free_user_name(wanted, [account.username for account in self.accounts])
        trade = self.fake.job()
        return self.add(
            Account,
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

    def key(self, persona: str) -> str:
        """The persona's name, numbered from the second one on."""
        count = sum(account.persona == persona for account in self.accounts)
        return f"{persona}-{count + 1}" if count else persona

    def new_party(self, persona: str) -> Party:
        """A new account as a party."""
        return self.party(persona, self.account(persona))

    def party(self, persona: str, account: Account) -> Party:
        """An account in the capacity of a persona, with a new team if the persona owns one."""
        if persona not in TEAM_KINDS:
            return Party(account, persona)
        about = f"{self.random.randint(3, 40)} people who know their trade."
        team = self.add(Team, kind=TEAM_KINDS[persona], name=self.fake.unique.company(), about=about)
        party = Party(account, persona, team)
        self.join(party, account, "owner")
        return party

    def join(self, party: Party, account: Account, role: str) -> None:
        """Put an account into the team of a party."""
        since = self.world.now - timedelta(days=self.random.randint(20, 400))
        self.add(Membership, team=party.team, account=account, role=role, since=since)


def _base32(random: Random) -> str:
    return "".join(random.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", k=32))
