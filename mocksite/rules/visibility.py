"""Who can find a freelancer's profile in searches, and who can open it."""

from datetime import datetime
from typing import Literal, Protocol

from mocksite.catalog.statuses import AccountStatus
from mocksite.editions.schema import Edition, Visibility

Viewer = Literal["anyone", "member", "owner"]
AUDIENCES = ("anyone", "members", "nobody")  # from the largest to the smallest
EVERYBODY = Visibility(id="public", label="Public", found_by="anyone", opened_by="anyone")


class ProfileRow(Protocol):
    """The columns of an account that visibility depends on."""

    status: AccountStatus
    freelancer: bool
    visibility: str | None
    visibility_before: str | None
    visibility_from: datetime | None
    paused_until: datetime | None


def chosen(edition: Edition, name: str | None) -> Visibility:
    """The option of that name, or the edition's first one."""
    options = edition.visibility or [EVERYBODY]
    return next((option for option in options if option.id == name), options[0])


def choose(
    row: ProfileRow, edition: Edition, option: Visibility, now: datetime
) -> tuple[str | None, str | None, datetime | None]:
    """What to store of a choice: its name, and the option that searches use until a moment.

    If fewer people than now could find the profile, searches follow the new option only after ``visibility_takes``.
    The first option is the default, so its name is not stored. Claim D19.
    """
    before = searched(row, edition, now)
    name = None if option == edition.visibility[0] else option.id
    if not is_wider(before, option) or not edition.visibility_takes:
        return name, None, None
    return name, before.id, now + edition.visibility_takes


def is_wider(option: Visibility, other: Visibility) -> bool:
    """Whether one choice lets more people find the profile than another."""
    return AUDIENCES.index(option.found_by) < AUDIENCES.index(other.found_by)


def searched(row: ProfileRow, edition: Edition, now: datetime) -> Visibility:
    """The option that searches use now."""
    pending = row.visibility_from is not None and now < row.visibility_from
    return chosen(edition, row.visibility_before if pending else row.visibility)


def is_paused(row: ProfileRow, now: datetime) -> bool:
    """Whether somebody is on a break."""
    return row.paused_until is not None and row.paused_until > now


def is_found(row: ProfileRow, edition: Edition, viewer: Viewer, now: datetime) -> bool:
    """Whether the viewer finds somebody in a search."""
    if row.status != "open" or not row.freelancer or is_paused(row, now):
        return False
    return _allows(searched(row, edition, now).found_by, viewer)


def is_opened(row: ProfileRow, edition: Edition, viewer: Viewer) -> bool:
    """Whether the viewer can open somebody's profile by its address."""
    return row.status == "open" and row.freelancer and _allows(chosen(edition, row.visibility).opened_by, viewer)


def _allows(audience: str, viewer: Viewer) -> bool:
    return viewer == "owner" or audience == "anyone" or (audience == "members" and viewer == "member")
