"""Blockers that are missing, wrong, or do not block."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from flask import request

from mocksite.defects.defect import PAGES, Defect, answering, on_pages

BLOCKERS = "rules.closing_rules.blockers"


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


DEFECTS = [
    Defect(
        "last-blocker-missing",
        "The list of blockers lacks the last one, if there are several.",
        "whoever settles everything on the list, and is refused again",
        BLOCKERS,
        lambda find, *given: owed[: max(1, len(owed) - 1)] if (owed := find(*given)) else owed,
    ),
    Defect(
        "blocker-listed-twice",
        "The list of blockers has its first one twice.",
        "whoever looks for a second contract that does not exist",
        BLOCKERS,
        lambda find, *given: (*(owed := find(*given))[:1], *owed),
    ),
    Defect(
        "proposals-do-not-block",
        "An open proposal does not block a closing.",
        "clients who accept a proposal of somebody who is gone",
        BLOCKERS,
        _without("open-proposal"),
    ),
    Defect(
        "disputes-do-not-block",
        "An open dispute does not block a closing.",
        "the other party, who waits for a decision",
        BLOCKERS,
        _without("dispute"),
    ),
    Defect(
        "invoices-do-not-block",
        "An unpaid invoice does not block a closing.",
        "freelancers who are paid from it, and the books",
        BLOCKERS,
        _without("unpaid-invoice"),
    ),
    Defect(
        "members-do-not-block",
        "Members of a team do not keep its owner from closing it.",
        "members who lose their place unannounced",
        BLOCKERS,
        _without("team-member"),
    ),
    Defect(
        "withdrawals-do-not-block",
        "Money on its way to the bank does not block a closing.",
        "whoever closes before the money has arrived",
        BLOCKERS,
        _without("withdrawal-under-way"),
    ),
    Defect(
        "only-one-capacity-blocks",
        "What is owed in another capacity of the same login does not block the closing of the account.",
        "the company that closes along, with its unpaid invoices",
        "queries.closing_scope.applicant",
        _of_one_capacity,
    ),
    Defect(
        "blockers-checked-in-the-page-only",
        "Blockers are looked for when a page of a closing is shown, but not when its button is pressed.",
        "whoever gets a contract while the page is open",
        "rules.closing_rules.refusal",
        _only_if_shown,
    ),
    Defect(
        "invitation-blocks",
        "An invitation that nobody has accepted blocks the closing of a team, as a member does.",
        "owners, who have nobody to remove",
        "queries.capacity_rows.other_members",
        _with_invited,
    ),
    Defect(
        "warnings-missing",
        "A closing does not warn of what it will take, such as a balance.",
        "whoever loses money unwarned",
        "rules.closing_rules.warnings",
        lambda find, *given: find(*given)[:0],
    ),
    Defect(
        "remedy-leads-home",
        "The link beside a blocker leads to the home page instead of where it is settled.",
        "whoever does not know where to go next",
        PAGES,
        on_pages(r'(<ul class="blockers".*?<a href=")[^"]*', r"\1/home"),
    ),
    Defect(
        "blocked-without-reasons",
        "A refused closing does not list what blocks it.",
        "whoever is refused, and not told why",
        PAGES,
        on_pages(r'<ul class="blockers".*?</ul>'),
    ),
    Defect(
        "nothing-is-owed",
        "Nothing is derived from contracts, proposals and money, so nothing blocks.",
        "everybody who works with somebody who leaves",
        "catalog.obligations.owed",
        answering([]),
    ),
]
