"""Billing: a company's weekly cycle, and its invoices."""

from operator import attrgetter

from flask import Blueprint, abort, g, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import joinedload

from mocksite.catalog.ledger_rows import dollars
from mocksite.catalog.navigation import areas_of
from mocksite.db import database
from mocksite.db.models import Invoice, Team
from mocksite.queries import capacity_rows
from mocksite.services import billing as cycle
from mocksite.services import undo
from mocksite.views.error_pages import refuse
from mocksite.views.guards import row_or_404
from mocksite.views.paging import paged
from mocksite.views.redirects import done_for_now

PAGE = "billing.billing"
bp = Blueprint("billing", __name__, url_prefix="/billing")


@bp.get("")
def billing() -> ResponseReturnValue:
    company = _company()
    invoices = capacity_rows.of(database.session(), Invoice, g.capacity, joinedload(Invoice.contract))
    invoices.sort(key=attrgetter("billed_at"), reverse=True)
    contracts = cycle.hourly_contracts(database.session(), g.account.world)
    return render_template(
        "work/billing.html",
        invoices={
            status: paged(
                [row for row in invoices if row.status == status],
                url_for(PAGE),
                attrgetter("contract.title"),
                name=status,
            )
            for status in ("unpaid", "paid")
        },
        running=[row for row in contracts if row.company_id == company.id],
        ends=cycle.next_cycle(g.account.world.now),
        undoables=undo.possible(database.session(), g.capacity, PAGE),
    )


@bp.post("/<key>/pay")
def pay(key: str) -> ResponseReturnValue:
    invoice = row_or_404(Invoice, key)
    if invoice.team_id != _company().id:
        abort(404)
    if invoice.status != "unpaid":
        refuse(f"The invoice of {dollars(invoice.cents)} is already paid.", billing)

    def act() -> str:
        cycle.pay(invoice, g.account.world.now)
        return f"You paid {dollars(invoice.cents)}."

    return done_for_now(act, PAGE)


def _company() -> Team:
    company: Team = g.capacity.team if "Billing" in areas_of(g.capacity.who) else abort(404)
    return company
