"""What others see of somebody, and what the taxes need: projects, connections, reviews, tax records."""

from datetime import timedelta
from random import Random

from sqlalchemy.orm import Session

from mocksite.db.models import Connection, Contract, Project, Review, TaxRecord, World
from mocksite.seeding.people import Party
from mocksite.seeding.work import JOBS, Work

OF_FREELANCERS = (
    "Quick, friendly, and the result was better than what we had in mind.",
    "Kept every date. We would ask for the same person again.",
    "Good work in the end; the first draft missed a few points of the brief.",
    "Asked the right questions before starting, which saved us a week.",
    "A pleasure from the first message to the last file.",
)
OF_CLIENTS = (
    "Knew what was wanted, and answered within the day.",
    "A clear brief and a fair price.",
    "Paid on time, and said what could be better.",
    "Changed the plan once, and paid for the change.",
    "I would work for this client again.",
)


class Profiles(Work):
    """Adds to one world what is seen of its people. It is invented apart from the rest, which stays as it is."""

    def __init__(self, db: Session, world: World, seed: int) -> None:
        super().__init__(db, world, seed)
        self.chance = Random(f"profile {seed}")  # noqa: S311  (plausible, not secret)
        self.said = [self.chance.sample(texts, len(texts)) for texts in (OF_FREELANCERS, OF_CLIENTS)]

    def profile(self, mine: Party, other: Party) -> None:
        """Somebody's projects, who they keep in touch with, and what they earned or paid last year."""
        if mine.persona == "freelancer":
            for title in self.chance.sample(JOBS, 2):
                made = self.world.now - timedelta(days=self.chance.randint(400, 900))
                about = f"For a client of mine, in {self.chance.randint(2, 9)} weeks."
                self.add(Project, account_id=mine.account.id, title=title, about=about, made_at=made)
        since = self.world.now - timedelta(days=self.chance.randint(50, 300))
        for one, two in ((mine, other), (other, mine)):
            self.add(Connection, account_id=one.account.id, other_id=two.account.id, since=since)
            number = f"{self.chance.randint(100, 899)}-{self.chance.randint(10, 99)}-{self.chance.randint(1000, 9999)}"
            self.add(
                TaxRecord,
                account_id=one.account.id,
                year=self.world.now.year - 1,
                cents=self.chance.randint(2_000, 60_000) * 100,
                name=one.account.name,
                number=number,
            )

    def reviews(self, contract: Contract, stars: int) -> None:
        """What each party of a contract that is over wrote about the other."""
        written = (contract.ended_at or self.world.now) + timedelta(days=1)
        parties = (contract.freelancer_id, contract.client_id)
        for about, author, texts, given in zip(parties, parties[::-1], self.said, (stars, 5), strict=True):
            text = texts.pop() if texts else "Good to work with."
            fields = {"contract": contract, "author_id": author, "about_id": about, "stars": given}
            self.add(Review, **fields, text=text, written_at=written)

    def history(self, mine: Party, other: Party) -> None:
        """Contracts long over: delivered, reviewed, paid, and the money withdrawn."""
        for months in (9, 5, 2):
            ended = self.world.now - self.idle - timedelta(days=30 * months + self.random.randint(0, 20))
            payment = self.done(mine, other, "released", ended_at=ended)
            self.reviews(payment.contract, self.random.choice((4, 5, 5)))
            self.talk(payment.contract, ended - timedelta(days=14))
            self.delivery(payment.contract, ended - timedelta(days=1))
            self.withdrawal(payment, "arrived", payment.available_at)
