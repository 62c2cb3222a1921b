"""What belongs to a verb, sorted by its role, and what is said to happen."""

from dataclasses import dataclass

from flows.language.normalise import SMALL
from flows.language.phrases import EVENTS, PRONOUNS, match


@dataclass(frozen=True)
class Complement:
    """What belongs to a verb, sorted: what is acted on, what says where, what the reader has to know."""

    written: str
    direct: list[str]
    places: list[str]
    facts: list[str]
    tokens: list[str]
    seen: list[str]

    @property
    def labels(self) -> list[str]:
        return [*self.direct, *self.places]

    def pronoun(self, kind: str) -> str | None:
        """What "it" or "one" stands for: the last label (``«``) or fact (``<``) mentioned."""
        if not PRONOUNS & set(self.tokens):
            return None
        return next((token for token in reversed(self.seen) if token.startswith(kind)), None)


def by_role(tokens: list[str], kind: str) -> tuple[list[str], list[str]]:
    """Labels or facts: those acted on, and those a place word leads to ("in the «Reason» list", "from the <email>")."""
    direct: list[str] = []
    places: list[str] = []
    small = SMALL["articles"] | SMALL["kinds"] | SMALL["naming"]
    for at, token in enumerate(tokens):
        if token.startswith(kind):
            lead = next((word for word in reversed(tokens[:at]) if word not in small), "")
            (places if lead in SMALL["places"] else direct).append(token)
    return direct, places


def arrives(labels: list[str]) -> str:
    """The clause of an email that comes, by its subject if it has one."""
    return f"email {labels[0]} arrives" if labels else "email arrives"


BETWEEN = {"below", "above", "under", "near", "beside", "contains", "in", "on"}


def events(tokens: list[str]) -> set[str]:
    """What is said to happen: ``shown``, ``gone``, ``arrives``."""
    return {event[0] for at in range(len(tokens)) if (event := match(tokens, at, EVENTS))}


def said_of_labels(tokens: list[str], labels: list[str]) -> list[str] | None:
    """That labels are shown or gone; None where that is not all that is said, or not said of all of them."""
    happened = events(tokens) & {"shown", "gone"}
    compared = len(labels) > 1 and BETWEEN & set(tokens)
    if len(happened) != 1 or compared:
        return None
    event = happened.pop()
    return (
        None if event == "shown" and SMALL["negations"] & set(tokens) else [f"{label} is {event}" for label in labels]
    )
