"""The claims of a folder of guides, ``claims.toml`` beside them: what is claimed, and what proves each claim.

A claim is proved by the procedures that name it, and only if one of them turns red where the site is changed as its
``red`` says: of an advice there is nothing to prove.
"""

import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from flows.errors import GuideError, shown
from flows.reading import guide as guides
from flows.reading.front_matter import CLAIM
from flows.reading.guide import Guide

FILE = "claims.toml"
ADVICE = "advice"
Kind = Literal["path", "gate", "block", "refusal", "outcome", "instead", "advice"]


class Red(BaseModel):
    """How a claim is taken out of the site, and where a procedure that proves it says so.

    ``put`` and ``drop`` change the edition: keys are paths such as ``closing.*.block``, see ``mutations``. ``without``
    is switched off in the world. ``circumstances`` are those of the world, where they are what is changed.
    """

    model_config = ConfigDict(extra="forbid")

    guide: str
    put: dict[str, Any] = {}
    drop: list[str] = []
    circumstances: list[str] | None = None
    without: list[str] = []
    at: str
    """words of the sentence, or of what was found, that tell it; ``ends:`` for the end"""

    def __str__(self) -> str:
        puts = (f"{path} = {value!r}" for path, value in self.put.items())
        others = [] if self.circumstances is None else [f"circumstances = {self.circumstances!r}"]
        return ", ".join([*puts, *(f"no {path}" for path in [*self.drop, *self.without]), *others])


class Claim(BaseModel):
    """A sentence of a published guide, in our own words; ``why`` says of an advice why it needs no proof."""

    model_config = ConfigDict(extra="forbid")

    id: Annotated[str, Field(pattern=CLAIM)]
    kind: Annotated[list[Kind], Field(min_length=1)]
    says: str
    red: Red | None = None
    why: str = ""

    @property
    def is_advice(self) -> bool:
        return ADVICE in self.kind


class Ledger(BaseModel):
    """The claims of one folder of guides, in order."""

    model_config = ConfigDict(extra="forbid")

    claims: list[Claim]


def load(folder: Path) -> list[Claim]:
    """The claims of a folder; none if it has no ``claims.toml``. Raises GuideError, a line for each fault."""
    file = folder / FILE
    if not file.exists():
        return []
    try:
        return Ledger.model_validate(tomllib.loads(file.read_text("utf-8"))).claims
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise GuideError(f"{shown(file)}: {error}; correct the TOML") from None
    except ValidationError as error:
        faults = (f"{shown(file)}: {'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors())
        raise GuideError("\n".join(faults)) from None


def proofs(claims: Iterable[Claim], procedures: Iterable[Guide]) -> dict[str, list[Guide]]:
    """The procedures that name each claim, by its id."""
    known = list(procedures)
    return {claim.id: [guide for guide in known if claim.id in guide.front.claims] for claim in claims}


def faults(folder: Path) -> list[str]:
    """What is wrong with the ledger of a folder, a line each: a claim without proof, a proof of no claim."""
    claims = load(folder)
    procedures = [guides.load(path) for path in guides.find(folder)]
    return [*_unproved(folder / FILE, claims, procedures), *_of_nothing(claims, procedures)]


def _unproved(file: Path, claims: list[Claim], procedures: list[Guide]) -> Iterator[str]:
    found = proofs(claims, procedures)
    seen = set[str]()
    for claim in claims:
        where = f"{shown(file)}: {claim.id}"
        if claim.id in seen:
            yield f"{where}: is there twice; remove one"
        seen.add(claim.id)
        proving = [guide.name for guide in found[claim.id]]
        if claim.is_advice:
            if not claim.why:
                yield f"{where}: is advice; say in why it needs no proof"
            if proving or claim.red:
                yield f"{where}: is advice, which has nothing to prove; remove it from {', '.join(proving) or 'red'}"
        elif not proving:
            yield f"{where}: no procedure proves it; name it in the claims of one"
        elif claim.red is None:
            yield f"{where}: nothing shows that its proof can fail; say in red what takes it out of the site"
        elif claim.red.guide not in proving:
            yield f"{where}: red: {claim.red.guide!r} does not prove it; write one of {', '.join(proving)}"


def _of_nothing(claims: list[Claim], procedures: list[Guide]) -> Iterator[str]:
    known = {claim.id for claim in claims}
    for guide in procedures:
        for name in guide.front.claims:
            if name not in known:
                yield f"{guide.at('claims')}: claims: {name!r} is in no {FILE} beside it; add it there, or remove it"
