"""The Flask application: its configuration, pages and error handling."""

from dataclasses import dataclass
from pathlib import Path

from flask import Flask, Response, current_app, make_response, request
from flask.typing import ResponseReturnValue
from flask_bootstrap import Bootstrap5
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError
from sqlalchemy import URL
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, SecurityError, ServiceUnavailable

from mocksite.catalog import personas
from mocksite.catalog.ledger_rows import dollars
from mocksite.control import calls
from mocksite.control.problems import Problem, as_problem
from mocksite.db import database
from mocksite.db.turns import BUSY
from mocksite.defects import wrapping
from mocksite.editions import loader
from mocksite.editions.control_names import FORGOTTEN
from mocksite.front import page as front_page
from mocksite.rules import closing_texts, plans, totp
from mocksite.rules.form_fields import LONGEST
from mocksite.rules.initials import initials_of
from mocksite.views import (
    alternatives,
    auth,
    billing,
    capacities,
    closing,
    contact,
    current_account,
    current_world,
    disputes,
    download,
    error_pages,
    faults,
    find_work,
    gate,
    guards,
    home,
    jobs,
    links,
    members,
    messages,
    new_email,
    new_password,
    payments,
    plan,
    proposals,
    public_profile,
    records,
    restore,
    reviews,
    security,
    settings,
    signup,
    static_files,
    support,
    support_desk,
    talent,
    undo,
)

__version__ = "0.1.0"
PAGES = (
    auth, restore, signup, home, capacities, members, jobs, find_work, proposals, payments, billing, disputes, messages,
    talent, gate, settings, contact, new_email, new_password, security, alternatives, public_profile, plan, download,
    reviews, closing, undo, support, support_desk, records,
)  # fmt: skip


@dataclass(frozen=True)
class Config:
    """How a site is set up.

    ``database`` is an SQLAlchemy URL, and ``hosts`` are the host names the site answers to. If there is a
    ``control_token``, the control API and the front page require it; otherwise they answer loopback only.
    """

    database: str
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost")
    control_token: str | None = None


def sqlite_url(path: Path) -> str:
    """The SQLAlchemy URL of a SQLite file."""
    return URL.create("sqlite", database=str(path)).render_as_string()


def database_url(database: str) -> str:
    """The SQLAlchemy URL of a database that is named by its URL, or by its SQLite file."""
    return database if "://" in database else sqlite_url(Path(database))


def create_app(config: Config) -> Flask:
    """Build the application. Raises MocksiteError if its database or an edition is unusable."""
    for name in loader.names():
        loader.load(name)
    wrapping.wrap_functions()
    app = Flask(__name__)
    app.config.update(
        TRUSTED_HOSTS=list(config.hosts),
        VERSION=__version__,
        CONTROL_TOKEN=config.control_token,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=1024 * 1024,
        WTF_CSRF_TIME_LIMIT=None,
        BOOTSTRAP_SERVE_LOCAL=True,
    )
    app.json.sort_keys = False  # type: ignore[attr-defined]
    database.init_app(app, config.database)
    Bootstrap5(app)
    static_files.init_app(app)
    app.before_request(current_account.load_account)  # before CSRF protection, whose error page needs the account
    app.before_request(faults.strike_request)
    app.before_request(current_world.refuse_missing)
    csrf = CSRFProtect(app)
    app.before_request(guards.require_login)
    app.before_request(gate.guard)
    for page in PAGES:
        app.register_blueprint(page.bp)
    app.register_blueprint(front_page.bp)
    app.register_blueprint(calls.bp)
    csrf.exempt(calls.bp)
    wrapping.init_app(app)
    app.context_processor(current_account.page_context)
    app.register_error_handler(CSRFError, error_pages.stale_form)
    app.register_error_handler(Exception, handle_error)
    app.after_request(_add_security_headers)
    app.after_request(faults.strike_answer)  # the last is the first: before anything is stored
    app.jinja_env.globals.update(
        longest=LONGEST, forgotten_question=FORGOTTEN, qr_code=totp.qr_code, url_for=links.address
    )
    app.jinja_env.filters.update(
        dollars=dollars,
        day=closing_texts.day,
        days=closing_texts.days,
        next_month=plans.next_month,
        with_article=personas.with_article,
        few=closing_texts.few,
        in_lines=closing_texts.in_lines,
        initials=initials_of,
        listed=closing_texts.in_words,
    )
    return app


def _add_security_headers(response: Response) -> Response:
    response.headers.setdefault(
        "Content-Security-Policy",
        "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; form-action 'self'; base-uri 'none'",
    )
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    if response.mimetype == "text/html":
        response.headers["Cache-Control"] = "no-store"
    return response


def handle_error(error: Exception) -> ResponseReturnValue:
    """An error page, or a problem document (RFC 9457) for the control API."""
    if isinstance(error, OperationalError) and "database is locked" in str(error.orig):
        error = ServiceUnavailable(BUSY, retry_after=1)
    status = error.code or 500 if isinstance(error, HTTPException) else 500
    if isinstance(error, HTTPException) and isinstance(error.response, Response):
        return error.response
    if isinstance(error, SecurityError):
        # Links on a page for another host would lead there.
        return Response("This site does not answer to that host name.\n", 400, mimetype="text/plain")
    if status == 500 and not isinstance(error, (Problem, faults.FaultError)):
        current_app.logger.error("%s %s failed", request.method, request.path, exc_info=error)
        wrapping.note_crash(error)
    if status >= 500:
        current_account.restore_session()
    if request.path.startswith("/_control"):
        response = as_problem(error)
    else:
        response = make_response(error_pages.page(status, getattr(error, "description", None)), status)
    if isinstance(error, ServiceUnavailable):
        response.headers["Retry-After"] = str(error.retry_after)
    return response
