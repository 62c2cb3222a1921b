"""The way that an edition closes something, as sentences of a guide: what a guide that is not true of it should say."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flows.site.personas import Who

Edition = Mapping[str, Any]
ORDER = ("account", "company", "agency", "membership")
# What the account menu calls a side that somebody can switch to.
SIDES = {"freelancer": "Freelancer", "client": "Client", "agency-owner": "Agency"}
# What a stage or a gate asks for, as a sentence begins.
ASKS = {
    "reason": "Choose a reason",
    "feedback": "Enter your feedback",
    "password": "Enter your password",
    "security-question": "Answer your security question",
    "security-answer": "Enter your security answer",
    "code": "Enter the code from the email",
    "message": "Enter your message",
}
QUESTION = "security-question"


@dataclass(frozen=True)
class Step:
    """A sentence, and the name of what is pressed in it; whether nobody is past it who has not pressed that."""

    sentence: str
    pressed: str
    needed: bool = False


@dataclass(frozen=True)
class Way:
    """A closing of an edition, for somebody who has it as one of their sides."""

    edition: Edition
    closing: Mapping[str, Any]
    who: Who
    side: str

    @property
    def sets_question(self) -> bool:
        """Whether opening the settings has the reader set a security question."""
        gate = self.edition["gate"]
        return bool(gate) and QUESTION in gate["asks"] and "no-security-question" in self.who.circumstances

    @property
    def desktop_only(self) -> bool:
        return self.who.mobile and "mobile" not in self.closing["devices"]

    @property
    def blockers(self) -> list[str]:
        """What must be settled first."""
        return [name for name in dict.fromkeys(self.who.having) if name in self.closing["block"]]

    @property
    def end(self) -> str:
        """How it ends, as the front matter of a guide says it."""
        closes, more = self.closing["of"], set(self.who.circumstances)
        if self.desktop_only:
            return "desktop only"
        if self.blockers:
            return f"blocked by {', '.join(self.blockers)}"
        if any(stage["does"] == "ask-support" for stage in self.closing["stages"]):
            return "sent to support"
        if closes == "agency" or (closes == "company" and "dual" in more):
            return "team closed"
        if closes == "membership" and more & {"dual", "several-teams"}:
            return "out of the team"
        return "marked for deletion" if self.closing["after"]["status"] == "marked" else "closed"

    @property
    def steps(self) -> list[Step]:
        """Every sentence of the way, from logging in on, as far as it can be gone."""
        there = [*_log_in(self), *_to_settings(self), *_to_section(self.edition, self.closing)]
        if self.desktop_only:
            return there
        there += _to_control(self.closing)
        return there if self.blockers else [*there, *_stages(self.closing)]

    @property
    def afterwards(self) -> str:
        """What becomes of what is closed, later on; nothing is said of what is not closed yet."""
        return "; ".join(_afterwards(self)) if self.end in ("closed", "marked for deletion") else ""


def ways(edition: Edition, who: Who) -> Iterator[Way]:
    """The ways somebody can close something, as the persona before other sides, the account before a team.

    Of several closings of one thing, the most particular circumstances win.
    """
    for side in who.sides:
        for of in ORDER:
            fitting = [
                closing
                for closing in edition["closing"]
                if side in closing["by"] and closing["of"] == of and set(closing["when"]) <= set(who.circumstances)
            ]
            if fitting:
                yield Way(edition, max(fitting, key=lambda each: len(each["when"])), who, side)


def erased(edition: Edition, closing: Mapping[str, Any]) -> set[str]:
    """The parts of the data that are deleted or masked as soon as it is closed: not those that wait, or a team's."""
    if closing["after"]["delete_after"] or closing["of"] == "agency":
        return set()
    return {part for part, told in edition["retention"].items() if told["fate"] != "kept" and not told["after"]}


def _log_in(way: Way) -> Iterator[Step]:
    yield Step("Log in.", "Log in")
    if "two-factor" in way.who.circumstances:
        yield Step("Enter the code from your authenticator and press **Continue**.", "Continue")
    if way.side != way.who.persona:
        yield Step(f"Switch to **{SIDES[way.side]}** in the account menu.", SIDES[way.side], needed=True)


def _to_settings(way: Way) -> Iterator[Step]:
    settings, gate = way.edition["menu"]["settings"], way.edition["gate"]
    yield Step(f"Click your profile picture and select **{settings}**.", settings)
    if not gate:
        return
    asked = [ASKS[name] for name in gate["asks"] if not (way.sets_question and name == QUESTION)]
    last = "set a security question." if way.sets_question else f"press **{gate['button']}**."
    yield Step(_sentence([*asked, last]), "Save question" if way.sets_question else gate["button"])


def _to_section(edition: Edition, closing: Mapping[str, Any]) -> Iterator[Step]:
    sections = {part["id"]: part for part in edition["sections"]}
    section = sections.get(closing["at"])
    for part in (sections.get(section["under"]) if section and section["under"] else None, section):
        if part:
            yield Step(f"Open **{part['label']}**.", part["label"])


def _to_control(closing: Mapping[str, Any]) -> Iterator[Step]:
    if closing["of"] == "membership":
        yield Step("Click **Actions**.", "Actions")
    yield Step(f"Click **{closing['control']}**.", closing["control"])


def _stages(closing: Mapping[str, Any]) -> Iterator[Step]:
    for stage in closing["stages"]:
        asked = [ASKS[ask["name"]] for ask in stage["asks"] if ask["required"]]
        yield Step(_sentence([*asked, f"press **{stage['button']}**."]), stage["button"])


def _sentence(parts: list[str]) -> str:
    joined = " and ".join(lower(part) for part in parts)
    return joined[0].upper() + joined[1:]


def lower(text: str) -> str:
    """The same within a sentence."""
    return text[0].lower() + text[1:]


def _afterwards(way: Way) -> Iterator[str]:
    after = way.closing["after"]
    if after["delete_after"]:
        yield f"deleted {_days(after['delete_after'])} later"
    later: dict[tuple[str, str], list[str]] = {}
    for part, told in way.edition["retention"].items():
        if told["fate"] != "kept" and told["after"]:
            later.setdefault((told["fate"], told["after"]), []).append(part)
    yield from (f"{', '.join(parts)} {fate} {_days(when)} later" for (fate, when), parts in later.items())
    restore = after["restore"]
    if not restore:
        yield "cannot be opened again"
        return
    within = f" within {_days(restore['within'])}" if restore["within"] else ""
    proof = ", with a proof of identity" if restore["proof"] else ""
    takes = f", which takes {_days(restore['takes'])}" if restore["takes"] else ""
    by = "the link in the email" if restore["by"] == "link" else "support"
    yield f"can be opened again by {by}{within}{proof}{takes}"


def _days(duration: str) -> str:
    """An ISO 8601 duration in days, as it is said; any other as it is written."""
    days = re.fullmatch(r"P(\d+)D", duration)
    return f"{days[1]} day{'' if days[1] == '1' else 's'}" if days else duration
