"""Drafts the edition in which an adopted procedure is true, for a person to review."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from flows.errors import GuideError, shown
from flows.language.act import Act
from flows.language.lexicon import MENU
from flows.reading.adopted import DRAFT
from flows.reading.guide import Guide

PRESSES = ("click", "open", "click_in")
# What a stage of a closing asks for, by what the reader gives.
ASKS = {"password": "password", "security-answer": "security-answer", "feedback": "feedback?"}
GUESSED = "  # not on the page"
# What comes before the buttons of a closing: the item of the menu, the section, and the control in it.
PLACES = 3


@dataclass
class _Press:
    """A control that is pressed in a ``place``; what is given, and which words are looked for, before that."""

    label: str = ""
    place: str = ""
    asks: list[str] = field(default_factory=list)
    heading: str = ""


def draft(guide: Guide) -> str:
    """The text of an edition that has the menu, the section and the closing which a procedure names.

    Raises GuideError if it names too little for that.
    """
    presses, mail = _presses(guide)
    *named, after = presses
    if len(named) == PLACES:
        named.insert(1, _Press(named[1].place))
    if len(named) <= PLACES:
        raise GuideError(
            f"{guide.at('title')}: presses {len(named)} controls; a closing needs a menu item, a section, a control "
            "and a button; write the edition by hand"
        )
    settings, section, control, *stages = named
    title = guide.front.title
    lines = [f"{DRAFT} = {_quoted(f'{shown(guide.path)}: {title}')}", f"title = {_quoted(title)}"]
    lines += ["", "[menu]", f"settings = {_quoted(settings.label)}", f'log-out = "Log out"{GUESSED}']
    label = _quoted(section.label) if section.label else f'"Account"{GUESSED}'
    lines += ["", "[[sections]]", 'id = "section"', f"label = {label}", 'panels = ["contact"]']
    lines += ["", "[[closing]]", f"by = [{_quoted(guide.front.persona)}]", 'of = "account"', 'at = "section"']
    lines += [f"control = {_quoted(control.label)}"]
    if any("reason" in stage.asks for stage in stages):
        lines += [f'reasons = ["One reason", "Another reason"]{GUESSED}']
    for stage in stages:
        lines += ["", *_stage(stage, is_last=stage is stages[-1])]
    lines += ["", "[closing.after]", _heading(after.heading, title)]
    lines += [f"mail = {_quoted(mail)}"] if mail else []
    return "\n".join([*lines, ""])


def _stage(stage: _Press, *, is_last: bool) -> Iterator[str]:
    yield "[[closing.stages]]"
    yield _heading(stage.heading, stage.label)
    if stage.asks:
        yield f"asks = {json.dumps(stage.asks)}"
    yield f"button = {_quoted(stage.label)}"
    if is_last:
        yield 'does = "close"'


def _heading(heading: str, otherwise: str) -> str:
    return f"heading = {_quoted(heading or otherwise)}{'' if heading else GUESSED}"


def _presses(guide: Guide) -> tuple[list[_Press], str]:
    """What is pressed, in order, then what follows the last press; and the title of the email, if one is named."""
    presses, mail = [_Press()], ""
    for act in (act for sentence in guide.sentences for act in sentence.acts):
        if act.name in PRESSES:
            for label in _labels(act):
                if act.name == "open" and label in [press.label for press in presses[-2:-1]]:
                    continue  # "Go to **Settings**. Go to **Settings** > **A**."
                presses[-1].label = label
                presses[-1].place = act.args[1] if act.name == "click_in" else ""
                presses.append(_Press())
        elif act.name in ("choose_reason", "choose_this_reason"):
            presses[-1].asks.append("reason")
        elif act.name == "enter" and act.args[0] in ASKS:
            presses[-1].asks.append(ASKS[act.args[0]])
        elif act.name == "shown":
            presses[-1].heading = presses[-1].heading or act.args[0]
        elif act.name == "email_titled_arrives":
            mail = act.args[0]
        elif act.name not in ("log_in", "open_site", "scroll", "read", "email_arrives"):
            raise GuideError(f"{guide.at('title')}: {act.text!r} cannot be drafted; write the edition by hand")
    return presses, mail


def _labels(act: Act) -> list[str]:
    labels = [act.args[0]] if act.name == "click_in" else list(act.args[0])
    return [label for label in labels if f"«{label}»" != MENU]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
