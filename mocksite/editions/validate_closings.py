"""Whether the closings of an edition hold together: one wins for everybody, every stage can be left, gates opened."""

from collections.abc import Iterator
from datetime import timedelta

from mocksite.catalog.data_categories import KEPT, PARTS
from mocksite.catalog.field_labels import LABELS
from mocksite.catalog.obligations import OBLIGATIONS
from mocksite.catalog.personas import OWNERS, PERSONAS, with_article
from mocksite.catalog.team_roles import ASSIGNABLE_ROLES
from mocksite.editions.alternatives import offered
from mocksite.editions.closing_schema import After, Closing, Restore, Stage
from mocksite.editions.control_names import FORGOTTEN, as_heard, everywhere, repeated
from mocksite.editions.schema import Edition, Section

PLACEHOLDER = "Choose one"  # what the list of reasons shows before one is chosen


def faults(edition: Edition) -> Iterator[str]:
    """What is wrong with the closings of an edition, a line each."""
    yield from _rivals(edition)
    yield from _ways(edition)
    for number, closing in enumerate(edition.closings, 1):
        yield from (f"closing[{number}].{fault}" for fault in _closing(closing, edition))


def _rivals(edition: Edition) -> Iterator[str]:
    for number, closing in enumerate(edition.closings, 1):
        for other_number, other in enumerate(edition.closings[: number - 1], 1):
            both = set(closing.by) & set(other.by)
            if both and closing.of == other.of and len(set(closing.when)) == len(set(other.when)):
                who = ", ".join(sorted(both))
                yield (
                    f"closing[{number}].when: as particular as closing[{other_number}], so neither wins for {who}; "
                    "name one more circumstance in one of them"
                )


def _ways(edition: Edition) -> Iterator[str]:
    """Whoever has a closing of something must have one whatever the circumstances."""
    had = dict.fromkeys((persona, closing.of) for closing in edition.closings for persona in closing.by)
    for persona, of in had:
        if all(closing.when for closing in edition.closings if closing.of == of and persona in closing.by):
            what = "" if of == "account" else f" {with_article(of)}"
            who = with_article(persona)
            yield f"closing: {who} has no way to close{what} in ordinary circumstances; add one without when"


def _closing(closing: Closing, edition: Edition) -> Iterator[str]:
    decisive = [number for number, stage in enumerate(closing.stages, 1) if stage.does]
    if len(decisive) != 1:
        yield f'stages: {len(decisive)} of them do something; give exactly one does = "close" or "ask-support"'
        return
    yield from _support(closing, decisive[0])
    yield from _asks(closing, edition)
    yield from _obligations(closing)
    yield from _subject(closing, edition)
    if "desktop" not in closing.devices:
        yield 'devices: a desktop is missing, and nobody is told to use a phone; add "desktop"'
    yield from _after(closing, edition)
    for number, stage in enumerate(closing.stages, 1):
        yield from (f"stages[{number}].{fault}" for fault in _stage(stage, edition, after=number > decisive[0]))


def _after(closing: Closing, edition: Edition) -> Iterator[str]:
    if (closing.after.status == "marked") != (closing.after.delete_after is not None):
        yield 'after.delete_after: goes with status = "marked", and only with it; add or remove it'
    if closing.after.restore and closing.after.email_again:
        yield "after.email_again: another account may have the address when this one is reopened; keep one of the two"
    if closing.after.restore:
        yield from _restore(closing.after.restore, closing.after, edition)


def _restore(restore: Restore, after: After, edition: Edition) -> Iterator[str]:
    """Whoever can come back must be known until then."""
    last = restore.within + (restore.takes or timedelta()) if restore.within else None
    for name in ("name", "login"):
        fate = edition.retention.get(name)
        if fate and fate.fate != KEPT:
            known = fate.after or after.delete_after
            if known is None or last is None or known < last:
                yield f"after.restore: {PARTS[name].says} would be gone before; keep it, or mask it later"
    if after.delete_after and restore.takes and (last is None or last > after.delete_after):
        yield "after.restore: it might be deleted before it is open; say within, and end it in time"
    if restore.by == "link" and (restore.proof or restore.takes):
        yield "after.restore: a link asks for no proof and works at once; remove proof and takes"
    if restore.by == "link" and after.mail is None:
        yield "after.restore: the link is in the mail, and none is sent; add after.mail"


def _support(closing: Closing, decisive: int) -> Iterator[str]:
    asks_support = closing.stages[decisive - 1].does == "ask-support"
    if asks_support and closing.asked is None:
        yield "asked: is missing; say what a reader is told once support has the request"
    if asks_support and decisive != len(closing.stages):
        yield f"stages[{decisive + 1}]: comes after support was asked, where nothing can follow; remove it"
    if closing.asked is not None and not asks_support:
        yield 'asked: no stage asks support; remove it, or give a stage does = "ask-support"'


