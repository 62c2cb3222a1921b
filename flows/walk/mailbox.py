"""The emails of a walk: which have arrived, and which its sentences have spoken of."""

from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import takewhile
from typing import NamedTuple

from flows.language.act import Act
from flows.reading.guide import Guide
from flows.site.client import Account, World
from flows.site.known_facts import addresses_of

ABOUT_MAIL = {"email_arrives", "email_titled_arrives", "email_says", "email_does_not_say", "open_mailed_link"}
# What a reader does without doing anything to the site.
LOOKING = (ABOUT_MAIL - {"open_mailed_link"}) | {"file_contains", "shown", "gone", "read", "scroll"}
WAITING = {"wait_days", "wait_hours", "wait_for_billing"}


class Email(NamedTuple):
    """An email by its place in the world's outbox."""

    number: int
    subject: str
    body: str


@dataclass
class Mailbox:
    """The emails of a world, as the readers of one walk see them.

    An email *arrives* if it was sent since the last sentence began that did something to the site, or waited, and no
    other sentence has taken it; ``taken`` are the numbers of those, in order. ``before`` is the number of emails sent
    until then; ``before_act`` does not count waiting. Both cost a call to the site for each sentence, and are kept only
    if ``watched``.
    """

    world: World
    before: int = 0
    before_act: int = 0
    taken: list[int] = field(default_factory=list)
    watched: bool = False

    @contextmanager
    def during(self, acts: Sequence[Act]) -> Generator[None]:
        """Take the emails from now on as what a sentence brings, with the guides it links to; it may bring none."""
        sent = len(self.world.mail()) if self.watched else 0
        self._follow(takewhile(lambda act: act.name not in ABOUT_MAIL, acts), sent)
        yield
        self._follow(acts, sent)

    def _follow(self, acts: Iterable[Act], sent: int) -> None:
        names = {act.name for outer in acts for act in (outer, *outer.inside)} - LOOKING
        if names:
            self.before = sent
        if names - WAITING:
            self.before_act = sent

    def sent_to(self, account: Account) -> list[Email]:
        """The emails to somebody, oldest first."""
        emails = enumerate(self.world.mail())
        return [
            Email(number, row["subject"], row["body"]) for number, row in emails if row["to"] in addresses_of(account)
        ]

    def has_arrived(self, email: Email) -> bool:
        """Whether an email arrives now."""
        return email.number >= self.before and email.number not in self.taken

    def take(self, email: Email) -> Email:
        """Let a sentence have spoken of an email."""
        self.taken.append(email.number)
        return email

    def latest(self, account: Account) -> Email | None:
        """The email that arrived last: one that was taken now, or the newest that arrives, or the last one taken."""
        emails = {email.number: email for email in self.sent_to(account)}
        taken = next((emails[number] for number in reversed(self.taken) if number in emails), None)
        if taken and taken.number >= self.before:
            return taken
        arriving = [email for email in emails.values() if self.has_arrived(email)]
        return self.take(arriving[-1]) if arriving else taken

    def is_known(self, email: Email) -> bool:
        """Whether a sentence has spoken of an email, or only waiting has followed it."""
        return email.number >= self.before_act or email.number in self.taken


def speaks_of_mail(guide: Guide) -> bool:
    """Whether a guide, or one it links to, says anything of an email."""
    names = {act.name for sentence in guide.sentences for outer in sentence.acts for act in (outer, *outer.inside)}
    return not names.isdisjoint(ABOUT_MAIL) or any(map(speaks_of_mail, guide.linked.values()))
