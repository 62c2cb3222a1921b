"""Find Talent: searching for freelancers, and their public profiles."""

from flask import Blueprint, abort, g, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from mocksite.catalog import worlds
from mocksite.db import database
from mocksite.db.models import Account, World
from mocksite.editions.schema import Edition
from mocksite.queries import capacity_rows, world_edition
from mocksite.rules import visibility
from mocksite.rules.visibility import Viewer
from mocksite.views.paging import paged

bp = Blueprint("talent", __name__, url_prefix="/talent")
MAX_QUERY_LENGTH = 100


@bp.get("")
def talent() -> ResponseReturnValue:
    return _search(g.account.world)


@bp.get("/<world_id>")
def search(world_id: str) -> ResponseReturnValue:
    return _search(_world(world_id))


@bp.get("/<world_id>/<key>")
def profile(world_id: str, key: str) -> ResponseReturnValue:
    """The public profile of a freelancer."""
    world = _world(world_id)
    db, edition = database.session(), world_edition.of(world)
    person = db.scalar(select(Account).where(Account.world_id == world.id, Account.key == key)) or abort(404)
    paused = visibility.is_paused(person, world.now)
    if paused and world_edition.is_without(world, worlds.PROFILE_DURING_BREAK):
        abort(404)
    if not visibility.is_opened(person, edition, _viewer(person)):
        return _refused(person, edition)
    return render_template(
        "talent/profile.html",
        person=person,
        edition_here=edition,
        projects=capacity_rows.projects_of(db, person),
        reviews=capacity_rows.reviews_of(db, person),
        connections=capacity_rows.connections_of(db, person),
        paused=paused,
        **_marks(world, edition),
        hidden=not visibility.is_opened(person, edition, "anyone"),
    )


def _search(world: World) -> ResponseReturnValue:
    """The freelancers whose name or headline contains the words."""
    words = request.args.get("q", "").strip()[:MAX_QUERY_LENGTH]
    edition = world_edition.of(world)
    freelancers = select(Account).where(Account.world_id == world.id, Account.freelancer).order_by(Account.id)
    people = [
        person
        for person in database.session().scalars(freelancers)
        if visibility.is_found(person, edition, _viewer(person), world.now)
        and words.casefold() in f"{person.name} {person.headline or ''}".casefold()
    ]
    is_own = request.endpoint == "talent.talent"
    address = url_for("talent.talent") if is_own else url_for("talent.search", world_id=world.id)
    return render_template(
        "talent/search.html",
        people=paged(people, address),
        words=words,
        world=world,
        edition_here=edition,
        **_marks(world, edition),
    )


def _marks(world: World, edition: Edition) -> dict[str, bool]:
    """Which marks beside a name the world has rules about."""
    return {
        "badge_stays": edition.plans is not None and world_edition.is_without(world, worlds.BASIC_HAS_NO_BADGE),
        "shows_availability": not world_edition.is_without(world, worlds.AVAILABILITY_SHOWN),
    }


def _refused(person: Account, edition: Edition) -> ResponseReturnValue:
    """What the link of a profile shows to those who may not open it, if its owner's choice has something to say."""
    option = visibility.chosen(edition, person.visibility)
    if person.status != "open" or not person.freelancer or not option.says:
        abort(404)
    return render_template("talent/refused.html", option=option)


def _viewer(person: Account) -> Viewer:
    """Who looks at a profile; an account of another world counts as anyone."""
    if g.account is None or g.account.world_id != person.world_id:
        return "anyone"
    return "owner" if g.account.id == person.id else "member"


def _world(world_id: str) -> World:
    return database.session().get(World, world_id) or abort(404)
