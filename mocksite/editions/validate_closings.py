"""Whether one closing applies to each persona, and each can be reached and left."""

from collections.abc import Iterator
from datetime import timedelta

from mocksite.catalog.data_categories import KEPT, PARTS
from mocksite.catalog.field_labels import LABELS
from mocksite.catalog.obligations import OBLIGATIONS
from mocksite.catalog.personas import OWNERS, PERSONAS, with_article
from mocksite.catalog.team_roles import ASSIGNABLE_ROLES
from mocksite.editions.closing_schema import NOT_FOUND, After, Closing, Restore, Stage
from mocksite.editions.control_names import FORGOTTEN, alternative_labels, duplicates, normalised, on_every_page
from mocksite.editions.schema import Edition, Section

PLACEHOLDER = "Choose one"  # in the list of reasons


def faults(edition: Edition) -> Iterator[str]:
    """The faults of an edition's closings, one line each."""
    yield from _ambiguous(edition)
    yield from _without_default(edition)
    for number, closing in enumerate(edition.closings, 1):
        yield from (f"closing[{number}].{fault}" for fault in _closing(closing, edition))


def _ambiguous(edition: Edition) -> Iterator[str]:
    for number, closing in enumerate(edition.closings, 1):
        for other_number, other in enumerate(edition.closings[: number - 1], 1):
            both = set(closing.by) & set(other.by)
            if both and closing.of == other.of and len(set(closing.when)) == len(set(other.when)):
                who = ", ".join(sorted(both))
                yield (
                    f"closing[{number}].when: has as many circumstances as closing[{other_number}], so neither wins "
                    f"for {who}; add a circumstance to one of them"
                )


def _without_default(edition: Edition) -> Iterator[str]:
    """Whoever can close something needs a closing without ``when``."""
    used = dict.fromkeys((persona, closing.of) for closing in edition.closings for persona in closing.by)
    for persona, of in used:
        if all(closing.when for closing in edition.closings if closing.of == of and persona in closing.by):
            what = "" if of == "account" else f" {with_article(of)}"
            who = with_article(persona)
            yield f"closing: {who} has no way to close{what} in ordinary circumstances; add one without when"


def _closing(closing: Closing, edition: Edition) -> Iterator[str]:
    decisive = [number for number, stage in enumerate(closing.stages, 1) if stage.does]
    if len(decisive) != 1:
        yield f'stages: {len(decisive)} of them say does; give exactly one does = "close" or "ask-support"'
        return
    yield from _support(closing, decisive[0])
    yield from _reasons(closing)
    yield from _security_question(closing, edition)
    yield from _obligations(closing)
    yield from _subject(closing, edition)
    if "desktop" not in closing.devices:
        yield 'devices: the desktop is missing, and the site tells nobody to use a phone; add "desktop"'
    yield from _after(closing, edition)
    earlier: set[str] = set()
    for number, stage in enumerate(closing.stages, 1):
        yield from (f"stages[{number}].{fault}" for fault in _stage(stage, edition, after=number > decisive[0]))
        for name in stage.shows:
            if name not in earlier:
                yield f"stages[{number}].shows: no earlier stage asks for {name!r}; ask for it before, or remove it"
        earlier |= {ask.name for ask in stage.asks}


def _after(closing: Closing, edition: Edition) -> Iterator[str]:
    if (closing.after.status == "marked") != (closing.after.delete_after is not None):
        yield 'after.delete_after: goes with status = "marked", and only with it; add or remove it'
    if closing.after.restore and closing.after.email_again:
        yield "after.email_again: a new account may use the address when this one is reopened; remove one of the two"
    if closing.after.restore:
        yield from _restore(closing.after.restore, closing.after, edition)


def _restore(restore: Restore, after: After, edition: Edition) -> Iterator[str]:
    """An account that can be reopened needs its name and login until then."""
    last = restore.within + (restore.takes or timedelta()) if restore.within else None
    for name in ("name", "login"):
        fate = edition.retention.get(name)
        if fate and fate.fate != KEPT:
            kept_for = fate.after or after.delete_after
            if kept_for is None or last is None or kept_for < last:
                yield f"after.restore: {PARTS[name].says} would be masked before; keep it, or mask it later"
    if after.delete_after and restore.takes and (last is None or last > after.delete_after):
        yield "after.restore: the account might be deleted before it is reopened; set within so that it ends in time"
    if restore.by == "link" and (restore.proof or restore.takes):
        yield "after.restore: a link asks for no proof and works at once; remove proof and takes"
    if restore.by == "link" and after.mail is None:
        yield "after.restore: the link is in the email, and none is sent; add after.mail"


