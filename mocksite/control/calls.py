"""The calls of the control API."""

from collections.abc import Callable
from difflib import get_close_matches
from functools import cache
from typing import Any, TypeVar

from flask import Response, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from pydantic import BaseModel, ValidationError
from sqlalchemy import delete, select

from mocksite.catalog import personas, worlds
from mocksite.catalog.data_categories import MASKS, PARTS
from mocksite.catalog.ends import ENDS
from mocksite.catalog.faults import FAULTS
from mocksite.catalog.field_labels import LABELS
from mocksite.catalog.navigation import CAPACITY_LABELS
from mocksite.catalog.obligations import OBLIGATIONS
from mocksite.catalog.team_roles import ASSIGNABLE_ROLES
from mocksite.catalog.worlds import CIRCUMSTANCES
from mocksite.control import clock_steps, fault_messages, new_world, state_snapshot
from mocksite.control import messages as m
from mocksite.control.access import bp
from mocksite.control.openapi import Call, document
from mocksite.control.problems import Problem, as_problem, from_validation, invalid
from mocksite.db import database
from mocksite.db.models import Account, Mail, World
from mocksite.defects import registry, wrapping
from mocksite.editions import loader
from mocksite.editions.closing_schema import NOT_FOUND
from mocksite.editions.schema import Edition
from mocksite.errors import WorldError
from mocksite.queries import world_edition
from mocksite.services import billing, faults, lifetimes

__all__ = ["bp"]

CALLS: list[Call] = []
View = Callable[..., ResponseReturnValue]
Body = TypeVar("Body", bound=BaseModel)


def call(
    method: str, path: str, gives: type[BaseModel] | None, takes: type[BaseModel] | None = None, status: int = 200
) -> Callable[[View], View]:
    """Register a view: its route, and its entry in the OpenAPI document."""

    def register(view: View) -> View:
        CALLS.append(Call(method, path, view.__name__, view.__doc__ or "", takes, gives, status))
        bp.add_url_rule(path, view_func=view, methods=[method])
        return view

    return register


@call("POST", "/worlds", gives=m.WorldMade, takes=m.WorldRequest, status=201)
def create_world() -> ResponseReturnValue:
    """Make a world. The same request and seed make the same one, except for its id and mail domain."""
    world, accounts = new_world.make(_body(m.WorldRequest))
    made = m.WorldMade(
        world=world.id,
        login_url=url_for("auth.log_in", world=world.id, _external=True),
        outbox_url=url_for("control.outbox", world_id=world.id, _external=True),
        accounts={account.key: _account(account) for account in accounts},
        edition=world.edition,
    )
    return made.model_dump(mode="json"), 201, {"Location": url_for("control.world_state", world_id=world.id)}


@call("GET", "/worlds/<world_id>", gives=m.WorldState)
def world_state(world_id: str) -> ResponseReturnValue:
    """The whole stored state of a world."""
    return state_snapshot.snapshot(database.session(), _world(world_id))


@call("DELETE", "/worlds/<world_id>", gives=None, status=204)
def delete_world(world_id: str) -> ResponseReturnValue:
    """Remove a world and everything in it."""
    database.session().execute(delete(World).where(World.id == _world(world_id).id))
    world_edition.RECORDED.pop(world_id, None)
    wrapping.CRASHES.pop(world_id, None)
    faults.replace(world_id, ())
    database.free_space(database.session())
    return "", 204


@call("PUT", "/worlds/<world_id>/lifetime", gives=m.Expiry, takes=m.Renewal)
def renew_world(world_id: str) -> ResponseReturnValue:
    """Let a world live for a lifetime from now on, whatever it had before."""
    body = _body(m.Renewal)
    world = _world(world_id)
    world.expires_at = lifetimes.end_of(body.lifetime)
    return {"expires_at": state_snapshot.plain(world.expires_at)}


@call("GET", "/worlds/<world_id>/changes", gives=m.Changes)
def world_changes(world_id: str) -> ResponseReturnValue:
    """Everything that differs from the seeded state."""
    world = _world(world_id)
    return {
        "changes": list(state_snapshot.differences(world.seeded, state_snapshot.snapshot(database.session(), world)))
    }


@call("GET", "/worlds/<world_id>/use", gives=m.Use)
def world_use(world_id: str) -> ResponseReturnValue:
    """What was used of a world that is recorded."""
    use = world_edition.RECORDED.get(_world(world_id).id)
    if use is None:
        raise Problem(404, "Not recorded", f"the world {world_id!r} is not recorded; make one with recorded: true")
    return {name: sorted(getattr(use, name)) for name in m.Use.model_fields}


@call("PUT", "/worlds/<world_id>/defects", gives=m.WorldDefects, takes=m.WantedDefects)
def put_defects(world_id: str) -> ResponseReturnValue:
    """Break a world on purpose, or repair it: it has these defects from now on, and no others."""
    wanted, world = _body(m.WantedDefects).defects, _world(world_id)
    if faults := [{"field": "defects", "message": _unknown(name)} for name in wanted if name not in registry.BY_ID]:
        raise invalid(faults)
    world.defects = list(dict.fromkeys(wanted))
    return _defects(world)


@call("GET", "/worlds/<world_id>/defects", gives=m.WorldDefects)
def world_defects(world_id: str) -> ResponseReturnValue:
    """What is broken in a world on purpose, and what has crashed because of it."""
    return _defects(_world(world_id))


def _defects(world: World) -> dict[str, list[str]]:
    return {"defects": world.defects, "crashes": wrapping.CRASHES.get(world.id, [])}


