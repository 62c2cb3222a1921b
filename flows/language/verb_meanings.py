"""What each verb makes of what belongs to it: acts, or None where it makes no sense of it."""

from collections.abc import Callable
from itertools import pairwise

from flows.language import giving
from flows.language.act import REPEAT, Act, act, email, states
from flows.language.contents import is_in_email
from flows.language.lexicon import CHANGING, CHOOSING, EMPTY, NUMBERS, SMALL, UNITS, events
from flows.language.piece import Complement

LONGEST_WAIT = 36500  # what the clock takes at once, in days
OPTIONS = {"option", "options", "choice", "choices"}


def _link(has: Complement) -> list[Act] | None:
    """The link in an email ("follow its link"), or of a profile ("open the direct link")."""
    if has.labels or {"link", "links"}.isdisjoint(has.tokens):
        return None
    if has.facts == ["email"] or (not has.facts and has.mentioned[-1:] == ["<email>"]):
        return [act("open_mailed_link")]
    return [act("open_direct_link")] if not has.facts and {"direct", "link"} <= set(has.tokens) else None


def _click(has: Complement) -> list[Act] | None:
    if not SMALL["manners"].isdisjoint(has.tokens) or (len(has.direct) > 1 and events(has.tokens)):
        return None
    if link := _link(has):
        return link
    chooses = has.written in CHOOSING
    questions = [label for label in has.places if chooses and giving.ASKS_WHY.match(label)]
    listed = chooses and has.direct and has.mentioned[-1:] == ["«Reason»"]  # "open «Reason» and choose «X»"
    if "reason" in has.facts or "«Reason»" in has.labels or questions or listed:
        return [*(act("shown", label) for label in questions), *giving.choose_reason(has.direct)]
    if has.direct:
        return _press("click", has)
    if has.facts == ["security-question"] or has.pronoun("<") == "<security-question>":
        return [act("enter", "security-question")]
    if label := has.pronoun("«"):
        return [act("click", label)]
    if has.pronoun("<") == "<reason>" or not OPTIONS.isdisjoint(has.tokens):
        return None if has.labels or has.facts else [act("choose_reason")]
    return None


def _press(step: str, has: Complement) -> list[Act]:
    if has.places:
        return [act("click_in", label, has.places[-1]) for label in has.direct]
    return [act(step, label) for label in has.direct]


def _open(has: Complement) -> list[Act] | None:
    if not has.labels and {"site", "worklane"} & set(has.tokens):
        return [act("open_site")]
    if link := _link(has):
        return link
    if has.facts == ["email"] and not has.labels:
        return [email([])]
    if not SMALL["manners"].isdisjoint(has.tokens):
        return None  # "with a right click", "via «B»"
    if has.direct:
        return _press("open", has)
    pronoun = has.pronoun("«")
    return [act("open", label) for label in has.places or ([pronoun] if pronoun else [])] or None


def _see(has: Complement) -> list[Act] | None:
    if has.facts == ["email"]:
        if not SMALL["negations"].isdisjoint(has.tokens):
            return None
        return [act("email_says", label) for label in has.direct] if is_in_email(has.tokens) else [email(has.direct)]
    if waits := _days(has):
        return waits
    if not has.labels:
        return giving.confirm_with_fact(has)
    if has.direct and has.places:
        return None
    if events(has.tokens):
        return states(has.tokens, has.labels)
    qualified = not CHANGING.isdisjoint(has.tokens) or _says_more(has.tokens)
    return None if qualified else [act("shown", label) for label in has.labels]


def _says_more(tokens: list[str]) -> bool:
    """Whether something unknown is said of a label: "that «X» has turned green"."""
    last = max(at for at, token in enumerate(tokens) if token[0] == "«")
    return not {"is", "are", "has", "have", "was", "does", "can"}.isdisjoint(tokens[last:])


def _view(has: Complement) -> list[Act] | None:
    """What will be there is looked for; without a name there is nothing to do."""
    if has.labels or "email" in has.facts:
        return _see(has)
    return None if "that" in has.tokens[:1] else []


def _wait(has: Complement) -> list[Act] | None:
    if has.facts == ["email"]:
        return [act("email_arrives")]
    if "billing-cycle" not in has.tokens:
        return _days(has)
    return None if any(map(str.isdigit, has.tokens)) else [act("wait_for_billing")]


def _days(has: Complement) -> list[Act] | None:
    counts = [word for word in has.tokens if word.isdecimal() or word in NUMBERS or word == "half"]
    if len(counts) != 1 or {"up", "least", "most", "about"} & set(has.tokens):
        return None
    for number, word in pairwise(has.tokens):
        unit, size = UNITS.get(word.removesuffix("s"), ("", 0))
        count = int(number) if number.isdecimal() and len(number) < 6 else NUMBERS.get(number, 0)
        if 0 < count * size <= LONGEST_WAIT:
            return [act(f"wait_{unit}", str(count * size))]
    return None


def _skip(has: Complement) -> list[Act] | None:
    if has.direct and SMALL["means"].isdisjoint(has.tokens):
        return None  # "skip «X»" says not to press it, "skip it with «X»" does
    clicks = [act("click", label) for label in has.labels]
    return clicks or [act("skip", fact) for fact in has.facts] or None


def _read(has: Complement) -> list[Act] | None:
    if kept := giving.keep(has):
        return kept
    if (
        has.written == "check"
        and not has.labels
        and not {"box", "boxes", "checkbox", "checkboxes"}.isdisjoint(has.tokens)
    ):
        return None
    if has.labels:
        return [act("click", label) for label in has.labels] if {"box", "checkbox"} & set(has.tokens) else None
    if has.written == "look" and not has.facts:
        return []  # "look to the left"
    return [act("email_arrives")] if has.facts == ["email"] else [act("read")]


def _alone(done: Act, *facts: str) -> Callable[[Complement], list[Act] | None]:
    """A verb that needs nothing more than itself; the facts named say nothing new."""

    def acts(has: Complement) -> list[Act] | None:
        words = [token for token in has.tokens if token not in EMPTY]
        goes_on = words[-1:] in (["in"], ["out"])  # "log out and in again"
        alone = not has.labels and set(has.facts) <= set(facts) and "as" not in has.tokens and not goes_on
        return [done] if alone else None

    return acts


ACTS_OF: dict[str, Callable[[Complement], list[Act] | None]] = {
    "click": _click,
    "open": _open,
    "enter": giving.enter,
    "see": _see,
    "view": _view,
    "wait": _wait,
    "download": lambda has: [act("download", label) for label in (has.direct or has.places)[-1:]] or None,
    "finish": giving.finish,
    "scroll": lambda has: [act("scroll"), *(act("shown", label) for label in has.labels)],
    "skip": _skip,
    "read": _read,
    "log-in": _alone(act("log_in"), "email", "user-name", "password"),
    "log-out": _alone(act("log_out")),
    "go-back": _alone(act("go_back")),
    "reload": _alone(act("reload")),
    "repeat": _alone(REPEAT),
    "set": giving.set_,
    "answer": giving.answer,
    "scan": lambda has: [act("scan")] if "qr" in has.tokens and not has.labels and has.facts == ["code"] else None,
}
