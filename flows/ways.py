"""The way that an edition closes something, as sentences of a guide: what a guide that is not true of it should say."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Edition = Mapping[str, Any]
ORDER = ("account", "company", "agency", "membership")
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


@dataclass(frozen=True)
class Step:
    """A sentence, and the name of what is pressed in it; ``says`` is the same within another sentence."""

    sentence: str
    pressed: str

    @property
    def says(self) -> str:
        return self.sentence[0].lower() + self.sentence[1:].rstrip(".")


LOG_IN = Step("Log in.", "Log in")


def closing_of(edition: Edition, persona: str, circumstances: Sequence[str] = ()) -> Mapping[str, Any] | None:
    """The closing that a persona has, the account before a team; the most particular circumstances win."""
    fitting = [
        closing
        for closing in edition["closing"]
        if persona in closing["by"] and set(closing["when"]) <= set(circumstances)
    ]
    return max(fitting, key=lambda each: (-ORDER.index(each["of"]), len(each["when"])), default=None)


def steps(edition: Edition, closing: Mapping[str, Any]) -> list[Step]:
    """Every sentence of the way, from logging in on."""
    return [LOG_IN, *_to_settings(edition), *_to_control(edition, closing), *_stages(closing)]


def ends(closing: Mapping[str, Any]) -> str:
    """How it ends, as the front matter of a guide says it."""
    if any(stage["does"] == "ask-support" for stage in closing["stages"]):
        return "sent to support"
    if closing["of"] == "agency":
        return "team closed"
    return "marked for deletion" if closing["after"]["status"] == "marked" else "closed"


def erased(edition: Edition, closing: Mapping[str, Any]) -> set[str]:
    """The parts of the data that are deleted or masked as soon as it is closed: not those that wait, or a team's."""
    if closing["after"]["delete_after"] or closing["of"] == "agency":
        return set()
    return {part for part, told in edition["retention"].items() if told["fate"] != "kept" and not told["after"]}


def _to_settings(edition: Edition) -> Iterator[Step]:
    settings, gate = edition["menu"]["settings"], edition["gate"]
    yield Step(f"Click your profile picture and select **{settings}**.", settings)
    if gate:
        asked = " and ".join(ASKS[name] if not at else _lower(ASKS[name]) for at, name in enumerate(gate["asks"]))
        yield Step(f"{asked} and press **{gate['button']}**.", gate["button"])


def _to_control(edition: Edition, closing: Mapping[str, Any]) -> Iterator[Step]:
    sections = {part["id"]: part for part in edition["sections"]}
    section = sections.get(closing["at"])
    for part in (sections.get(section["under"]) if section and section["under"] else None, section):
        if part:
            yield Step(f"Open **{part['label']}**.", part["label"])
    if closing["of"] == "membership":
        yield Step("Click **Actions**.", "Actions")
    yield Step(f"Click **{closing['control']}**.", closing["control"])


def _stages(closing: Mapping[str, Any]) -> Iterator[Step]:
    for stage in closing["stages"]:
        asked = [ASKS[ask["name"]] for ask in stage["asks"] if ask["required"]]
        press = f"press **{stage['button']}**."
        sentence = " and ".join([*(text if not at else _lower(text) for at, text in enumerate(asked)), press])
        yield Step(sentence[0].upper() + sentence[1:], stage["button"])


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]
