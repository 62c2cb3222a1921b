"""The front page: lists the worlds, makes one by a form, and logs people in to its accounts."""

from typing import Any

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from pydantic import ValidationError
from sqlalchemy import func, select

from mocksite.catalog.obligations import OBLIGATIONS
from mocksite.catalog.personas import PERSONAS, SUPPORT_AGENT
from mocksite.catalog.worlds import CIRCUMSTANCES
from mocksite.control import access, new_world
from mocksite.control.messages import WorldRequest
from mocksite.control.problems import Problem, from_validation
from mocksite.db import database
from mocksite.db.models import Account, World
from mocksite.editions import loader
from mocksite.errors import WorldError
from mocksite.services import lifetimes
from mocksite.views.current_account import sign_in
from mocksite.views.redirects import start_page_of

bp = Blueprint("front", __name__)

SHOWN = 20  # worlds on the page
CHALLENGE = 'Basic realm="The control token of this mock site, as the password", charset="UTF-8"'


@bp.before_request
def _for_callers_of_the_control_api() -> ResponseReturnValue | None:
    try:
        access.check()
    except Problem as problem:
        if problem.code != 401:
            return redirect(url_for("home.start"))
        text = "Whoever runs this mock site has it. Enter it as the password, under any user name."
        page = render_template("error.html", heading="This page needs the control token", text=text)
        return make_response(page, 401, {"WWW-Authenticate": CHALLENGE})
    return None


@bp.get("/")
def worlds() -> ResponseReturnValue:
    """The worlds that exist, and a form that makes one."""
    return _page()


@bp.post("/")
def make_world() -> ResponseReturnValue:
    """Make a world, and log its owner in."""
    form = request.form
    try:
        wanted = WorldRequest(
            edition=form.get("edition", ""),
            persona=form.get("persona", ""),
            having=form.getlist("having"),
            circumstances=form.getlist("circumstances"),
        )
        _, accounts = new_world.make(wanted)
    except WorldError as error:
        return _page({error.field: error.message}), 422
    except ValidationError as error:
        return _page(_by_field(from_validation(error))), 422
    except Problem as problem:
        return _page(_by_field(problem)), 422
    return _log_in(accounts[0].key, accounts[0].world_id)


@bp.post("/worlds/<world_id>/log-in")
def log_in(world_id: str) -> ResponseReturnValue:
    """Log in to an account of a world, without its password."""
    return _log_in(request.form.get("account", ""), world_id)


def _log_in(key: str, world_id: str) -> ResponseReturnValue:
    query = select(Account).where(Account.world_id == world_id, Account.key == key, Account.status == "open")
    account = database.session().scalar(query)
    if account is None or lifetimes.is_over(account.world):
        abort(404)
    sign_in(account)
    return redirect(start_page_of(account))


def _by_field(problem: Problem) -> dict[str, str]:
    return {error["field"].partition(".")[0]: error["message"] for error in problem.errors}


def _page(complaints: dict[str, str] | None = None) -> Response | str:
    shown, total = _worlds()
    return render_template(
        "front.html",
        editions={name: loader.load(name).title for name in loader.names()},
        personas={name: f"{name.replace('-', ' ').capitalize()}: {does}" for name, does in PERSONAS.items()},
        obligations={name: obligation.says for name, obligation in OBLIGATIONS.items()},
        circumstances=CIRCUMSTANCES,
        complaints=complaints or {},
        worlds=shown,
        total=total,
    )


def _worlds() -> tuple[list[dict[str, Any]], int]:
    """The newest worlds with their accounts, and how many there are."""
    db = database.session()
    there = World.expires_at.is_(None) | (World.expires_at > lifetimes.now())
    title = World.edition["title"].as_string().label("edition")
    newest = select(World.id, title, World.now, World.expires_at).where(there).order_by(World.made_at.desc())
    rows = db.execute(newest.limit(SHOWN)).mappings().all()
    query = select(Account.world_id, Account.key, Account.status).where(Account.world_id.in_(row["id"] for row in rows))
    accounts: dict[str, list[Any]] = {row["id"]: [] for row in rows}
    for account in db.execute(query.order_by(Account.persona == SUPPORT_AGENT, Account.id)):
        accounts[account.world_id].append(account)
    total = db.scalar(select(func.count()).select_from(World).where(there)) or 0
    return [{**row, "accounts": accounts[row["id"]]} for row in rows], total
