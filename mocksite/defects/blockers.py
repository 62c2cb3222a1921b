"""Blockers that are missing, wrong, or do not block."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import request

from mocksite.defects.defect import Changes, answering, on_pages


def _without(name: str) -> Callable[..., Any]:
    return lambda find, *given: tuple(owed for owed in find(*given) if owed.name != name)


def _only_if_shown(refuse: Callable[..., Any], *given: Any) -> Any:
    refusal = refuse(*given)
    return None if refusal and refusal.kind == "blocked" and request.method == "POST" else refusal


def _of_one_capacity(applicant: Callable[..., Any], db: Any, scope: Any) -> Any:
    return applicant(db, replace(scope, others=[]))


def _with_invited(others: Callable[..., list[str]], capacity: Any) -> list[str]:
    places = capacity.team.memberships if capacity.team and capacity.owns else []
    return others(capacity) + [place.account.name for place in places if place.status == "invited"]


CHANGES: Changes = {
    "last-blocker-missing": lambda find, *given: owed[: max(1, len(owed) - 1)] if (owed := find(*given)) else owed,
    "blocker-listed-twice": lambda find, *given: (*(owed := find(*given))[:1], *owed),
    "proposals-do-not-block": _without("open-proposal"),
    "disputes-do-not-block": _without("dispute"),
    "invoices-do-not-block": _without("unpaid-invoice"),
    "members-do-not-block": _without("team-member"),
    "withdrawals-do-not-block": _without("withdrawal-under-way"),
    "only-one-capacity-blocks": _of_one_capacity,
    "blockers-checked-in-the-page-only": _only_if_shown,
    "invitation-blocks": _with_invited,
    "warnings-missing": lambda find, *given: find(*given)[:0],
    "remedy-leads-home": on_pages(r'(<ul class="blockers".*?<a href=")[^"]*', r"\1/home"),
    "blocked-without-reasons": on_pages(r'<ul class="blockers".*?</ul>'),
    "nothing-is-owed": answering([]),
}
