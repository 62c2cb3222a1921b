"""The rows of each obligation, added by the method of its name."""

from datetime import timedelta

from mocksite.db.models import Dispute, Invoice, Job, Proposal, Refund
from mocksite.seeding.people import Party
from mocksite.seeding.profile import ProfileSeeder
from mocksite.seeding.work import COMPLAINTS
from mocksite.services.money import REVIEW


class ObligationSeeder(ProfileSeeder):
    """Adds rows to one world. The method of an obligation takes the party that owes it and the other party."""

    def add_obligation(self, name: str, mine: Party, other: Party) -> None:
        """Make a party owe an obligation."""
        getattr(self, name.replace("-", "_"))(mine, other)

    def active_contract(self, mine: Party, other: Party) -> None:
        self.contract_under_way(mine, other, "fixed")

    def hourly_contract(self, mine: Party, other: Party) -> None:
        self.contract_under_way(mine, other, "hourly")

    def open_proposal(self, mine: Party, _other: Party) -> None:
        made_at = self.world.now - timedelta(days=self.random.randint(1, 9))
        whose = {"account_id": mine.account.id, "agency_id": mine.team_id}
        self.add(Proposal, **whose, job=self.job(), bid_cents=self.price(), made_at=made_at)

    def pending_payment(self, mine: Party, other: Party) -> None:
        self.completed_contract(mine, other, "pending")

    def balance(self, mine: Party, other: Party) -> None:
        self.completed_contract(mine, other, "released", ended_at=self.world.now - REVIEW)

    def withdrawal_under_way(self, mine: Party, other: Party) -> None:
        payment = self.completed_contract(mine, other, "released", ended_at=self.world.now - REVIEW - timedelta(days=1))
        self.withdrawal(payment, "under way", self.world.now)

    def pending_refund(self, mine: Party, other: Party) -> None:
        """A refund that awaits approval. A client can ask for one, and a freelancer can offer one."""
        payment = self.payment_on_hold(mine, other)
        reason = self.random.choice(COMPLAINTS)
        fields = {"payment": payment, "account_id": mine.account.id, "reason": reason}
        self.add(Refund, **fields, asked_at=self.world.now)

    def dispute(self, mine: Party, other: Party) -> None:
        payment = self.payment_on_hold(mine, other)
        about = self.random.choice(COMPLAINTS)
        opened_by = payment.contract.client_id
        self.add(Dispute, payment=payment, opened_by_id=opened_by, about=about, opened_at=self.world.now)

    def team_member(self, mine: Party, _other: Party) -> None:
        self.join(mine, self.account("member"), "member")

    def open_job(self, mine: Party, _other: Party) -> None:
        posted_at = self.world.now - timedelta(days=self.random.randint(1, 9))
        fields = {"title": self.job(), "budget_cents": self.price(), "posted_at": posted_at}
        self.add(Job, team_id=mine.team_id, **fields)

    def open_billing_cycle(self, mine: Party, other: Party) -> None:
        """An hourly contract that ended this week, whose hours are not billed yet."""
        contract, cents = self.ended_hourly_contract(mine, other, self.world.now - timedelta(days=1))
        contract.unbilled_cents = cents

    def unpaid_invoice(self, mine: Party, other: Party) -> None:
        """An invoice for a contract that ended last week."""
        contract, cents = self.ended_hourly_contract(mine, other, self.world.now - timedelta(days=6))
        contract.billed_at = self.world.now - timedelta(days=2, hours=10)
        fields = {"team_id": contract.company_id, "contract": contract, "cents": cents}
        self.add(Invoice, **fields, billed_at=contract.billed_at)
