"""The claims of a folder of guides, from the ``claims.toml`` beside them.

The guides that name a claim prove it, if one of them turns red once the claim is taken out of the site. Advice needs
no proof.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, ValidationError

from flows.errors import GuideError, printable, shown
from flows.reading import guide as guides
from flows.reading.front_matter import CLAIM
from flows.reading.guide import Guide
from flows.reading.toml_file import read_toml

FILE = "claims.toml"
ADVICE = "advice"
Kind = Literal["path", "gate", "block", "refusal", "outcome", "instead", "advice"]


class Red(BaseModel, extra="forbid"):
    """How to take a claim out of the site, and where a guide that proves it must then fail.

    ``put`` and ``drop`` change the edition at paths such as ``closing.*.block``, see ``mutations``. ``without`` names
    features to switch off in the world. The account and its circumstances stay.
    """

    guide: str
    put: dict[str, Any] = {}
    drop: list[str] = []
    without: list[str] = []
    at: str
    """words of the sentence that fails; or the key of the front matter that does, and words of the message"""

    def __str__(self) -> str:
        puts = (f"{path} = {value!r}" for path, value in self.put.items())
        drops = (f"no {path}" for path in [*self.drop, *self.without])
        return ", ".join([*puts, *drops])


class Claim(BaseModel, extra="forbid"):
    """What a published article says, in our own words; ``why`` advice needs no proof.

    A claim that says several things is split into parts, each with an id such as ``A1.a`` and a proof of its own. What
    is ``ours`` is our reading of the article, rather than what it says outright.
    """

    id: Annotated[str, Field(pattern=CLAIM)]
    kind: Annotated[list[Kind], Field(min_length=1)]
    says: str
    ours: bool = False
    red: Red | None = None
    why: str = ""

    @property
    def is_advice(self) -> bool:
        return ADVICE in self.kind

    @property
    def label(self) -> str:
        """The id, with a dagger if it is our reading."""
        return f"{self.id}{'†' * self.ours}"


class Ledger(BaseModel, extra="forbid"):
    """The claims of one folder of guides, in order."""

    claims: list[Claim]


def load(folder: Path) -> list[Claim]:
    """The claims of a folder, if it has any. Raises GuideError with a line for each fault."""
    file = folder / FILE
    if not os.path.lexists(file):
        return []
    try:
        return Ledger.model_validate(read_toml(file)).claims
    except ValidationError as error:
        faults = (
            printable(f"{shown(file)}: {'.'.join(map(str, fault['loc']))}: {fault['msg']}") for fault in error.errors()
        )
        raise GuideError("\n".join(faults)) from None


def with_guides(claims: Iterable[Claim], folder: Path) -> list[tuple[Claim, list[Guide]]]:
    """The claims, each with the guides of a folder that name it; those that cannot be read are left out."""
    loaded, _ = guides.load_all(folder)
    return [(claim, [guide for guide in loaded if claim.id in guide.front.claims]) for claim in claims]


def faults(folder: Path) -> Iterator[str]:
    """The faults of a folder: guides that cannot be read, claims without a proof, proofs without a claim."""
    claims = load(folder)
    loaded, unread = guides.load_all(folder)
    yield from unread
    ids = [claim.id for claim in claims]
    for number, (claim, proving) in enumerate(with_guides(claims, folder)):
        where = f"{shown(folder / FILE)}: {claim.id}"
        if claim.id in ids[:number]:
            yield f"{where}: is there twice; remove one"
        if any(name.startswith(f"{claim.id}.") for name in ids):
            yield f"{where}: has parts; split all of it into parts"
        yield from (f"{where}: {fault}" for fault in _faults_of_claim(claim, [guide.name for guide in proving]))
    for guide in loaded:
        yield from (
            f"{guide.at('claims')}: claims: {name!r} is not in the {FILE} beside it; add it or remove it"
            for name in guide.front.claims
            if name not in ids
        )


def _faults_of_claim(claim: Claim, proving: list[str]) -> Iterator[str]:
    if claim.is_advice:
        if not claim.why:
            yield "is advice; give the reason in why"
        if proving or claim.red:
            yield f"is advice, which needs no proof; remove it from {', '.join(proving) or 'red'}"
    elif not proving:
        yield "no guide proves it; add it to the claims of one"
    elif claim.red is None:
        yield "nothing shows that its proof can fail; add red, which takes it out of the site"
    elif claim.red.guide not in proving:
        yield f"red: {claim.red.guide!r} does not prove it; write one of {', '.join(proving)}"
