"""What each verb makes of what belongs to it: plain clauses, or None where it makes no sense of it."""

from collections.abc import Callable
from dataclasses import dataclass

from flows.grammar import CHANGING, EVENTS, SMALL, WORDS, match


@dataclass(frozen=True)
class Complement:
    """What belongs to a verb, sorted: what is acted on, what says where, what the reader has to know."""

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
        if not {"it", "one", "them"} & set(self.tokens):
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


def _click(has: Complement) -> list[str] | None:
    if "reason" in has.facts or "«Reason»" in has.labels:
        chosen = [label for label in has.direct if label != "«Reason»"]
        return [f"choose reason {label}" for label in chosen] or ["choose reason"]
    if has.direct:
        place = f" in {has.places[-1]}" if has.places else ""
        return [f"click {label}{place}" for label in has.direct]
    if has.facts == ["security-question"] or has.pronoun("<") == "<security-question>":
        return ["enter security-question"]
    if label := has.pronoun("«"):
        return [f"click {label}"]
    if has.pronoun("<") == "<reason>" or {"option", "options", "choice", "choices"} & set(has.tokens):
        return None if has.labels or has.facts else ["choose reason"]
    return None


def _open(has: Complement) -> list[str] | None:
    if not has.labels and {"site", "worklane"} & set(has.tokens):
        return ["open site"]
    if has.direct:
        place = f" in {has.places[-1]}" if has.places else ""
        return [f"click {label}{place}" if place else f"open {label}" for label in has.direct]
    pronoun = has.pronoun("«")
    return [f"open {label}" for label in has.places or ([pronoun] if pronoun else [])] or None


def _enter(has: Complement) -> list[str] | None:
    last = has.pronoun("<")
    facts = has.facts or ([last.strip("<>")] if last else [])
    fields = [name for label in has.labels if (name := label.strip("«»").lower().replace(" ", "-")) in WORDS["facts"]]
    if {"blank", "empty", "out"} & set(has.tokens):
        return [f"skip {fact}" for fact in facts or fields] or None
    if facts == ["reason"]:
        return [f"choose reason {label}" for label in has.direct] or ["choose reason"]
    if "code" in facts:
        facts = [_source(has) if fact == "code" else fact for fact in facts]
    if has.direct and has.places:
        return [f"enter {has.direct[0]} in {has.places[0]}"]
    if not facts and not has.labels and {"agent", "support", "them"} & set(has.tokens):
        return ["enter message"]
    if not facts:
        return [f"enter {name}" for name in fields] or None
    if has.direct and fields != facts:
        return [f"enter {has.direct[0]} as {facts[0]}"]
    return [f"enter {fact}" for fact in facts] or None


def _source(has: Complement) -> str:
    """Which code: the authenticator's, the mailed one, or whichever there is."""
    if {"authenticator", "authentication", "app"} & set(has.tokens):
        return "authenticator-code"
    return "mailed-code" if {"<email>", "mailed", "emailed"} & set(has.tokens) else "code"


def _see(has: Complement) -> list[str] | None:
    if has.facts == ["email"]:
        return [arrives(has.direct)]
    if waits := _days(has):
        return waits
    events = {event[0] for at in range(len(has.tokens)) if (event := match(has.tokens, at, EVENTS))}
    if CHANGING & set(has.tokens) and "gone" not in events:
        return None
    if has.labels and not events and _says_more(has.tokens):
        return None
    return [f"{label} is {'gone' if 'gone' in events else 'shown'}" for label in has.labels] or None


def _says_more(tokens: list[str]) -> bool:
    """Whether something unknown is said of a label: "that «X» has turned green"."""
    last = max(at for at, token in enumerate(tokens) if token.startswith("«"))
    return any(token in ("is", "are", "has", "have", "was", "does", "can") for token in tokens[last:])


def _wait(has: Complement) -> list[str] | None:
    if has.facts == ["email"]:
        return ["email arrives"]
    return _days(has)


UNITS = {"hour": ("hours", 1), "day": ("days", 1), "week": ("days", 7), "month": ("days", 30)}
NUMBERS = {word: number for number, word in enumerate(WORDS["small"]["numbers"], 1)}


def _days(has: Complement) -> list[str] | None:
    """How long, in days or hours; a month is 30 days."""
    for number, word in zip(has.tokens, has.tokens[1:], strict=False):
        unit = UNITS.get(word.removesuffix("s"))
        count = int(number) if number.isdigit() else NUMBERS.get(number)
        if unit and count:
            return [f"wait {count * unit[1]} {unit[0]}"]
    return None


def _finish(has: Complement) -> list[str] | None:
    return [f"click {has.direct[-1]}"] if has.direct else None


def _scroll(has: Complement) -> list[str]:
    return ["scroll", *(f"{label} is shown" for label in has.labels)]


def _skip(has: Complement) -> list[str] | None:
    return [f"click {label}" for label in has.labels] or [f"skip {fact}" for fact in has.facts] or None


def _read(has: Complement) -> list[str] | None:
    if has.labels:
        return [f"click {label}" for label in has.labels] if {"box", "checkbox"} & set(has.tokens) else None
    return ["email arrives"] if has.facts == ["email"] else ["read"]


def _only(text: str, *facts: str) -> Callable[[Complement], list[str] | None]:
    """A verb that needs no more than itself; the facts named say nothing new."""
    return lambda has: [text] if not has.labels and set(has.facts) <= set(facts) and "as" not in has.tokens else None


ACTS: dict[str, Callable[[Complement], list[str] | None]] = {
    "click": _click,
    "open": _open,
    "enter": _enter,
    "see": _see,
    "wait": _wait,
    "finish": _finish,
    "scroll": _scroll,
    "skip": _skip,
    "read": _read,
    "log-in": _only("log in", "email", "password"),
    "log-out": _only("log out"),
    "go-back": _only("go back"),
    "reload": _only("reload"),
    "repeat": _only("repeat each"),
    "set": lambda has: ["set security question"] if "security-question" in has.facts else _enter(has),
    "answer": lambda has: (
        ["enter security-answer"]
        if "security-question" in has.facts or has.pronoun("<") == "<security-question>"
        else None
    ),
}
