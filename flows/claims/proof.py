"""The proof of a claim: a guide that is true, and false once the claim is taken out of the site."""

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
    """A guide does not prove a claim: it is true without it, or fails for another reason."""


def claims_proved_by(guide: Guide) -> list[Claim]:
    """The claims without which a guide must turn red."""
    return [claim for claim in model.load(guide.path.parent) if claim.red and claim.red.guide == guide.name]


def world_of(guide: Guide) -> dict[str, Any]:
    """The arguments that make the world of a guide, see ``Site.make_world``."""
    front = guide.front
    return {
        "edition": guide.edition,
        "persona": front.persona,
        "having": tuple(front.having),
        "circumstances": tuple(front.circumstances),
    }


def world_without(guide: Guide, claim: Claim, catalog: Mapping[str, Any]) -> dict[str, Any]:
    """The same, with a claim taken out. Raises GuideError if a path leads nowhere."""
    world, red = world_of(guide), claim.red
    if red is None:
        return world
    if red.put or red.drop:
        edition = catalog["editions"][guide.edition] if isinstance(guide.edition, str) else guide.edition
        world["edition"] = changed(edition, red.put, red.drop)
    return {**world, "without": tuple(red.without)}


def require_red(walk: Walk, guide: Guide, claim: Claim) -> None:
    """Walk a guide without a claim. Raises ProofError unless it fails where the claim says."""
    place = claim.red.at if claim.red else ""
    try:
        walk.through(guide)
    except WalkError as red:
        if is_at(place, red, guide):
            return
        raise ProofError(f"{claim.id}: red, but not at {place!r}:\n{red}") from None
    raise ProofError(f"{claim.id}: still green without the claim ({claim.red})")


def is_at(place: str, red: WalkError, guide: Guide) -> bool:
    """Whether a walk failed at a place, as ``Red.at`` names it."""
    key, _, words = place.partition(": ")
    if red.where == guide.at(key):
        return words in red.mismatch
    return place.casefold() in red.where.casefold()


def describe(result: Result, claim: Claim) -> None:
    """Say in a result where its proof turned red, for the line and the page of a run."""
    last = result.failures[-1] if result.failures else None
    at = last.trail[-1][0] if last and last.step < len(result.steps) else f"{result.file}: ends"
    result.title, result.ends, result.proof = f"{claim.id} taken out: {claim.red}", f"red at {at}", claim.id
    result.failures = []
    for step in result.steps:
        step.outcome = "not reached" if step.outcome == "false" else step.outcome
