"""The records: what the site still has about each person, for support and for the books. Claims B1, B7, B9."""

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy import or_, select

from mocksite.catalog.personas import SUPPORT_AGENT
from mocksite.db import database
from mocksite.db.models import Account, Connection, Contract, Payment, TaxRecord, Withdrawal
from mocksite.views.guards import row_or_404

bp = Blueprint("records", __name__, url_prefix="/records")


@bp.get("")
def records() -> ResponseReturnValue:
    everybody = select(Account).where(Account.world_id == g.account.world_id, Account.persona != SUPPORT_AGENT)
    people = database.session().scalars(everybody.order_by(Account.id)).all()
    return render_template("support/records.html", people=people)


@bp.get("/<key>")
def record(key: str) -> ResponseReturnValue:
    """Everything about one person; what was deleted is missing, and what was masked is there without the person."""
    person, scalars = row_or_404(Account, key), database.session().scalars
    own = or_(Contract.freelancer_id == person.id, Contract.client_id == person.id)
    tables = (Connection, Payment, Withdrawal, TaxRecord)
    owned = {
        table.__tablename__: scalars(select(table).where(table.account_id == person.id).order_by(table.id)).all()
        for table in tables
    }
    contracts = scalars(select(Contract).where(own).order_by(Contract.id)).all()
    return render_template("support/record.html", person=person, contracts=contracts, **owned)
