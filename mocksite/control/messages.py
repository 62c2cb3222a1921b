"""What the control API takes and gives."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from mocksite.editions.types import Duration

MAX_SEED = 2**63 - 1
Rows = dict[str, dict[str, Any]]


class Message(BaseModel):
    """A JSON object; a name it does not know is an error."""

    model_config = ConfigDict(extra="forbid", strict=False)


class WorldRequest(Message):
    """A world to be made. ``edition`` is the name of one that ships, or an edition itself.

    ``without`` is what is switched off in it: pages and acts, by their endpoint, and rules by their name.
    """

    edition: str | dict[str, Any]
    persona: str
    having: Annotated[list[str], Field(max_length=50)] = []
    circumstances: list[str] = []
    without: Annotated[list[str], Field(max_length=50)] = []
    seed: Annotated[int, Field(ge=0, le=MAX_SEED, strict=True)] = 1


class AccountMade(Message):
    """Somebody who can log in, and with what; a freelancer has a public profile."""

    name: str
    email: str
    username: str
    phone: str
    password: str
    totp_secret: str | None
    security_question: str | None
    security_answer: str | None
    profile_url: str | None


class WorldMade(Message):
    """A new world: its id, where to log in and to read its mail, who can, and its edition, every default filled in."""

    world: str
    login_url: str
    outbox_url: str
    accounts: dict[str, AccountMade]
    edition: dict[str, Any]


class WorldState(Message):
    """The stored state of a world: its clock, and the rows of each table by their key."""

    now: datetime
    accounts: Rows
    teams: Rows
    memberships: Rows
    violations: Rows
    contracts: Rows
    projects: Rows
    connections: Rows
    reviews: Rows
    tax_records: Rows
    messages: Rows
    files: Rows
    jobs: Rows
    proposals: Rows
    payments: Rows
    invoices: Rows
    refunds: Rows
    withdrawals: Rows
    disputes: Rows
    mail: Rows
    support_requests: Rows
    support_messages: Rows


class Change(Message):
    """One difference from the seeded state. ``path`` is a JSON Pointer (RFC 6901) into the state."""

    path: str
    from_: Annotated[Any, Field(alias="from")]
    to: Any


class Changes(Message):
    """Everything that differs from the seeded state."""

    changes: list[Change]


class Advance(Message):
    """How far to move the clock, an ISO 8601 duration such as ``P7D`` or ``PT90M``; never back."""

    advance: Duration


class Clock(Message):
    """A world's time."""

    now: datetime


class MailSent(Message):
    """A message the site has sent."""

    to: str
    subject: str
    body: str
    sent_at: datetime


class Outbox(Message):
    """What the site has mailed, oldest first."""

    mail: list[MailSent]


class ObligationTold(Message):
    """An obligation.

    ``says`` is what the site calls it in a list of blockers, ``remedy`` the link beside it. ``by`` is who settles it:
    the ``reader`` or an ``agent`` with the button ``settles``, the ``clock`` in that time. ``changes`` is what that
    changes in the stored state: JSON Pointers (RFC 6901), with ``*`` for the key of a row; what may stay the same ends
    in ``?``.
    """

    who: list[str]
    settled_by: str
    by: str
    settles: str
    changes: list[str]
    leaves: list[str]
    says: str
    remedy: str


class PartTold(Message):
    """A part of the data of an account.

    ``says`` is what its owner calls it, ``fates`` what an edition can say becomes of it, besides ``kept``, and
    ``changes`` what that changes in the stored state, as those of an obligation.
    """

    says: str
    fates: list[str]
    changes: list[str]


class EndTold(Message):
    """A way a procedure can end, and the words of the last screen where they are fixed."""

    name: str
    means: str
    says: str | None


class Catalog(Message):
    """Everything a world can be asked for, what an edition can say (a JSON Schema), how a procedure can end."""

    personas: dict[str, str]
    obligations: dict[str, ObligationTold]
    circumstances: dict[str, str]
    parts: dict[str, PartTold]
    editions: dict[str, dict[str, Any]]
    edition_schema: dict[str, Any]
    ends: list[EndTold]


class Identity(Message):
    """That this is the mock: a client talks to nothing that does not say so."""

    mock: str
    version: str
    schema_: Annotated[str, Field(alias="schema")]


class ProblemDocument(BaseModel):
    """An error, RFC 9457."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[dict[str, str]] = []
