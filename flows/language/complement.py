"""What belongs to a verb, sorted by its role, and what is said to happen to labels."""

from dataclasses import dataclass

from flows.language.act import Act, act
from flows.language.lexicon import PRONOUNS, SMALL, events

COMPARING = {"below", "above", "under", "near", "beside", "contains", "in", "on"}


@dataclass(frozen=True)
class Complement:
    """What belongs to a verb: the labels acted on, those that say where, and the facts a reader has to know.

    ``mentioned`` are the names that came before it in the sentence.
    """

    written: str
    tokens: list[str]
    labels: list[str]
    direct: list[str]
    places: list[str]
    facts: list[str]
    mentioned: list[str]

    def pronoun(self, kind: str) -> str | None:
        """What "it" or "one" stands for: the last label (``«``) or fact (``<``) mentioned."""
        if PRONOUNS.isdisjoint(self.tokens):
            return None
        return next((name for name in reversed(self.mentioned) if name.startswith(kind)), None)


def email(labels: list[str]) -> Act:
    """The arrival of an email, by its subject if it has one."""
    return act("email_titled_arrives", labels[0]) if labels else act("email_arrives")


def states(tokens: list[str], labels: list[str]) -> list[Act] | None:
    """That labels are shown or gone; None where that is not all that is said, or not said of all of them."""
    happens = events(tokens) & {"shown", "gone"}
    compares = len(labels) > 1 and not COMPARING.isdisjoint(tokens)
    if len(happens) != 1 or compares:
        return None
    state = happens.pop()
    negated = state == "shown" and not SMALL["negations"].isdisjoint(tokens)
    return None if negated else [act(state, label) for label in labels]
