"""What a closing tells its reader, before and after, and how texts write days, durations and lists."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from mocksite.catalog.data_categories import KEPT, PARTS
from mocksite.catalog.ledger_rows import dollars
from mocksite.catalog.personas import OWNERS
from mocksite.editions.closing_schema import Closing, Restore, Subject
from mocksite.editions.schema import Fate
from mocksite.rules.closing_rules import moments

Continuing = Literal["work", "billing"]  # what continues under a contract
FINAL = "It cannot be opened again."
MAILED = "Emails that we have sent stay in their mailboxes, out of our reach."
UNSETTLED = "What is still owed or on its way stays on record until it is settled."
VERBS = {"deleted": "Removed", "masked": "Masked"}
ALL_OF_IT = "It was all you had here, so your account is closed with it."
FEW = 5  # things that a list names before it only counts
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Place:
    """A capacity: freelancer, or a place in a team; ``others`` are the other members, if the person owns the team."""

    persona: str
    kind: str = ""
    team: str = ""
    others: tuple[str, ...] = ()

    @property
    def is_owner(self) -> bool:
        return self.persona in OWNERS.values()

    @property
    def closes(self) -> str:
        """The sentence for a capacity that ends with the account."""
        if not self.team:
            return "Your freelancer account closes with it."
        return f"Your {self.kind} {self.team} closes with it." if self.is_owner else f"You leave {self.team} with it."

    @property
    def stays(self) -> str:
        """The phrase for a capacity that stays."""
        if not self.team:
            return "as a freelancer"
        return f"with your {self.kind} {self.team}" if self.is_owner else f"in {self.team}"


def side_effects(of: Subject, own: Place, others: Sequence[Place]) -> list[str]:
    """What else a closing ends, and what stays, one sentence each; ``others`` are the person's other places."""
    ending = (own, *others) if of == "account" else () if of == "membership" else (own,)
    members_out = [f"Others lose their place in {place.team}: {few(place.others)}." for place in ending if place.others]
    if of == "account":
        sentences = [place.closes for place in (own, *others) if place != own or place.team]
    elif others:
        sentences = [_staying(others)]
    else:
        last = "This is your last team" if of == "membership" else "You have nothing else here"
        sentences = [f"{last}, so your account closes with it."]
    return [*sentences, *members_out]


def _staying(places: Sequence[Place]) -> str:
    """What an account keeps that is not closed; a rule that is switched off can leave it open without any place."""
    where = "; ".join(place.stays for place in places)
    return f"Your account stays open: {where}." if where else "Your account stays open."


def outcome(
    closing: Closing,
    *,
    account_closed: bool,
    delete_on: datetime | None = None,
    erased: Sequence[tuple[str, Sequence[str]]] = (),
    staying_on_record: Sequence[str] = (),
    money_lost: int = 0,
    continuing: Sequence[Continuing] = (),
    restore_until: datetime | None = None,
    staying: Sequence[Place] = (),
) -> list[str]:
    """What a closing does, one sentence each. Claims B8, D15.

    ``erased`` comes from ``erased_parts``, ``staying_on_record`` from ``exceptions``. ``money_lost`` is in US cents,
    ``continuing`` has an entry for each contract that continues, and ``staying`` are the places the person keeps.
    """
    after, sentences = closing.after, []
    if account_closed and closing.of != "account":
        sentences.append(ALL_OF_IT)
    if delete_on:
        sentences.append(f"It is deleted on {day(delete_on)}; until then it stays closed.")
    sentences += [*(f"{what}: {in_words(parts)}." for what, parts in erased), *staying_on_record]
    if money_lost:
        sentences.append(f"{dollars(money_lost)} of your money is lost.")
    if continuing:
        billing = ", and so does their billing," if "billing" in continuing else ""
        sentences.append(f"Your active contracts go on{billing} until somebody ends them.")
    if account_closed:
        sentences.append(reopening(after.restore, restore_until))
        if after.email_again:
            sentences.append("The same email address can open a new account, which starts from nothing.")
    else:
        sentences.append("You can come back when you are invited again." if closing.of == "membership" else FINAL)
        sentences.append(_staying(staying))
    return sentences


def reopening(restore: Restore | None, until: datetime | None) -> str:
    """How and until when a closed account can be reopened. Claims A12, C15, D23, E13."""
    if restore is None:
        return FINAL
    limit = f" until {day(until)}" if until else ""
    if restore.by == "link":
        return f"The link in our email opens it again{limit}."
    picture = ", with a picture that proves who you are" if restore.proof else ""
    takes = f" That takes {days(restore.takes)}." if restore.takes else ""
    return f"Support can look at a request to open it again{limit}{picture}.{takes}"


def erased_parts(
    retention: Mapping[str, Fate], closed_at: datetime | None, delete_at: datetime | None
) -> list[tuple[str, list[str]]]:
    """How and when data is erased after a closing (``Removed for good``), and which, earliest first."""
    parts: dict[tuple[datetime, str], list[str]] = {}
    for moment, name in moments(retention, closed_at, delete_at):
        parts.setdefault((moment, retention[name].fate), []).append(PARTS[name].says)
    when = {closed_at: "for good", delete_at: "then"}
    return [
        (f"{VERBS[fate]} {when.get(moment) or f'on {day(moment)}'}", names)
        for (moment, fate), names in sorted(parts.items())
    ]


def exceptions(retention: Mapping[str, Fate]) -> list[str]:
    """What is not erased with the rest, one sentence each."""
    erased = {name for name, fate in retention.items() if fate.fate != KEPT}
    return [*([UNSETTLED] if erased & {"work-history", "payments"} else []), *([MAILED] if erased else [])]


def kept_parts(retention: Mapping[str, Fate]) -> list[str]:
    """The data that is kept after a closing."""
    names = [name for name in PARTS if name not in retention or retention[name].fate == KEPT]
    return ["everything"] if len(names) == len(PARTS) else [PARTS[name].says for name in names]


def in_words(items: Sequence[str]) -> str:
    """A list in words: ``a, b and c``."""
    return " and ".join(filter(None, [", ".join(items[:-1]), *items[-1:]]))


def in_lines(items: Sequence[str]) -> list[str]:
    """The same list as the end of a sentence that has a line for each item: ``a,``, ``b`` and ``and c.``."""
    if len(items) < 2:
        return [f"{item}." for item in items]
    return [*(f"{item}," for item in items[:-2]), items[-2], f"and {items[-1]}."]


def few(things: Sequence[str]) -> str:
    """The first things of a list, and how many more there are."""
    more = len(things) - FEW
    return ", ".join(things[:FEW]) + (f" and {more} more" if more > 0 else "")


def day(moment: datetime) -> str:
    """A date: ``1 February 2026``."""
    return f"{moment.day} {moment:%B %Y}"


def days(duration: timedelta) -> str:
    """A duration in days, or in hours unless the days are whole."""
    number, unit = (duration.days, "day") if duration % timedelta(days=1) == timedelta() else (duration // HOUR, "hour")
    return f"{number} {unit}{'' if number == 1 else 's'}"
