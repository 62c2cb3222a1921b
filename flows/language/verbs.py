"""What each verb makes of what belongs to it: plain clauses, or None where it makes no sense of it."""

import re
from collections.abc import Callable

from flows.language.complement import Complement, arrives, events, said_of_labels
from flows.language.normalise import CHANGING, SMALL, WORDS
from flows.language.phrases import CHOOSING, MENU

ASKS_WHY = re.compile("«why ", re.IGNORECASE)
MAILED_LINK = "open link in email"
DIRECT_LINK = "open direct link"


def _is_mailed_link(has: Complement) -> bool:
    """Whether it is about the link of an email: "click the link in the email", "open the email and follow its link"."""
    mailed = has.facts == ["email"] or (not has.facts and has.seen[-1:] == ["<email>"])
    return mailed and not has.labels and bool({"link", "links"} & set(has.tokens))


def _is_direct_link(has: Complement) -> bool:
    """Whether it is about the address of a profile: "open the direct link"."""
    return {"direct", "link"} <= set(has.tokens) and not has.labels and not has.facts


def _click(has: Complement) -> list[str] | None:
    if SMALL["manners"] & set(has.tokens):
        return None
    if _is_mailed_link(has):
        return [MAILED_LINK]
    if _is_direct_link(has):
        return [DIRECT_LINK]
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
    if _is_direct_link(has):
        return [DIRECT_LINK]
    if has.facts == ["email"] and not has.labels:
        return [arrives([])]
    if has.direct:
        place = f" in {has.places[-1]}" if has.places else ""
        return [f"click {label}{place}" if place else f"open {label}" for label in has.direct]
    pronoun = has.pronoun("«")
    return [f"open {label}" for label in has.places or ([pronoun] if pronoun else [])] or None


# Whom or what a reader does not know: another party, or a name, which can only be written as a label is.
OTHERS = {
    "client", "freelancer", "member", "manager", "admin", "agent", "support", "team", "company", "agency", "name",
    "person", "people", "colleague", "teammate", "whom",
}  # fmt: skip
SPEAKING = ("ask", "tell", "explain", "describe")


def _says_to_support(has: Complement) -> bool:
    """Whether it is put to support: "tell the agent what you want", "tell them why you leave"."""
    told_to = {"agent", "support", "them"} & set(has.tokens)
    what = not has.facts or (has.facts == ["reason"] and has.written in SPEAKING)
    return bool(told_to) and what and not has.labels


def _enter(has: Complement) -> list[str] | None:
    """ "Leave" is said of what is written, and of a team: "leave it with «Leave Team»"."""
    left = _finish(has) if has.written == "leave" and not has.facts else None
    return left or _give(has)


def _give(has: Complement) -> list[str] | None:
    if _says_to_support(has):
        return ["enter message"]
    last = has.pronoun("<")
    facts = has.facts or ([last.strip("<>")] if last else [])
    fields = [name for label in has.labels if (name := label.strip("«»").lower().replace(" ", "-")) in WORDS["facts"]]
    # An email of another is asked for as an email is.
    fields = [next((fact for fact in facts if fact.endswith(f"-{name}")), name) for name in fields]
    if {"blank", "empty", "out"} & set(has.tokens):
        return [f"skip {fact}" for fact in facts or fields] or None
    if facts == ["reason"]:
        return _give_reason(has, fields)
    astray = bool(fields and facts) and not set(fields) <= set(facts)
    # A question is put to support; else it is not known which.
    if astray or ("question" in has.tokens and not facts and fields != ["message"]):
        return None
    if not {"message", "feedback", "reason"} & set(facts) and (OTHERS & set(has.tokens) or has.written in SPEAKING):
        return None
    if "code" in facts:
        facts = [_source(has) if fact == "code" else fact for fact in facts]
    if has.direct and has.places:
        return [f"enter {has.direct[0]} in {has.places[0]}"]
    if facts and has.direct and fields != facts:
        return [f"enter {has.direct[0]} as {facts[0]}"]
    if len(facts) == 1 and len(has.places) == 1 and not fields:
        return [f"enter {facts[0]} in {has.places[0]}"]
    return [f"enter {fact}" for fact in facts or fields] or None


def _give_reason(has: Complement, fields: list[str]) -> list[str] | None:
    """The reason is chosen from its list, but written where another field is named."""
    elsewhere = [label for label in has.places if label != "«Reason»" and not ASKS_WHY.match(label)]
    if elsewhere:
        return [f"enter {name}" for name in fields if name in ("message", "feedback")] or None
    return [f"choose reason {label}" for label in has.direct if label != "«Reason»"] or ["choose reason"]


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


GIVEN = {"email", "user-name", "password", "security-answer", "code"}


def _with_fact(has: Complement) -> list[str] | None:
    """ "Confirm your identity with your password", "confirm your password": the fact is given."""
    named = [at for at, token in enumerate(has.tokens) if token.startswith("<")]
    before = [word for word in has.tokens[: named[0]] if word not in SMALL["articles"]] if named else []
    told_how = (bool(before) and before[-1] in SMALL["means"]) or set(has.facts) <= {"password", "security-answer"}
    told_how = told_how and bool(named) and has.written in ("confirm", "verify", "prove")
    if has.written == "submit" and set(has.facts) <= GIVEN and not {f"<{fact}>" for fact in has.facts} & set(has.seen):
        told_how = bool(named)
    return [f"enter {fact}" for fact in has.facts] if told_how and not has.labels else None


def _download(has: Complement) -> list[str] | None:
    control = (has.direct or has.places)[-1:]
    return [f"download {control[0]}"] if control else None


def _scroll(has: Complement) -> list[str]:
    return ["scroll", *(f"{label} is shown" for label in has.labels)]


def _skip(has: Complement) -> list[str] | None:
    return [f"click {label}" for label in has.labels] or [f"skip {fact}" for fact in has.facts] or None


def _read(has: Complement) -> list[str] | None:
    if has.labels:
        return [f"click {label}" for label in has.labels] if {"box", "checkbox"} & set(has.tokens) else None
    if has.written == "look" and not has.facts:
        return []  # "look to the left"
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
    "download": _download,
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
