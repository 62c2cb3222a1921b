"""My Jobs: contracts, and how they are over."""

from collections.abc import Callable

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
    return _finish(contract, contracts.cannot_complete(contract), contracts.complete)


@bp.post("/<key>/end")
@login_required
def end_contract(key: str) -> ResponseReturnValue:
    contract = own(Contract, key)
    return _finish(contract, contracts.cannot_end(contract), contracts.end)


def _finish(contract: Contract, wrong: str | None, finish: Callable[..., None]) -> ResponseReturnValue:
    if wrong:
        return refuse(wrong, my_jobs)
    finish(store.session(), contract, g.account)
    flash(f"You {contract.status} “{contract.title}”.")
    return redirect(url_for(".my_jobs"))