def _unknown(name: str) -> str:
    alike = get_close_matches(name, registry.BY_ID, 1)
    instead = f"did you mean {alike[0]!r}?" if alike else "GET /_control/catalog lists them"
    return f"there is no defect {name!r}; {instead}"


@call("PUT", "/worlds/<world_id>/faults", gives=fault_messages.FaultsLeft, takes=fault_messages.FaultsRequest)
def set_faults(world_id: str) -> ResponseReturnValue:
    """Let environment faults strike a world, in place of the previous ones."""
    body, world = _body(fault_messages.FaultsRequest), _world(world_id)
    wanted = [(each, FAULTS[each.fault]) for each in body.faults]
    faults.replace(
        world.id,
        [
            faults.Fault(each.fault, each.path or kind.path, each.times or kind.times, each.seconds or kind.seconds)
            for each, kind in wanted
        ],
    )
    return world_faults(world_id)


@call("GET", "/worlds/<world_id>/faults", gives=fault_messages.FaultsLeft)
def world_faults(world_id: str) -> ResponseReturnValue:
    """The faults that are switched on in a world, and how many more times each strikes."""
    return {"faults": [vars(fault) for fault in faults.ACTIVE.get(_world(world_id).id, ())]}


@call("POST", "/worlds/<world_id>/clock", gives=m.Clock, takes=m.Advance)
def advance_clock(world_id: str) -> ResponseReturnValue:
    """Move the world's clock; everything due by then happens."""
    body, world = _body(m.Advance), _world(world_id)
    by = body.until(billing.next_cycle(world.now), world.now)
    return {"now": state_snapshot.plain(clock_steps.move(database.session(), world, by))}


@call("GET", "/worlds/<world_id>/mail", gives=m.Outbox)
def world_mail(world_id: str) -> ResponseReturnValue:
    """The mail that the site has sent in this world, oldest first."""
    return {
        "mail": [
            {"to": row.to, "subject": row.subject, "body": row.body, "sent_at": state_snapshot.plain(row.sent_at)}
            for row in _sent(world_id)
        ]
    }


@bp.get("/worlds/<world_id>/outbox")
def outbox(world_id: str) -> ResponseReturnValue:
    """The mail that the site has sent in this world, as a page for people, newest first."""
    return render_template("outbox.html", mail=_sent(world_id)[::-1])


@call("GET", "/catalog", gives=m.Catalog)
def catalog() -> ResponseReturnValue:
    """The machine-readable contract: what worlds can be made of, and how guides can end."""
    return _catalog()


@cache
def _catalog() -> dict[str, Any]:
    contents = {
        "personas": personas.PERSONAS,
        "capacities": {persona: _capacities(persona) for persona in personas.PERSONAS},
        "obligations": OBLIGATIONS,
        "circumstances": CIRCUMSTANCES,
        "parts": PARTS,
        "editions": {name: loader.load(name).model_dump(mode="json", by_alias=True) for name in loader.names()},
        "edition_schema": Edition.model_json_schema(),
        "ends": ENDS,
        "field_labels": LABELS,
        "masks": MASKS,
        "unknown_login": NOT_FOUND,
        "switches": _switches(),
        "defects": {
            name: m.DefectTold(kind=defect.kind, says=defect.says, hurts=defect.hurts)
            for name, defect in registry.BY_ID.items()
        },
        "faults": FAULTS,
    }
    return m.Catalog.model_validate(contents).model_dump(mode="json")


def _switches() -> dict[str, str]:
    """What a world can be without: rules, and endpoints with their addresses."""
    addresses = {rule.endpoint: rule.rule for rule in current_app.url_map.iter_rules()}
    return {**worlds.RULES, **{name: addresses[name] for name in sorted(filter(worlds.can_be_without, addresses))}}


def _capacities(persona: str) -> m.Capacities:
    return m.Capacities(
        label=CAPACITY_LABELS.get(persona),
        also=list(personas.ALSO.get(persona, ())),
        dual=personas.added_by_dual(persona),
        in_others_team=persona in ASSIGNABLE_ROLES,
    )


@call("GET", "/identity", gives=m.Identity)
def identity() -> ResponseReturnValue:
    """That this is the mock, its version, and the schema of its database."""
    return {"mock": "worklane", "version": current_app.config["VERSION"], "schema": database.SCHEMA}


@bp.errorhandler(WorldError)
def _refuse_world(error: WorldError) -> Response:
    return as_problem(invalid([{"field": error.field, "message": error.message}]))


@bp.get("/openapi.json")
def openapi() -> ResponseReturnValue:
    return document(CALLS, current_app.config["VERSION"])


def _body(kind: type[Body]) -> Body:
    try:
        return kind.model_validate_json(request.get_data())
    except ValidationError as error:
        raise from_validation(error) from None


def _world(world_id: str) -> World:
    world = database.session().get(World, world_id)
    if world is None or lifetimes.is_over(world):
        raise Problem(404, "No such world", f"there is no world {world_id!r}; it may have been deleted or have expired")
    return world


def _sent(world_id: str) -> list[Mail]:
    rows = select(Mail).where(Mail.world_id == _world(world_id).id).order_by(Mail.id)
    return list(database.session().scalars(rows))


def _account(account: Account) -> m.AccountMade:
    stored = {field: getattr(account, field) for field in m.AccountMade.model_fields if hasattr(account, field)}
    profile = url_for("talent.profile", world_id=account.world_id, key=account.key, _external=True)
    return m.AccountMade(**stored, profile_url=profile if account.freelancer else None)
