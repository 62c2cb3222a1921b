"""Work: contracts, messages, deliveries, payments."""

from datetime import datetime, timedelta
from typing import Any

from mocksite.catalog.statuses import ContractKind, PaymentStatus, WithdrawalStatus
from mocksite.db.models import Contract, File, Message, Payment, Withdrawal
from mocksite.seeding.people import Party, PeopleSeeder
from mocksite.services.contracts import DELIVERY
from mocksite.services.money import REVIEW

HOURS = 20  # logged each week under an hourly contract
BANK = timedelta(days=2)  # of withdrawals under way at the start
JOBS = (
    "Logo for a family bakery", "Product photos for a ceramics shop", "Translate a user manual into Spanish",
    "Landing page for a dental practice", "Proofread a cookery book", "Voice-over for a safety film",
    "Spreadsheet for a rowing club", "Illustrations for a picture book", "Tidy up a customer database",
    "Subtitles for a lecture series", "Floor plan of a converted barn", "Newsletter for a garden centre",
    "Checkout page that loads faster", "Posters for a jazz festival", "Transcribe twelve interviews",
    "Icons for a weather app",
)  # fmt: skip
CONVERSATION = (
    "Hello, and welcome. Is everything in the brief clear?",
    "Yes, thank you. You will have a first draft by Friday.",
    "That looks right to me. Please go on.",
)
COMPLAINTS = ("Half of what we agreed on is missing", "It came three weeks late", "It does not match the brief")


class WorkSeeder(PeopleSeeder):
    """Adds work to one world."""

    def job(self) -> str:
        """The title of a job, unused if possible."""
        if not self.unused_titles:
            self.unused_titles = self.random.sample(JOBS, len(JOBS))
        return self.unused_titles.pop()

    def price(self) -> int:
        return self.random.randint(40, 900) * 100

    def contract(self, mine: Party, other: Party, kind: ContractKind, **fields: Any) -> Contract:
        provider, client = (other, mine) if mine.persona == "client" else (mine, other)
        contract: Contract = self.add(
            Contract,
            freelancer_id=provider.account.id,
            client_id=client.account.id,
            company_id=client.team_id,
            agency_id=provider.team_id,
            title=self.job(),
            kind=kind,
            **fields,
        )
        return contract

    def conversation(self, contract: Contract, start: datetime) -> None:
        speakers = (contract.client_id, contract.freelancer_id, contract.client_id)
        for hours, (speaker, body) in enumerate(zip(speakers, CONVERSATION, strict=True)):
            sent = start + timedelta(hours=hours)
            self.add(Message, contract=contract, author_id=speaker, body=body, sent_at=sent)

    def completed_contract(
        self, mine: Party, other: Party, status: PaymentStatus, *, ended_at: datetime | None = None
    ) -> Payment:
        """The payment of a completed contract."""
        ended_at = ended_at or self.world.now
        contract = self.contract(mine, other, "fixed", status="completed", ended_at=ended_at)
        payment: Payment = self.add(
            Payment,
            account_id=contract.freelancer_id,
            contract=contract,
            cents=self.price(),
            status=status,
            available_at=ended_at + REVIEW,
        )
        return payment

    def delivery(self, contract: Contract, when: datetime) -> None:
        fields = {"contract": contract, "author_id": contract.freelancer_id, "body": DELIVERY, "sent_at": when}
        message = self.add(Message, **fields)
        content = f"{contract.title}: the final version.\n".encode()
        whose = {"message": message, "recipient_id": contract.client_id}
        self.add(File, **whose, name="final-version.txt", size=len(content), content=content)
        contract.delivered_at = when

    def withdrawal(self, payment: Payment, status: WithdrawalStatus, asked_at: datetime) -> None:
        whose = {"account_id": payment.account_id, "agency_id": payment.contract.agency_id}
        fields = {**whose, "cents": payment.cents, "status": status}
        self.add(Withdrawal, **fields, asked_at=asked_at, arrives_at=asked_at + BANK)

    def ended_hourly_contract(self, mine: Party, other: Party, ended_at: datetime) -> tuple[Contract, int]:
        """An hourly contract that has ended, and the value in cents of its last hours."""
        rate = self.random.randint(25, 90) * 100
        cents = rate * self.random.randint(2, 30)
        fields = {"rate_cents": rate, "weekly_cents": rate * HOURS, "status": "ended", "ended_at": ended_at}
        contract = self.contract(mine, other, "hourly", **fields)
        fields = {"account_id": contract.freelancer_id, "contract": contract, "cents": cents}
        self.add(Payment, **fields, status="pending", available_at=ended_at + REVIEW)
        return contract, cents

    def payment_on_hold(self, mine: Party, other: Party) -> Payment:
        """A payment on hold until a refund or a dispute is decided."""
        ended = self.world.now - timedelta(days=self.random.randint(3, 7))
        payment = self.completed_contract(mine, other, "held", ended_at=ended)
        self.conversation(payment.contract, ended - timedelta(days=5))
        return payment

    def contract_under_way(self, mine: Party, other: Party, kind: ContractKind) -> None:
        """An active contract, with money set aside or hours logged, and messages."""
        rate = self.random.randint(25, 90) * 100 if kind == "hourly" else None
        unpaid = rate * self.random.randint(2, 30) if rate else self.price()
        weekly = rate * HOURS if rate else None
        contract = self.contract(mine, other, kind, rate_cents=rate, weekly_cents=weekly, unpaid_cents=unpaid)
        self.conversation(contract, self.world.now - timedelta(days=self.random.randint(2, 6)))
