"""Acts that are open to the wrong person or device, or applied to the wrong thing."""

from collections.abc import Callable
from typing import Any

from flask import abort, g, request
from sqlalchemy import select

from mocksite.catalog.personas import SUPPORT_AGENT
from mocksite.db import database
from mocksite.db.models import SupportRequest
from mocksite.defects.defect import Defect, answering

DEVICE = "views.settings.device"


def _oldest_request(decide: Callable[..., Any], key: str) -> Any:
    of_world = select(SupportRequest).where(SupportRequest.world_id == g.account.world_id)
    oldest = of_world.where(SupportRequest.status == "open").order_by(SupportRequest.id).limit(1)
    ticket = database.session().scalar(oldest)
    return decide(key=ticket.key if ticket else key)


def _anybodys(_own: Callable[..., Any], table: Any, key: str, *shown: Any) -> Any:
    of_world = select(table).where(table.world_id == g.account.world_id, table.key == key)
    return database.session().scalar(of_world.options(*shown)) or abort(404)


DEFECTS = [
    Defect(
        "admin-closes-the-company",
        "An admin can close the team that belongs to somebody else.",
        "the owner",
        "queries.closing_scope.acts_as_owner",
        lambda acts, capacity: capacity.role == "admin" or acts(capacity),
    ),
    Defect(
        "manager-closes-the-company",
        "A manager can close the team that belongs to somebody else.",
        "the owner",
        "queries.closing_scope.acts_as_owner",
        lambda acts, capacity: capacity.role == "manager" or acts(capacity),
    ),
    Defect(
        "member-leaves-alone",
        "A member can leave a team without an admin, where the edition says that they cannot.",
        "the team, and the help page",
        "rules.closing_rules.why_not_offered",
        lambda why, *given: None if (refusal := why(*given)) and refusal.kind == "ask-admin" else refusal,
    ),
    Defect(
        "phone-is-offered-the-closing",
        "A phone is offered a closing that is only for desktop browsers.",
        "whoever cannot read all of it on a small screen",
        DEVICE,
        answering("desktop"),
    ),
    Defect(
        "phone-may-post",
        "A phone is not offered a closing that is only for desktop browsers, but its address works there.",
        "whoever follows a link",
        DEVICE,
        lambda device: "desktop" if request.blueprint == "closing" else device(),
    ),
    Defect(
        "tablet-counts-as-desktop",
        "A tablet that calls itself mobile counts as a desktop.",
        "whoever cannot read all of it on a small screen",
        DEVICE,
        lambda device: "desktop" if "iPad" in request.headers.get("User-Agent", "") else device(),
    ),
    Defect(
        "answer-goes-to-the-oldest-request",
        "Support’s decision is applied to the oldest open request, not to the one that it is about.",
        "whoever asked something else, and is closed",
        "view desk.decide",
        _oldest_request,
    ),
    Defect(
        "removed-member-stays",
        "Whoever is removed from a team stays in it.",
        "the team, whose work they can still see",
        "services.teams.end",
        lambda end, db, membership, status: status == "removed" or end(db, membership, status),
    ),
    Defect(
        "private-profile-opens",
        "A profile that its owner has hidden opens by its link.",
        "whoever has hidden it",
        "rules.visibility.is_opened",
        lambda opens, row, *given: opens(row, *given) or (row.status == "open" and row.freelancer),
    ),
    Defect(
        "hidden-profile-is-found",
        "A search finds profiles that their owners have hidden.",
        "whoever has hidden one",
        "rules.visibility.is_found",
        lambda find, row, *given: find(row, *given) or (row.status == "open" and row.freelancer),
    ),
    Defect(
        "suspended-account-logs-in",
        "Whoever is suspended can log in.",
        "everybody whom the suspension protects",
        "views.current_account.is_let_in",
        lambda let_in, account: let_in(account) or account.status == "suspended",
    ),
    Defect(
        "second-account-is-allowed",
        "One person can open several accounts where the edition allows one.",
        "support, and everybody else on the site",
        "services.signups.has_one_account",
        answering(False),
    ),
    Defect(
        "conversations-are-open-to-all",
        "Everybody in a world can open any conversation by its address.",
        "whoever wrote in confidence",
        "views.guards.own_row_or_404",
        _anybodys,
    ),
    Defect(
        "support-desk-is-open-to-all",
        "Everybody can open the support desk by its address.",
        "whoever has written to support",
        "views.guards.require_login",
        lambda require: None if g.account and g.account.persona != SUPPORT_AGENT else require(),
    ),
]
