"""The pages of a closing: its stages, a refusal, and the page at the end."""

from dataclasses import dataclass

from flask import g, render_template, request, url_for
from flask.typing import ResponseReturnValue

from mocksite.catalog.field_labels import LABELS
from mocksite.db import database
from mocksite.db.models import ClosingRun
from mocksite.editions.closing_schema import Closing, Stage
from mocksite.editions.control_names import alternatives_for
from mocksite.queries.closing_scope import ClosingScope, preview
from mocksite.rules import closing_rules
from mocksite.views.current_account import edition_of
from mocksite.views.settings import control_id, explain, settings_page

REFUSED = {
    "device": "This needs a desktop browser",
    "needs": "You have no security question yet",
    "owner": "This is not yours to close",
    "own": "This team is yours",
    "ask-admin": "You cannot leave by yourself",
    "blocked": "You cannot {} yet",
}


@dataclass(frozen=True)
class Step:
    """A request to the stage of that ``number``, from 1.

    ``scope`` and ``applicant`` are computed once per request, and None once nothing is left to decide.
    """

    run: ClosingRun
    closing: Closing
    number: int
    scope: ClosingScope | None = None
    applicant: closing_rules.Applicant | None = None

    @property
    def stage(self) -> Stage:
        return self.closing.stages[self.number - 1]

    @property
    def follows_closing(self) -> bool:
        return self.number > self.closing.decisive

    @property
    def announced(self) -> list[str]:
        """What the page says will also close, or stay open."""
        return self.scope.side_effects if self.scope else []


def draw(
    step: Step,
    answers: dict[str, str] | None = None,
    complaints: dict[str, str] | None = None,
    *,
    changed: bool = False,
) -> str:
    """The page of a stage; ``changed`` if its form announced something else."""
    closing, run, stage = step.closing, step.run, step.stage
    return render_template(
        "closing/stage.html",
        **_around(closing, "page" if step.follows_closing else stage.on),
        stage=stage,
        action=url_for("closing.stage", run_id=run.id, number=step.number),
        leave=url_for("closing.ended", run_id=run.id) if step.follows_closing else _way_back(run, closing),
        labels=LABELS,
        reasons=closing.reasons,
        question=run.account.security_question,
        answers={**run.answers, **(answers or {})},
        complaints=complaints or {},
        warned=closing_rules.warnings(closing, step.applicant) if step.applicant else [],
        announced=step.announced,
        **_before_closing(step),
        changed=changed,
    )


def _before_closing(step: Step) -> dict[str, object]:
    """What the decisive stage also shows."""
    scope = step.scope
    if scope is None or step.applicant is None or step.number != step.closing.decisive:
        return {}
    edition = edition_of(scope.account)
    return {
        "foretold": preview(database.session(), scope, edition, step.applicant.owes),
        "alternatives": alternatives_for(edition, scope.capacity.persona) if scope.closes_account else {},
    }


def draw_refusal(run: ClosingRun, scope: ClosingScope, refusal: closing_rules.Refusal) -> ResponseReturnValue:
    """The page with every blocker, or the reason for another refusal."""
    closing = scope.closing
    to_close = "leave the team" if closing.of == "membership" else f"close your {closing.of}"
    page = render_template(
        "closing/refused.html",
        **_around(closing, closing.stages[0].on),
        refusal=refusal,
        heading=REFUSED[refusal.kind].format(to_close),
        why=None if refusal.blockers else explain(refusal, closing, scope.capacity),
        leave=_way_back(run, closing),
    )
    return page, 409 if request.method == "POST" else 200


def control_page(closing: Closing) -> str:
    """The page with the closing's control, or the first page if the reader cannot open it."""
    has_page = g.account is None or edition_of(g.account).section(closing.at, g.capacity.persona)
    if closing.at in ("settings", "navigation") or not has_page:
        return url_for("settings.overview")
    return url_for("settings.section", place=closing.at)


def _way_back(run: ClosingRun, closing: Closing) -> str:
    """The control that the reader has used."""
    team = g.capacity.team.key if run.team_id else None
    return f"{control_page(closing)}#{control_id(run.closing, team)}"


def _around(closing: Closing, drawn_as: str) -> dict[str, object]:
    """Whether a stage is a page, or a dialog over the page with its control."""
    if drawn_as == "page":
        return {"on": "page"}
    has_section = edition_of(g.account).section(closing.at, g.capacity.persona)
    return {"on": "dialog", **settings_page(closing.at if has_section else "settings")}
