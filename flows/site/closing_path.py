"""The steps by which an edition closes something, as sentences of a guide."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flows.site.personas import Catalog, Person

Edition = Mapping[str, Any]
SUBJECTS = ("account", "company", "agency", "membership")
# The beginning of a sentence that fills in a field of a stage or a gate.
FILLING_IN = {
    "reason": "Choose a reason",
    "feedback": "Enter your feedback",
    "password": "Enter your password",
    "security-question": "Answer your security question",
    "security-answer": "Enter your security answer",
    "code": "Enter the code from the email",
    "message": "Enter your message",
}
QUESTION = "security-question"
SAVE_QUESTION = "Save question"


@dataclass(frozen=True)
class Step:
    """A sentence and the name of the control it presses; a ``needed`` step cannot be skipped."""

    sentence: str
    pressed: str
    needed: bool = False


@dataclass(frozen=True)
class ClosingPath:
    """The path of a closing in one capacity; ``switch_to`` is the menu item that leads to it, if any."""

    edition: Edition
    closing: Mapping[str, Any]
    person: Person
    capacity: str
    switch_to: str = ""

    @property
    def sets_question(self) -> bool:
        """Whether opening the settings makes the reader set a security question."""
        gate = self.edition["gate"]
        return bool(gate) and QUESTION in gate["asks"] and "no-security-question" in self.person.circumstances

    @property
    def desktop_only(self) -> bool:
        return self.person.mobile and "mobile" not in self.closing["devices"]

    @property
    def blockers(self) -> list[str]:
        """The obligations that must be settled first."""
        return [name for name in dict.fromkeys(self.person.having) if name in self.closing["block"]]

    @property
    def end(self) -> str:
        """How it ends, in the words of a guide's front matter."""
        subject, circumstances = self.closing["of"], set(self.person.circumstances)
        if self.desktop_only:
            return "desktop only"
        if self.blockers:
            return f"blocked by {', '.join(self.blockers)}"
        if any(stage["does"] == "ask-support" for stage in self.closing["stages"]):
            return "sent to support"
        if subject == "agency" or (subject == "company" and "dual" in circumstances):
            return "team closed"
        if subject == "membership" and circumstances & {"dual", "several-teams"}:
            return "out of the team"
        return "marked for deletion" if self.closing["after"]["status"] == "marked" else "closed"

    @property
    def steps(self) -> list[Step]:
        """Every step from logging in to the end, or to where the reader is refused."""
        steps = [*_log_in(self), *_open_settings(self), *_open_section(self.edition, self.closing)]
        if self.desktop_only:
            return steps
        steps += _press_control(self.closing)
        return steps if self.blockers else [*steps, *_pass_stages(self.closing)]

    @property
    def afterwards(self) -> str:
        """What happens later to what is closed; empty unless the path itself closes it."""
        return "; ".join(_afterwards(self)) if self.end in ("closed", "marked for deletion") else ""


def closing_paths(edition: Edition, person: Person, catalog: Catalog) -> Iterator[ClosingPath]:
    """The paths by which somebody can close something, in their own capacity first, the account before a team.

    Of several closings of one subject, the most specific wins, as on the site.
    """
    for capacity in person.capacities(catalog):
        switch_to = "" if capacity == person.persona else catalog["capacities"][capacity]["label"]
        for subject in SUBJECTS:
            candidates = [
                closing
                for closing in edition["closing"]
                if closing["of"] == subject
                and capacity in closing["by"]
                and set(closing["when"]) <= set(person.circumstances)
            ]
            if candidates:
                closing = max(candidates, key=lambda candidate: len(candidate["when"]))
                yield ClosingPath(edition, closing, person, capacity, switch_to)


def erased(edition: Edition, closing: Mapping[str, Any]) -> set[str]:
    """The parts of an account's data that a closing deletes or masks at once."""
    if closing["after"]["delete_after"] or closing["of"] == "agency":
        return set()
    return {part for part, fate in edition["retention"].items() if fate["fate"] != "kept" and not fate["after"]}


def _log_in(path: ClosingPath) -> Iterator[Step]:
    yield Step("Log in.", "Log in")
    if "two-factor" in path.person.circumstances:
        yield Step("Enter the code from your authenticator and press **Continue**.", "Continue")
    if path.switch_to:
        yield Step(f"Switch to **{path.switch_to}** in the account menu.", path.switch_to, needed=True)


def _open_settings(path: ClosingPath) -> Iterator[Step]:
    settings, gate = path.edition["menu"]["settings"], path.edition["gate"]
    yield Step(f"Click your profile picture and select **{settings}**.", settings)
    if not gate:
        return
    fields = [FILLING_IN[name] for name in gate["asks"] if not (path.sets_question and name == QUESTION)]
    last = "set a security question." if path.sets_question else f"press **{gate['button']}**."
    yield Step(_sentence([*fields, last]), SAVE_QUESTION if path.sets_question else gate["button"])


def _open_section(edition: Edition, closing: Mapping[str, Any]) -> Iterator[Step]:
    sections = {section["id"]: section for section in edition["sections"]}
    own = sections.get(closing["at"])
    for section in (sections.get(own["under"]) if own and own["under"] else None, own):
        if section:
            yield Step(f"Open **{section['label']}**.", section["label"])


def _press_control(closing: Mapping[str, Any]) -> Iterator[Step]:
    if closing["of"] == "membership":
        yield Step("Click **Actions**.", "Actions")
    yield Step(f"Click **{closing['control']}**.", closing["control"])


def _pass_stages(closing: Mapping[str, Any]) -> Iterator[Step]:
    for stage in closing["stages"]:
        fields = [FILLING_IN[ask["name"]] for ask in stage["asks"] if ask["required"]]
        yield Step(_sentence([*fields, f"press **{stage['button']}**."]), stage["button"])


def _sentence(clauses: list[str]) -> str:
    joined = " and ".join(uncapitalized(clause) for clause in clauses)
    return joined[0].upper() + joined[1:]


def uncapitalized(text: str) -> str:
    """A sentence as it is written inside another."""
    return text[0].lower() + text[1:]


def _afterwards(path: ClosingPath) -> Iterator[str]:
    after = path.closing["after"]
    if after["delete_after"]:
        yield f"deleted {_days(after['delete_after'])} later"
    later: dict[tuple[str, str], list[str]] = {}
    for part, fate in path.edition["retention"].items():
        if fate["fate"] != "kept" and fate["after"]:
            later.setdefault((fate["fate"], fate["after"]), []).append(part)
    yield from (f"{', '.join(parts)} {fate} {_days(when)} later" for (fate, when), parts in later.items())
    restore = after["restore"]
    if not restore:
        yield "cannot be opened again"
        return
    within = f" within {_days(restore['within'])}" if restore["within"] else ""
    identity_document = ", with a proof of identity" if restore["proof"] else ""
    takes = f", which takes {_days(restore['takes'])}" if restore["takes"] else ""
    by = "the link in the email" if restore["by"] == "link" else "support"
    yield f"can be opened again by {by}{within}{identity_document}{takes}"


def _days(duration: str) -> str:
    """An ISO 8601 duration of whole days in words; any other unchanged."""
    days = re.fullmatch(r"P(\d+)D", duration)
    return f"{days[1]} day{'' if days[1] == '1' else 's'}" if days else duration
