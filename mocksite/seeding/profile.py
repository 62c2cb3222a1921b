"""Profiles: projects, connections, reviews, tax records."""

from datetime import timedelta
from random import Random

from mocksite.db.models import Connection, Contract, Project, Review, TaxRecord, World
from mocksite.seeding.people import Party
from mocksite.seeding.work import JOBS, WorkSeeder

OF_FREELANCERS = (
    "Quick, friendly, and the result was better than what we had in mind.",
    "Kept every date. We would ask for the same person again.",
    "Good work in the end; the first draft missed a few points of the brief.",
    "Asked the right questions before starting, which saved us a week.",
    "A pleasure from the first message to the last file.",
)
SKILLS = "Planning, clear writing, a good eye"
OF_CLIENTS = (
    "Knew what was wanted, and answered within the day.",
    "A clear brief and a fair price.",
    "Paid on time, and said what could be better.",
    "Changed the plan once, and paid for the change.",
    "I would work for this client again.",
)


class ProfileSeeder(WorkSeeder):
    """Adds profiles to one world, from a random source of their own."""

    def __init__(self, world: World, seed: int) -> None:
        super().__init__(world, seed)
        self.rng = Random(f"profile {seed}")  # noqa: S311  (plausible, not secret)
        self.unused_reviews = [self.rng.sample(texts, len(texts)) for texts in (OF_FREELANCERS, OF_CLIENTS)]

    def profile(self, mine: Party, other: Party) -> None:
        """A party's projects, the connection of both parties, and their tax records."""
        if mine.persona == "freelancer":
            mine.account.skills = SKILLS
            for title in self.rng.sample(JOBS, 2):
                made = self.world.now - timedelta(days=self.rng.randint(400, 900))
                about = f"For a client of mine, in {self.rng.randint(2, 9)} weeks."
                self.add(Project, account_id=mine.account.id, title=title, about=about, made_at=made)
        since = self.world.now - timedelta(days=self.rng.randint(50, 300))
        for party, contact in ((mine, other), (other, mine)):
            self.add(Connection, account_id=party.account.id, other_id=contact.account.id, since=since)
            number = f"{self.rng.randint(100, 899)}-{self.rng.randint(10, 99)}-{self.rng.randint(1000, 9999)}"
            self.add(
                TaxRecord,
                account_id=party.account.id,
                year=self.world.now.year - 1,
                cents=self.rng.randint(2_000, 60_000) * 100,
                name=party.account.name,
                number=number,
            )

    def reviews(self, contract: Contract, stars: int) -> None:
        """The reviews of both parties: the freelancer gets ``stars``, the client five."""
        written = (contract.ended_at or self.world.now) + timedelta(days=1)
        parties = (contract.freelancer_id, contract.client_id)
        for about, author, texts, rating in zip(parties, parties[::-1], self.unused_reviews, (stars, 5), strict=True):
            text = texts.pop() if texts else "Good to work with."
            fields = {"contract": contract, "author_id": author, "about_id": about, "stars": rating}
            self.add(Review, **fields, text=text, written_at=written)

    def history(self, mine: Party, other: Party) -> None:
        """Old contracts: delivered, reviewed and paid, with the money withdrawn."""
        for months in (9, 5, 2):
            ended = self.world.now - self.idle - timedelta(days=30 * months + self.random.randint(0, 20))
            payment = self.completed_contract(mine, other, "released", ended_at=ended)
            self.reviews(payment.contract, self.random.choice((4, 5, 5)))
            self.conversation(payment.contract, ended - timedelta(days=14))
            self.delivery(payment.contract, ended - timedelta(days=1))
            self.withdrawal(payment, "arrived", payment.available_at)
