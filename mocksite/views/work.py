"""My Jobs, Proposals and Payments: where a reader settles what is still owed."""

from typing import TypeVar

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from mocksite import store
from mocksite.models import Contract, InWorld, Payment, Proposal
from mocksite.obligations import balance, dollars
from mocksite.seeding import REVIEW
from mocksite.views.access import login_required

bp = Blueprint("work", __name__)

Row = TypeVar("Row", bound=InWorld)


@bp.get("/my-jobs")
@login_required
def my_jobs() -> ResponseReturnValue:
    contracts = store.contracts_of(store.session(), g.account)
    return render_template("work/my_jobs.html", contracts=contracts)


@bp.post("/my-jobs/<key>/end")
@login_required
def end_contract(key: str) -> ResponseReturnValue:
    contract = _mine(Contract, key)
    if contract.status == "active":
        contract.status, contract.ended_at = "ended", g.account.world.now
        _bill(contract)
        flash(f"You ended “{contract.title}”.")
    return redirect(url_for(".my_jobs"))


@bp.get("/proposals")
@login_required
def proposals() -> ResponseReturnValue:
    return render_template("work/proposals.html", proposals=store.holdings(store.session(), g.account).proposals)


@bp.post("/proposals/<key>/withdraw")
@login_required
def withdraw_proposal(key: str) -> ResponseReturnValue:
    proposal = _mine(Proposal, key)
    if proposal.status == "open":
        proposal.status = "withdrawn"
        flash(f"You withdrew your proposal for “{proposal.job}”.")
    return redirect(url_for(".proposals"))


@bp.get("/payments")
@login_required
def payments() -> ResponseReturnValue:
    has = store.holdings(store.session(), g.account)
    return render_template("work/payments.html", payments=has.payments, balance=balance(has))


@bp.post("/payments/withdraw")
@login_required
def withdraw_balance() -> ResponseReturnValue:
    available = select(Payment).where(Payment.account_id == g.account.id, Payment.status == "available")
    payments = store.session().scalars(available).all()
    for payment in payments:
        payment.status = "withdrawn"
    if payments:
        flash(f"{dollars(sum(payment.cents for payment in payments))} is on its way to your bank.")
    return redirect(url_for(".payments"))


def _bill(contract: Contract) -> None:
    """What was worked and not yet paid becomes a payment, under review until the client's time to object is over."""
    if not contract.unpaid_cents or contract.freelancer is None:
        return
    db, world = store.session(), contract.freelancer.world
    db.add(
        Payment(
            world_id=world.id,
            key=store.next_key(db, Payment, world.id, "payment"),
            account_id=contract.freelancer_id,
            what_for=contract.title,
            cents=contract.unpaid_cents,
            available_at=world.now + REVIEW,
        )
    )
    contract.unpaid_cents = 0


def _mine(table: type[Row], key: str) -> Row:
    """The row of that key, if it is the reader's own; else the page does not exist for them."""
    named = select(table).where(table.world_id == g.account.world_id, table.key == key)
    row = store.session().scalar(named)
    parties = {getattr(row, name, None) for name in ("account_id", "freelancer_id", "client_id")}
    if row is None or g.account.id not in parties:
        abort(404)
    return row
