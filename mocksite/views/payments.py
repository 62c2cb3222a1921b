"""Payments: the balance, withdrawals, payments and refunds."""

from operator import attrgetter

from flask import Blueprint, g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from mocksite.catalog.ledger_rows import balance, dollars
from mocksite.catalog.personas import OFFERING
from mocksite.catalog.worlds import BALANCE_SHOWN
from mocksite.db import database
from mocksite.db.models import Refund
from mocksite.queries import capacity_rows
from mocksite.queries.world_edition import is_without
from mocksite.services import contracts, money, undo
from mocksite.views.current_account import capacity_complaint, edition_of
from mocksite.views.error_pages import refuse, refuse_if
from mocksite.views.guards import own_row_or_404
from mocksite.views.lists import listed
from mocksite.views.paging import paged
from mocksite.views.redirects import done, done_for_now

SHOWN = ("contracts", "payments", "withdrawals", "refunds")  # what is shown, and the contracts beside it
PAGE = "payments.payments"
bp = Blueprint("payments", __name__, url_prefix="/payments")


@bp.get("")
def payments() -> ResponseReturnValue:
    rows = capacity_rows.some_of(database.session(), g.capacity, *SHOWN)
    return render_template(
        "work/payments.html",
        payments=paged(
            sorted(listed(rows.payments), key=attrgetter("available_at"), reverse=True),
            url_for(PAGE),
            attrgetter("contract.title"),
            name="payments",
        ),
        refunds=listed(rows.refunds),
        withdrawals=paged(
            sorted(listed(rows.withdrawals), key=attrgetter("asked_at"), reverse=True),
            url_for(PAGE),
            name="withdrawals",
        ),
        balance=balance(rows),
        shows_balance=not is_without(g.account.world, BALANCE_SHOWN),
        offering=OFFERING,
        undoables=undo.possible(database.session(), g.capacity, PAGE),
    )


@bp.post("/withdraw")
def withdraw() -> ResponseReturnValue:
    """Withdraw an amount to the bank."""
    available = balance(capacity_rows.some_of(database.session(), g.capacity, "payments", "withdrawals"))
    amount = money.cents(request.form.get("amount", ""))
    refuse_if(capacity_complaint(), payments)
    if amount is None:
        refuse("Enter an amount such as $120.50.", payments, 422, "amount")
    if amount > available:
        refuse(f"Your balance is {dollars(available)}; you cannot withdraw {dollars(amount)}.", payments)
    withdrawal = money.withdraw(database.session(), g.capacity, amount, edition_of(g.account))
    where = "is on its way to" if withdrawal.status == "under way" else "has arrived at"
    return done(f"{dollars(amount)} {where} your bank.", PAGE)


@bp.post("/refunds/<key>/approve")
def approve_refund(key: str) -> ResponseReturnValue:
    refund = own_row_or_404(Refund, key)
    if refund.status != "open":
        refuse(f"The refund of {dollars(refund.payment.cents)} is already {refund.status}.", payments)

    def act() -> str:
        db, contract, amount = database.session(), refund.payment.contract, dollars(refund.payment.cents)
        money.approve(refund, g.account.world.now)
        subject = f"Refund approved: {contract.title}"
        contracts.mail_parties(db, contract, subject, f"{amount} is approved.", except_for=g.account)
        return f"{amount} {'comes back to you' if g.account.id == contract.client_id else 'goes back to the client'}."

    return done_for_now(act, PAGE)