def _support(closing: Closing, decisive: int) -> Iterator[str]:
    asks_support = closing.stages[decisive - 1].does == "ask-support"
    if asks_support and closing.asked is None:
        yield "asked: is missing; add what the reader is told once support has the request"
    if asks_support and decisive != len(closing.stages):
        yield f"stages[{decisive + 1}]: comes after the stage that asks support, which is always the last; remove it"
    if closing.asked is not None and not asks_support:
        yield 'asked: no stage asks support; remove it, or give a stage does = "ask-support"'


def _asks(closing: Closing) -> set[str]:
    return {ask.name for stage in closing.stages for ask in stage.asks}


def _reasons(closing: Closing) -> Iterator[str]:
    if "reason" in _asks(closing) and not closing.reasons:
        yield "reasons: a stage asks for a reason and there is none to choose; list some"
    for label in duplicates([PLACEHOLDER, *closing.reasons]):
        yield f"reasons: {label!r} is listed twice, or is what the empty list shows; remove it"
    if "reason" not in _asks(closing) and closing.reasons:
        yield 'reasons: no stage asks for a reason; remove them, or add "reason" to the asks of a stage'
    for label in closing.violations:
        if label not in closing.reasons:
            yield f"violations: {label!r} is not one of the reasons; add it to them, or remove it"


def _security_question(closing: Closing, edition: Edition) -> Iterator[str]:
    is_asked = "security-answer" in _asks(closing)
    gate_asks = edition.gate and "security-question" in edition.gate.asks
    can_be_set = gate_asks or any("security-question" in section.panels for section in edition.sections)
    if (is_asked or closing.needs) and not can_be_set:
        yield 'needs: no section has the panel "security-question", so nobody can set one; add it to a section'
    if is_asked and "security-question" not in closing.needs and not gate_asks:
        yield 'needs: a stage asks for the security answer; add needs = ["security-question"]'


def _obligations(closing: Closing) -> Iterator[str]:
    """Any obligation can block an account, which may have every capacity."""
    for key, names in (("block", closing.block), ("warn", closing.warn)):
        for name in names:
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
    """Whether the personas can close it, from a section they have."""
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
        yield f"after: only an account can be marked, not {with_article(closing.of)}; remove status and delete_after"
    yield from _agency(closing)
    if closing.of == "membership":
        yield from _membership(closing, section)


def _agency(closing: Closing) -> Iterator[str]:
    after = closing.after
    given = {"login": after.login != NOT_FOUND, "email_again": after.email_again, "with_account": after.with_account}
    for name in [name for name, value in given.items() if value and closing.of == "agency"]:
        yield f"after.{name}: the account of an agency's owner stays open; remove it"


def _membership(closing: Closing, section: Section | None) -> Iterator[str]:
    if section is None or "my-teams" not in section.panels:
        yield 'at: a team is left from the list of teams; name a section with the panel "my-teams"'
    if closing.after.restore:
        yield "after.restore: the only way back into a team is an invitation; remove it"
    if closing.after.lost or closing.after.cancelled:
        yield "after: a membership has no money and no work of its own; remove lost and cancelled"
    if {"reason", "feedback"} & _asks(closing):
        yield "stages: the site does not store why somebody left a team; remove reason and feedback"


def _stage(stage: Stage, edition: Edition, *, after: bool) -> Iterator[str]:
    if not stage.cancel.strip():
        yield "cancel: the stage cannot be left; name the control that leaves it"
    fields = [LABELS[ask.name] for ask in stage.asks]
    # The heading names a dialog. A stage after the closing is always a page.
    around = on_every_page(edition) if stage.on == "page" or after else []
    if normalised(stage.heading) in map(normalised, fields):
        yield f"heading: a field is also called {stage.heading!r}; rename it"
    forgotten = [FORGOTTEN] if LABELS["security-answer"] in fields else []
    links = alternative_labels(edition) if stage.does else []
    for label in duplicates([*around, *fields, *forgotten, *links, stage.button, stage.cancel]):
        yield f"button: two controls on this screen are called {label!r}; rename one"
    if after and stage.does is None:
        for ask in stage.asks:
            if ask.name != "feedback":
                yield f"asks: {ask.name!r} cannot be asked once the account is closed; ask it before, or remove it"
            elif ask.required:
                yield 'asks: nothing can be required once the account is closed; write "feedback?"'
