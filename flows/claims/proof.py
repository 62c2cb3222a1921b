"""Proofs: a claim is proved by a procedure that is true, and false where the claim is taken out of the site."""

from collections.abc import Mapping
from typing import Any

from flows.claims import model
from flows.claims.model import Claim
from flows.claims.mutations import changed
from flows.errors import FlowsError
from flows.reading.guide import Guide
from flows.reports.result import Result
from flows.walk.walker import Walk, WalkError


class ProofError(FlowsError):
    """A procedure is no proof of a claim: it is true without it too, or false for another reason."""


def of_guide(guide: Guide) -> list[Claim]:
    """The claims that a guide is to turn red for."""
    return [claim for claim in model.load(guide.path.parent) if claim.red and claim.red.guide == guide.name]


def world_of(guide: Guide) -> dict[str, Any]:
    """What the world of a guide is asked for, see ``Site.make_world``."""
    front = guide.front
    return {
        "edition": guide.edition,
        "persona": front.persona,
        "having": tuple(front.having),
        "circumstances": tuple(front.circumstances),
    }


def world_without(guide: Guide, claim: Claim, catalog: Mapping[str, Any]) -> dict[str, Any]:
    """The same, with a claim taken out. Raises GuideError where there is no such place in the edition."""
    asked, red = world_of(guide), claim.red
    if red is None:
        return asked
    if red.put or red.drop:
        edition = catalog["editions"][guide.edition] if isinstance(guide.edition, str) else guide.edition
        asked["edition"] = changed(edition, red.put, red.drop)
    if red.circumstances is not None:
        asked["circumstances"] = tuple(red.circumstances)
    return {**asked, "without": tuple(red.without)}


def turns_red(walk: Walk, guide: Guide, claim: Claim) -> None:
    """Walk a guide in a world without a claim. Raises ProofError unless it is false, where the claim says."""
    wanted = claim.red.at if claim.red else ""
    try:
        walk.through(guide)
    except WalkError as red:
        if wanted.casefold() in str(red).casefold():
            return
        raise ProofError(f"{claim.id}: is red elsewhere, not at {wanted!r}:\n{red}") from None
    raise ProofError(f"{claim.id}: is green without it ({claim.red})")


def tell(result: Result, claim: Claim) -> None:
    """What a proof says of itself, in the line and on the page of a run."""
    at = result.trail[-1][0] if result.trail else f"{result.file}: ends"
    result.title, result.ends = f"{claim.id} taken out: {claim.red}", f"red at {at}"
    result.trail, result.mismatch = [], ""
