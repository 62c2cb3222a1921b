"""What a reader is told of a closing, before it and after it; and how days and lists are said. Pure.

All of it follows from the edition and from what there is, so that it says what happens and nothing else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from mocksite.catalog import data_categories
from mocksite.catalog.data_categories import PARTS, ClosedRow
from mocksite.catalog.ledger_rows import dollars
from mocksite.catalog.personas import OWNERS
from mocksite.editions.closing_schema import Closing, Restore
from mocksite.editions.schema import Fate


@dataclass(frozen=True)
class Place:
    """One of the sides of a person: a freelancer, or somebody in a team, of that name and ``kind``.

    ``bereft`` are the names of all others in a team of the person's own.
    """

    persona: str
    kind: str = ""
    team: str = ""
    bereft: tuple[str, ...] = ()

    @property
    def owned(self) -> bool:
        """Whether the team is the person's own."""
        return self.persona in OWNERS.values()

    @property
    def goes(self) -> str:
        """What is said of it where it goes with the account."""
        if not self.team:
            return "Your freelancer account closes with it."
        return f"Your {self.kind} {self.team} closes with it." if self.owned else f"You leave {self.team} with it."

    @property
    def stays(self) -> str:
        """What is said of it where the account stays open."""
        if not self.team:
            return "as a freelancer"
        return f"with your {self.kind} {self.team}" if self.owned else f"in {self.team}"


def going_along(of: str, own: Place, others: Sequence[Place]) -> list[str]:
    """What closes along with something, and what stays, a sentence each; ``others`` is all else the person is.

    Nothing is closed that is not named here or by the closing itself.
    """
    ending = (own, *others) if of == "account" else () if of == "membership" else (own,)
    bereft = [
        f"Others in {place.team} are not in it any more: {', '.join(place.bereft)}." for place in ending if place.bereft
    ]
    if of == "account":
        told = [place.goes for place in (own, *others) if place != own or place.team]
    elif others:
        told = [_staying(others)]
    else:
        last = "This is your last team" if of == "membership" else "You have nothing else here"
        told = [f"{last}, so your account closes with it."]
    return [*told, *bereft]


def _staying(places: Sequence[Place]) -> str:
    return f"Your account stays open: {'; '.join(place.stays for place in places)}."


NOT_AGAIN = "It cannot be opened again."


def aftermath(
    closing: Closing,
    *,
    account_closed: bool,
    delete_on: datetime | None = None,
    erased: Sequence[tuple[str, str]] = (),
    balance_lost: int = 0,
    going_on: Sequence[str] = (),
    restore_until: datetime | None = None,
    staying: Sequence[Place] = (),
) -> list[str]:
    """What a reader is told of what is closed, a sentence each; the balance is in US cents. Claims B8, D15.

    ``erased`` is what becomes of data, as the function of that name has it; ``going_on`` has what is done under the
    contracts that outlive it: ``work``, or ``billing`` of its owner; ``staying`` what the person still is. All of it
    follows from the edition and from what there was, so that it says what happens and nothing else.
    """
    after, told = closing.after, []
    if account_closed and closing.of != "account":
        told.append("It was all you had here, so your account is closed with it.")
    if delete_on:
        told.append(f"It is deleted on {day(delete_on)}; until then it stays closed.")
    told += [f"{what}: {parts}." for what, parts in erased]
    if balance_lost:
        told.append(f"{dollars(balance_lost)} of your balance is lost.")
    if going_on:
        billing = ", and so does their billing," if "billing" in going_on else ""
        told.append(f"Your active contracts go on{billing} until somebody ends them.")
    if account_closed:
        told.append(coming_back(after.restore, restore_until))
        if after.email_again:
            told.append("The same email address can open a new account, which starts from nothing.")
    else:
        told.append("You can come back when you are invited again." if closing.of == "membership" else NOT_AGAIN)
        told.append(_staying(staying))
    return told


def coming_back(restore: Restore | None, until: datetime | None) -> str:
    """How a closed account can be opened again, and until when. Claims A12, C15, D23, E13."""
    if restore is None:
        return NOT_AGAIN
    limit = f" until {day(until)}" if until else ""
    if restore.by == "link":
        return f"The link in our email opens it again{limit}."
    proof = ", with a picture that proves who you are" if restore.proof else ""
    takes = f" That takes {days(restore.takes)}." if restore.takes else ""
    return f"Support can look at a request to open it again{limit}{proof}.{takes}"


def erased(said: Mapping[str, Fate], account: ClosedRow) -> list[tuple[str, str]]:
    """What becomes of the data of a closed account: what is done and when, and to which parts, in order of time."""
    told: dict[tuple[datetime, str], list[str]] = {}
    for moment, name in data_categories.moments(said, account):
        told.setdefault((moment, said[name].fate), []).append(PARTS[name].says)
    when = {account.closed_at: "for good", account.delete_at: "then"}
    return [
        (f"{DONE[fate]} {when.get(moment) or f'on {day(moment)}'}", listed(parts))
        for (moment, fate), parts in sorted(told.items())
    ]


def kept(said: Mapping[str, Fate]) -> str:
    """What is kept of the data of a closed account, as a list in words."""
    names = [name for name in PARTS if name not in said or said[name].fate == data_categories.KEPT]
    return "everything" if len(names) == len(PARTS) else listed([PARTS[name].says for name in names])


def listed(things: Sequence[str]) -> str:
    """Things as a sentence has them: ``a, b and c``."""
    return " and ".join(filter(None, [", ".join(things[:-1]), *things[-1:]]))


@dataclass
class Gone:
    """An account as it would be, once closed."""

    closed_at: datetime | None
    delete_at: datetime | None


DONE = {"deleted": "Removed", "masked": "Masked"}


def day(moment: datetime) -> str:
    """A moment as readers are told it, by its day."""
    return f"{moment.day} {moment:%B %Y}"


def days(duration: timedelta) -> str:
    """How long something takes, as readers are told it: in days, or in hours if it is not whole ones."""
    number, unit = (duration.days, "day") if duration % timedelta(days=1) == timedelta() else (duration // HOUR, "hour")
    return f"{number} {unit}{'' if number == 1 else 's'}"


HOUR = timedelta(hours=1)
