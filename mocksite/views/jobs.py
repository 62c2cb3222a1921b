"""My Jobs: contracts, and how they are over."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from mocksite import contracts, store
from mocksite.models import Contract
from mocksite.views.access import login_required, own
from mocksite.views.failures import refuse

bp = Blueprint("jobs", __name__, url_prefix="/my-jobs")


@bp.get("")
@login_required
def my_jobs() -> ResponseReturnValue:
    return render_template("work/my_jobs.html", contracts=store.contracts_of(store.session(), g.account))


@bp.post("/<key>/complete")
@login_required
def complete_contract(key: str) -> ResponseReturnValue:
    contract = own(Contract, key)
    if contract.kind != "fixed":
        return refuse(f"“{contract.title}” is paid by the hour: end it instead.", my_jobs)
    return _finish(contract, "completed")


@bp.post("/<key>/end")
@login_required
def end_contract(key: str) -> ResponseReturnValue:
    return _finish(own(Contract, key), "ended")


def _finish(contract: Contract, how: str) -> ResponseReturnValue:
    if contract.status != "active":
        return refuse(f"“{contract.title}” is {contract.status} already.", my_jobs)
    finish = contracts.complete if how == "completed" else contracts.end
    finish(store.session(), contract, g.account)
    flash(f"You {how} “{contract.title}”.")
    return redirect(url_for(".my_jobs"))