def _asks(closing: Closing, edition: Edition) -> Iterator[str]:
    asks = {ask.name for stage in closing.stages for ask in stage.asks}
    asked_at_gate = edition.gate and "security-question" in edition.gate.asks
    settable = asked_at_gate or any("security-question" in section.panels for section in edition.sections)
    if "reason" in asks and not closing.reasons:
        yield "reasons: a stage asks for a reason and there is none to choose; list some"
    for label in repeated([PLACEHOLDER, *closing.reasons]):
        yield f"reasons: {label!r} is there twice, or is what an empty list says; remove it"
    if "reason" not in asks and closing.reasons:
        yield 'reasons: no stage asks for a reason; remove them, or add "reason" to the asks of a stage'
    for label in closing.violations:
        if label not in closing.reasons:
            yield f"violations: {label!r} is none of the reasons; write one of them, or remove it"
    if ("security-answer" in asks or closing.needs) and not settable:
        yield 'needs: no section has the panel "security-question", so nobody can set one; add it to a section'
    if "security-answer" in asks and "security-question" not in closing.needs and not asked_at_gate:
        yield 'needs: a stage asks for the security answer; add needs = ["security-question"]'


def _obligations(closing: Closing) -> Iterator[str]:
    """An account can have everything: it may be that of somebody who is several things."""
    for key, listed in (("block", closing.block), ("warn", closing.warn)):
        for name in listed:
            if closing.of != "account" and not set(OBLIGATIONS[name].who) & set(closing.by):
                yield f"{key}: {', '.join(closing.by)} cannot have {name!r}; remove it"
    for name in sorted(set(closing.block) & set(closing.warn)):
        yield f"warn: {name!r} also blocks; keep it in one of the two"


CAN_CLOSE = {
    "account": tuple(PERSONAS),
    "membership": ASSIGNABLE_ROLES,
    **{kind: (owner,) for kind, owner in OWNERS.items()},
}


def _subject(closing: Closing, edition: Edition) -> Iterator[str]:
    """What is closed, by whom, where, and that nothing is promised of it that only an account has."""
    for persona in closing.by:
        if persona not in CAN_CLOSE[closing.of]:
            choice = ", ".join(CAN_CLOSE[closing.of])
            yield f"by: {with_article(persona)} has no {closing.of} to close; write any of {choice}"
    section = next((part for part in edition.sections if part.id == closing.at), None)
    for persona in closing.by:
        if section and not section.is_for(persona):
            yield f"at: {with_article(persona)} does not have the section {closing.at!r}; add {persona!r} to its by"
    after = closing.after
    if closing.of == "account":
        if after.with_account:
            yield "after.with_account: the account closes anyway; remove it"
        return
    if after.status == "marked":
        yield f"after: only an account is marked; remove status and delete_after of {with_article(closing.of)}"
    if closing.of == "membership":
        yield from _membership(closing, section)


def _membership(closing: Closing, section: Section | None) -> Iterator[str]:
    if section is None or "my-teams" not in section.panels:
        yield 'at: a place in a team is left where the teams are; name a section with the panel "my-teams"'
    if closing.after.restore:
        yield "after.restore: nobody comes back to a team but by an invitation; remove it"
    if closing.after.lost or closing.after.cancelled:
        yield "after: a place in a team has no money and no work of its own; remove lost and cancelled"
    if {"reason", "feedback"} & {ask.name for stage in closing.stages for ask in stage.asks}:
        yield "stages: nobody keeps why a team was left; remove reason and feedback"


def _stage(stage: Stage, edition: Edition, *, after: bool) -> Iterator[str]:
    if not stage.cancel.strip():
        yield "cancel: the stage cannot be left; name the control that leaves it"
    asked = [LABELS[ask.name] for ask in stage.asks]
    # A dialog is named by its heading, so the heading must not be a field's name; what follows a closing is a page.
    around = everywhere(edition) if stage.on == "page" or after else []
    if as_heard(stage.heading) in map(as_heard, asked):
        yield f"heading: is the name of a field, {stage.heading!r}; rename it"
    forgotten = [FORGOTTEN] if LABELS["security-answer"] in asked else []
    others = offered(edition) if stage.does else []
    for label in repeated([*around, *asked, *forgotten, *others, stage.button, stage.cancel]):
        yield f"button: two controls on this screen are called {label!r}; rename one"
    if after and stage.does is None:
        for ask in stage.asks:
            if ask.name != "feedback":
                yield f"asks: {ask.name!r} cannot be asked once the account is closed; ask it before, or remove it"
            elif ask.required:
                yield 'asks: the account is closed already, so nothing can be required; write "feedback?"'
