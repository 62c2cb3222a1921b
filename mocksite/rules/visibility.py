"""Who sees a freelancer's profile: by a search, and by its address. Pure."""

from datetime import datetime
from typing import Literal, Protocol

from mocksite.catalog.statuses import AccountStatus
from mocksite.editions.schema import Edition, Visibility

Viewer = Literal["anyone", "member", "owner"]
FINDERS = ("anyone", "members", "nobody")  # each fewer than the one before
EVERYBODY = Visibility(id="public", label="Public", found_by="anyone", opened_by="anyone")


class ProfileRow(Protocol):
    """What is read of an account."""

    status: AccountStatus
    freelancer: bool
    visibility: str | None
    visibility_before: str | None
    visibility_from: datetime | None
    paused_until: datetime | None


def chosen(edition: Edition, name: str | None) -> Visibility:
    """The choice of that name; the first of the edition where none was made."""
    known = edition.visibility or [EVERYBODY]
    return next((option for option in known if option.id == name), known[0])


def choose(
    row: ProfileRow, edition: Edition, option: Visibility, now: datetime
) -> tuple[str | None, str | None, datetime | None]:
    """What is stored of a choice: its name, and what the search goes by until when.

    Where fewer find the profile than do now, the search goes by the earlier choice for as long as the edition says.
    The first choice is what everybody has who never made one, so nothing is stored of it. Claim D19.
    """
    before = searched(row, edition, now)
    name = None if option == edition.visibility[0] else option.id
    if FINDERS.index(option.found_by) <= FINDERS.index(before.found_by) or not edition.visibility_takes:
        return name, None, None
    return name, before.id, now + edition.visibility_takes


def searched(row: ProfileRow, edition: Edition, now: datetime) -> Visibility:
    """The choice that the search goes by: an earlier one, until the new one has taken effect."""
    waits = row.visibility_from is not None and now < row.visibility_from
    return chosen(edition, row.visibility_before if waits else row.visibility)


def is_paused(row: ProfileRow, now: datetime) -> bool:
    """Whether somebody takes a break."""
    return row.paused_until is not None and row.paused_until > now


def is_found(row: ProfileRow, edition: Edition, viewer: Viewer, now: datetime) -> bool:
    """Whether a search finds somebody."""
    if row.status != "open" or not row.freelancer or is_paused(row, now):
        return False
    return _allows(searched(row, edition, now).found_by, viewer)


def is_opened(row: ProfileRow, edition: Edition, viewer: Viewer) -> bool:
    """Whether somebody's profile is shown to whoever has its address; a closed account has none."""
    return row.status == "open" and row.freelancer and _allows(chosen(edition, row.visibility).opened_by, viewer)


def _allows(option: str, viewer: Viewer) -> bool:
    return viewer == "owner" or option == "anyone" or (option == "members" and viewer == "member")
