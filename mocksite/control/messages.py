"""The JSON objects of the control API."""

from datetime import datetime, timedelta
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidatorFunctionWrapHandler, WrapValidator

from mocksite.catalog.worlds import BILLING_CYCLE, LONGEST_LIFETIME, LONGEST_MOVE
from mocksite.editions.types import Duration

MAX_SEED = 2**63 - 1
Rows = dict[str, dict[str, Any]]


class Message(BaseModel):
    """A JSON object; unknown names are errors."""

    model_config = ConfigDict(extra="forbid", strict=False, from_attributes=True)


# In real time, unlike the durations of an edition.
Lifetime = Annotated[Duration, Field(le=LONGEST_LIFETIME)]


class WorldRequest(Message):
    """A world to make. ``edition`` is a name or an edition; ``without`` lists endpoints and rules to switch off.

    What is used of a ``recorded`` world can be read. With a ``lifetime``, an ISO 8601 duration of at most a day of real
    time, the world is deleted once it has passed.
    """

    edition: str | dict[str, Any]
    persona: str
    having: Annotated[list[str], Field(max_length=50)] = []
    circumstances: list[str] = []
    without: Annotated[list[str], Field(max_length=50)] = []
    seed: Annotated[int, Field(ge=0, le=MAX_SEED, strict=True)] = 1
    lifetime: Lifetime | None = None
    recorded: bool = False


class AccountMade(Message):
    """Somebody who can log in, with their credentials; a freelancer has a public profile."""

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
    """A new world: its id, login page, outbox and accounts, and its edition with all defaults."""

    world: str
    login_url: str
    outbox_url: str
    accounts: dict[str, AccountMade]
    edition: dict[str, Any]


class WorldState(Message):
    """The stored state of a world: its clock, and the rows of each table by key."""

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
    charges: Rows
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


def _cycle_or_duration(value: Any, validate: ValidatorFunctionWrapHandler) -> Any:
    if value == BILLING_CYCLE:
        return value
    duration = validate(value)
    if duration > LONGEST_MOVE:
        raise ValueError(f"is too long; move the clock by at most P{LONGEST_MOVE.days}D in one call")
    return duration


class Use(Message):
    """What was used of a recorded world so far.

    ``keys`` of its edition were read: paths such as ``closing.0.after.mail``, with items of lists by ``id`` or number.
    ``switches`` are the endpoints that were requested and the rules that were applied, and ``defects`` those that could
    have made a difference.
    """

    keys: list[str]
    switches: list[str]
    defects: list[str]


class Advance(Message):
    """How far to move the clock, never back.

    An ISO 8601 duration such as ``P7D``, at most ``P3660D`` (ten years), or ``the billing cycle``: until it ends, on
    Monday at 00:00 UTC. A long move is made in steps, each to a moment at which something falls due: others are
    answered in between, and a move that is cut short leaves the clock at such a moment.
    """

    advance: Annotated[
        Duration,
        WrapValidator(_cycle_or_duration, json_schema_input_type=Duration | Literal[BILLING_CYCLE]),
    ]

    def until(self, cycle_ends: datetime, now: datetime) -> timedelta:
        """How far that is."""
        return self.advance if isinstance(self.advance, timedelta) else cycle_ends - now


class Renewal(Message):
    """How long a world is to live from now on, in real time: an ISO 8601 duration of at most a day."""

    lifetime: Lifetime


class FaultTold(Message):
    """An environment fault in a sentence, and its defaults: the paths, the number of times, the seconds."""

    says: str
    path: str
    times: int
    seconds: float


class Expiry(Message):
    """When a world expires, in real time."""

    expires_at: datetime


class WantedDefects(Message):
    """The ids of the defects that a world is to have from now on, in place of those that it has."""

    defects: Annotated[list[str], Field(max_length=50)]


class WorldDefects(Message):
    """The ids of the defects that a world has, and the requests of it that have crashed, each with its error.

    A crash is a fault of a defect, and nothing that a reader has found.
    """

    defects: list[str]
    crashes: list[str]


class DefectTold(Message):
    """A defect: its kind, what goes wrong, and whom it would hurt."""

    kind: str
    says: str
    hurts: str


class Clock(Message):
    """A world's time."""

    now: datetime


class MailSent(Message):
    """A message from the site."""

    to: str
    subject: str
    body: str
    sent_at: datetime


class Outbox(Message):
    """The messages from the site, oldest first."""

    mail: list[MailSent]


class ObligationTold(Message):
    """An obligation.

    A list of blockers calls it ``says``, with a link labelled ``remedy``. It is settled ``by`` the ``reader`` or an
    ``agent`` with the button ``settles``, or by the ``clock`` once it is advanced by ``settles``. ``changes`` are the
    patterns of what that changes in the stored state: JSON Pointers (RFC 6901) with ``*`` for a key, and ``?`` after a
    path that need not change.
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
    """A category of an account's data.

    Its owner calls it ``says``. ``fates`` are what an edition can choose besides ``kept``, and ``changes`` the patterns
    of what that changes in the stored state, as for an obligation. ``owners`` has the patterns of the data itself, rows
    or columns, each with the columns whose value is the key of its owner's account, or the address that mail went to.
    ``message.author`` is the column ``author`` of the row of ``messages`` that the column ``message`` names; ``key`` is
    the key of the row itself.
    """

    says: str
    fates: list[str]
    changes: list[str]
    owners: dict[str, list[str]]


class EndTold(Message):
    """A way a guide can end.

    ``says`` is a sentence on the last screen and ``mail`` the subject of an email, if every edition has the same.
    ``closes``: an account or a team is closed.
    """

    name: str
    means: str
    says: str | None
    mail: str | None
    closes: bool


class Capacities(Message):
    """The capacities of a persona.

    The account menu calls its own ``label``, or if it is ``in_others_team`` by the name of the team. ``also`` lists
    others that it always has; ``dual`` is the one that the circumstance ``dual`` adds.
    """

    label: str | None
    also: list[str]
    dual: str
    in_others_team: bool


class Catalog(Message):
    """What a world can be made of, what an edition can say (a JSON Schema), and how a guide can end.

    ``capacities`` are by persona, ``field_labels`` by the field's name in a stage. ``masks`` are the texts in place of
    masked data, and ``unknown_login`` is what logging in says to somebody unknown. ``switches`` are the endpoints and
    rules that a world can be without, each with the address or the meaning. ``defects`` and ``faults`` can be
    switched on in a world.
    """

    personas: dict[str, str]
    capacities: dict[str, Capacities]
    obligations: dict[str, ObligationTold]
    circumstances: dict[str, str]
    parts: dict[str, PartTold]
    editions: dict[str, dict[str, Any]]
    edition_schema: dict[str, Any]
    ends: list[EndTold]
    field_labels: dict[str, str]
    masks: list[str]
    unknown_login: str
    switches: dict[str, str]
    defects: dict[str, DefectTold]
    faults: dict[str, FaultTold]


class Identity(Message):
    """That this is the mock."""

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
