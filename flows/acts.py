"""What each verb makes of what belongs to it: plain clauses, or None where it makes no sense of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from flows.grammar import CHOOSING, EVENTS, MENU, PRONOUNS, match
from flows.wording import CHANGING, SMALL, WORDS


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


ASKS_WHY = re.compile("«why ", re.IGNORECASE)
MAILED_LINK = "open link in email"


def _is_mailed_link(has: Complement) -> bool:
    """Whether it is about the link of an email: "click the link in the email", "open the email and follow its link"."""
    mailed = has.facts == ["email"] or (not has.facts and has.seen[-1:] == ["<email>"])
    return mailed and not has.labels and bool({"link", "links"} & set(has.tokens))


def _click(has: Complement) -> list[str] | None:
    if SMALL["manners"] & set(has.tokens):
        return None
    if _is_mailed_link(has):
        return [MAILED_LINK]
    asked = [label for label in has.places if has.written in CHOOSING and ASKS_WHY.match(label)]
    listed = has.written in CHOOSING and has.direct and has.seen[-1:] == ["«Reason»"]  # "open «Reason» and choose «X»"
    if "reason" in has.facts or "«Reason»" in has.labels or asked or listed:
        chosen = [label for label in has.direct if label != "«Reason»"]
        shown = [f"{label} is shown" for label in asked]
        return [*shown, *([f"choose reason {label}" for label in chosen] or ["choose reason"])]
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
    if _is_mailed_link(has):
        return [MAILED_LINK]
    if has.facts == ["email"] and not has.labels:
        return [arrives([])]
    if has.direct:
        place = f" in {has.places[-1]}" if has.places else ""
        return [f"click {label}{place}" if place else f"open {label}" for label in has.direct]
    pronoun = has.pronoun("«")
    return [f"open {label}" for label in has.places or ([pronoun] if pronoun else [])] or None


# Whom or what a reader does not know: another party, or a name, which can only be written as a label is.
OTHERS = {"client", "agent", "support", "team", "name"}
SPEAKING = ("ask", "tell", "explain", "describe")


def _enter(has: Complement) -> list[str] | None:
    told_to = {"agent", "support", "them"} & set(has.tokens)
    if told_to and not has.labels and (not has.facts or (has.facts == ["reason"] and has.written in SPEAKING)):
        return ["enter message"]
    last = has.pronoun("<")
    facts = has.facts or ([last.strip("<>")] if last else [])
    fields = [name for label in has.labels if (name := label.strip("«»").lower().replace(" ", "-")) in WORDS["facts"]]
    if {"blank", "empty", "out"} & set(has.tokens):
        return [f"skip {fact}" for fact in facts or fields] or None
    if facts == ["reason"]:
        return [f"choose reason {label}" for label in has.direct] or ["choose reason"]
    if fields and facts and not set(fields) <= set(facts):
        return None
    if not {"message", "feedback", "reason"} & set(facts) and (OTHERS & set(has.tokens) or has.written in SPEAKING):
        return None
    if "code" in facts:
        facts = [_source(has) if fact == "code" else fact for fact in facts]
    if has.direct and has.places:
        return [f"enter {has.direct[0]} in {has.places[0]}"]
    if not facts:
        if "question" in has.tokens and fields != ["message"]:
            return None  # a question is put to support; else it is not known which
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
        return None if SMALL["negations"] & set(has.tokens) else [arrives(has.direct)]
    if waits := _days(has):
        return waits
    if not has.labels:
        return _with_fact(has)
    if has.direct and MENU in has.places:
        return None
    if not events(has.tokens):
        stated = CHANGING & set(has.tokens) or _says_more(has.tokens)
        return None if stated else [f"{label} is shown" for label in has.labels]
    return said_of_labels(has.tokens, has.labels)


def _view(has: Complement) -> list[str] | None:
    """What will be there: as good as looking for it. Without a name it sets a scene; "that …" would be a check."""
    if has.labels or "email" in has.facts:
        return _see(has)
    return None if "that" in has.tokens[:1] else []


def _says_more(tokens: list[str]) -> bool:
    """Whether something unknown is said of a label: "that «X» has turned green"."""
    last = max(at for at, token in enumerate(tokens) if token.startswith("«"))
    return any(token in ("is", "are", "has", "have", "was", "does", "can") for token in tokens[last:])


def _wait(has: Complement) -> list[str] | None:
    if has.facts == ["email"]:
        return ["email arrives"]
    return ["wait until billing cycle ends"] if "billing-cycle" in has.tokens else _days(has)


UNITS = {"hour": ("hours", 1), "day": ("days", 1), "week": ("days", 7), "month": ("days", 30)}
LONGEST = 36500  # what the clock takes at once, in days
NUMBERS = {word: number for number, word in enumerate(WORDS["small"]["numbers"], 1)}


def _days(has: Complement) -> list[str] | None:
    """How long, in days or hours; a month is 30 days."""
    counts = [token for token in has.tokens if token.isdecimal() or token in NUMBERS or token == "half"]
    if len(counts) != 1 or {"up", "least", "most", "about"} & set(has.tokens):
        return None
    for number, word in zip(has.tokens, has.tokens[1:], strict=False):
        unit = UNITS.get(word.removesuffix("s"))
        count = int(number) if number.isdecimal() and len(number) < 6 else NUMBERS.get(number)
        if unit and count and count * unit[1] <= LONGEST:
            return [f"wait {count * unit[1]} {unit[0]}"]
    return None


def _finish(has: Complement) -> list[str] | None:
    """Only "confirm" takes a control as it is; any other needs to be told how: "send it with «Send»"."""
    if not has.direct:
        return _with_fact(has)
    control = has.direct[-1]
    before = [word for word in has.tokens[: has.tokens.index(control)] if word not in SMALL["articles"]]
    told_how = bool(before) and before[-1] in SMALL["means"]
    return [f"click {control}"] if told_how or has.written == "confirm" else None


def _with_fact(has: Complement) -> list[str] | None:
    """ "Confirm your identity with your password", "confirm your password": the fact is given."""
    named = [at for at, token in enumerate(has.tokens) if token.startswith("<")]
    before = [word for word in has.tokens[: named[0]] if word not in SMALL["articles"]] if named else []
    told_how = bool(before) and before[-1] in SMALL["means"] or set(has.facts) <= {"password", "security-answer"}
    told_how = told_how and bool(named) and has.written in ("confirm", "verify", "prove")
    return [f"enter {fact}" for fact in has.facts] if told_how and not has.labels else None


def _scroll(has: Complement) -> list[str]:
    return ["scroll", *(f"{label} is shown" for label in has.labels)]


def _skip(has: Complement) -> list[str] | None:
    return [f"click {label}" for label in has.labels] or [f"skip {fact}" for fact in has.facts] or None


def _read(has: Complement) -> list[str] | None:
    if has.labels:
        return [f"click {label}" for label in has.labels] if {"box", "checkbox"} & set(has.tokens) else None
    return ["email arrives"] if has.facts == ["email"] else ["read"]


def _set(has: Complement) -> list[str] | None:
    if has.facts == ["reason"] and set(has.labels) <= {"«Reason»"}:
        return ["choose reason"]
    if has.labels:
        return None
    meant = "security-question" in has.facts or (not has.facts and has.pronoun("<") == "<security-question>")
    return ["set security question"] if meant else _enter(has)


def _answer(has: Complement) -> list[str] | None:
    if has.facts == ["reason"] and not has.labels:
        return ["choose reason"]
    if "security-question" not in has.facts and has.pronoun("<") != "<security-question>":
        return None
    return [f"enter {label} as security-answer" for label in has.labels] or ["enter security-answer"]


def _scan(has: Complement) -> list[str] | None:
    return ["scan qr code"] if "qr" in has.tokens and not has.labels and has.facts == ["code"] else None


def _only(text: str, *facts: str) -> Callable[[Complement], list[str] | None]:
    """A verb that needs no more than itself; the facts named say nothing new."""
    return lambda has: [text] if not has.labels and set(has.facts) <= set(facts) and "as" not in has.tokens else None


ACTS: dict[str, Callable[[Complement], list[str] | None]] = {
    "click": _click,
    "open": _open,
    "enter": _enter,
    "see": _see,
    "view": _view,
    "wait": _wait,
    "finish": _finish,
    "scroll": _scroll,
    "skip": _skip,
    "read": _read,
    "log-in": _only("log in", "email", "user-name", "password"),
    "log-out": _only("log out"),
    "go-back": _only("go back"),
    "reload": _only("reload"),
    "repeat": _only("repeat each"),
    "set": _set,
    "answer": _answer,
    "scan": _scan,
}
