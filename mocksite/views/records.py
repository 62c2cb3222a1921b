"""The records: what the site still has about each person, for support and for the books. Claims A11, B1, B7, B9."""

from operator import attrgetter
from typing import Any

from flask import Blueprint, g, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from mocksite.catalog.personas import SUPPORT_AGENT
from mocksite.db import database
from mocksite.db.models import (
    Account,
    Connection,
    Contract,
    Dispute,
    File,
    Invoice,
    Job,
    Membership,
    Message,
    Payment,
    Project,
    Proposal,
    Refund,
    Review,
    SupportMessage,
    TaxRecord,
    Team,
    Withdrawal,
)
from mocksite.queries import capacity_rows
from mocksite.views.guards import row_or_404
from mocksite.views.paging import Paged, paged

bp = Blueprint("records", __name__, url_prefix="/records")


@bp.get("")
def records() -> ResponseReturnValue:
    everybody = select(Account).where(Account.world_id == g.account.world_id, Account.persona != SUPPORT_AGENT)
    people = database.session().scalars(everybody.order_by(Account.id)).all()
    return render_template("support/records.html", people=paged(people, url_for(".records"), attrgetter("name")))


@bp.get("/<key>")
def record(key: str) -> ResponseReturnValue:
    """Everything about one person; what was deleted is missing, and what was masked is there without the person."""
    person = row_or_404(Account, key)
    return render_template("support/record.html", person=person, **_lists_of(person))


def _lists_of(person: Account) -> dict[str, Paged]:
    """The rows of a person, newest first, by the name of their panel."""
    me, scalars = person.id, database.session().scalars
    teams = select(Membership.team_id).where(Membership.account_id == me, Membership.role == "owner")
    written = select(Message.id).where(Message.author_id == me)
    whose: dict[str, tuple[Any, Any]] = {
        "contracts": (Contract, (Contract.freelancer_id == me) | (Contract.client_id == me)),
        "connections": (Connection, Connection.account_id == me),
        "projects": (Project, Project.account_id == me),
        "proposals": (Proposal, Proposal.account_id == me),
        "messages": (Message, (Message.author_id == me) & (Message.body != "")),
        "files": (File, File.message_id.in_(written) | (File.recipient_id == me)),
        "reviews": (Review, Review.about_id == me),
        "reviews_written": (Review, Review.author_id == me),
        "teams": (Team, Team.id.in_(teams)),
        "job_posts": (Job, Job.team_id.in_(teams)),
        "support_messages": (SupportMessage, (SupportMessage.author_id == me) & (SupportMessage.body != "")),
        "payments": (Payment, Payment.account_id == me),
        "withdrawals": (Withdrawal, Withdrawal.account_id == me),
        "invoices": (Invoice, Invoice.team_id.in_(teams)),
        "refunds": (Refund, Refund.account_id == me),
        "disputes": (Dispute, Dispute.opened_by_id == me),
        "tax_records": (TaxRecord, TaxRecord.account_id == me),
    }
    shown = {
        Contract: capacity_rows.PARTIES,
        Connection: [joinedload(Connection.other)],
        Refund: [joinedload(Refund.payment)],
        Dispute: [joinedload(Dispute.payment)],
    }
    queries = {
        name: select(table).where(mine).options(*shown.get(table, ())).order_by(table.id.desc())
        for name, (table, mine) in whose.items()
    }
    address = url_for(".record", key=person.key)
    return {name: paged(scalars(query).all(), address, name=name) for name, query in queries.items()}
