"""Billing: the weekly cycle of a company, and its invoices."""

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from mocksite import billing as cycle
from mocksite import rows, store
from mocksite.areas import areas_of
from mocksite.holdings import dollars
from mocksite.models import Account, Invoice
from mocksite.views.access import login_required, named
from mocksite.views.failures import refuse

bp = Blueprint("billing", __name__, url_prefix="/billing")


@bp.get("")
@login_required
def billing() -> ResponseReturnValue:
    company = _company()
    running = [row for row in cycle.hourly_contracts(store.session(), company.world) if row.client_id == company.id]
    return render_template(
        "work/billing.html",
        invoices=rows.owned_by(store.session(), Invoice, company),
        running=running,
        ends=cycle.next_cycle(company.world.now),
    )


@bp.post("/<key>/pay")
@login_required
def pay(key: str) -> ResponseReturnValue:
    invoice = named(Invoice, key)
    if invoice.account_id != _company().id:
        abort(404)
    if invoice.status != "unpaid":
        return refuse(f"The invoice of {dollars(invoice.cents)} is paid already.", billing)
    cycle.pay(invoice, g.account.world.now)
    flash(f"You paid {dollars(invoice.cents)}.")
    return redirect(url_for(".billing"))


def _company() -> Account:
    """Whose company is billed, where the reader has its billing."""
    if "Billing" not in areas_of(g.side.who):
        abort(404)
    owner: Account = g.side.team.owner
    return owner
