"""Pieces of a sentence -> plain clauses, by grammar rather than by a list of phrases.

In each piece, what holds no label and no fact is left out: articles, kinds ("button"), places ("in the top right"),
purposes ("to start"), relative clauses ("that suits you"). A verb, a label or a fact is never left out, nor a word that
could change the meaning ("not", "second"): then the clause stays as it is written, and the vocabulary will not know it.
"""

from dataclasses import dataclass, replace
from itertools import pairwise

from flows.acts import ACTS, UNITS, Complement, arrives, by_role, events, said_of_labels
from flows.grammar import CHOOSING, KNOWN, MENU, PRONOUNS, Piece, pieces
from flows.wording import CHANGING, SMALL

NOTHING = SMALL["joins"] | SMALL["fillers"] | SMALL["articles"] | SMALL["kinds"]


@dataclass(frozen=True)
class Clause:
    """One act of the reader, in plain wording.

    ``optional``: only if the site asks for it. ``each``: for every one of its kind that is there.
    """

    text: str
    optional: bool = False
    each: bool = False


def clauses(sentence: str) -> list[Clause]:
    """The clauses of a sentence, in order; none where it says nothing that can be done."""
    found: list[Clause] = []
    seen: list[str] = []
    for part in _joined(pieces(sentence)):
        settled, each_of_part = _settle(part)
        of_part: list[Clause] = []
        for piece in settled:
            texts = _reduce(piece, seen)
            if piece.marker == "to" and of_part and texts == [of_part[-1].text]:
                texts = []  # "choose an option to say why you are leaving" is one act
            of_part += [Clause(text, piece.optional, piece.each) for text in texts]
            direct, places = by_role(piece.tokens, "«")
            seen += [*piece.facts, *places, *direct]
        if each_of_part:
            of_part[-1:] = [replace(last, each=True) for last in of_part[-1:]]
        found += of_part
        if found and found[-1].text == "repeat each":
            found[-2:] = [replace(last, each=True) for last in found[-2:-1]]
    return found


def _joined(parts: list[list[Piece]]) -> list[list[Piece]]:
    """The parts, where "«X» is under your picture. Click it." is one."""
    joined: list[list[Piece]] = []
    for part in parts:
        if joined and joined[-1] and _is_found_there(joined[-1][-1]):
            joined[-1] += part
        else:
            joined.append(part)
    return joined


def _is_found_there(piece: Piece) -> bool:
    """Whether it says that something is in the account menu."""
    direct, places = by_role(piece.tokens, "«")
    told = piece.verb in ("see", "view") or (piece.verb is None and events(piece.tokens) == {"shown"})
    return told and len(direct) == 1 and places == [MENU] and not piece.optional and not piece.marker


def _settle(part: list[Piece]) -> tuple[list[Piece], bool]:
    """Give each piece what its neighbours say of it; and whether the last act of the part is done for each of several.

    A piece that only says where, or what for, becomes one that is known and not done.
    """
    carried: list[str] = []
    each_of_part = False
    for piece in part:
        _name_settings(piece)
        _name_place(piece)
    for index, (piece, after) in enumerate(pairwise(part)):
        if piece.verb == "see" and after.verb == "scroll" and after.marker == "by":
            part[index : index + 2] = [after, piece]  # "find «X» by scrolling down"
        if piece.written == "use" and piece.facts and after.marker == "to":
            _use(piece, after)
    for index, piece in enumerate(part):
        before, rest = part[:index], part[index + 1 :]
        following = rest[0] if rest else None
        if following and _shares(piece, following):
            piece.tokens = list(following.tokens)  # "find and click «X»"
        if piece.written in CHOOSING:
            # "select «X» when you are asked for a reason", or the other way round
            told = [*before[-1:], *rest[:1]] if piece.labels else rest[:1]
            piece.tokens += [token for each in told if each.marker == "known" for token in each.facts]
        if piece.verb == "log-in" and before and before[-1].verb == "open" and before[-1].bare:
            piece.marker = ""  # "go to the log-in page to sign in"
        if _is_goal(piece, rest):
            piece.marker = "known"
            continue
        if _is_unclear(piece, rest, [each for each in before if each.verb]):
            piece.written, piece.marker = f"{piece.marker} {piece.written}".strip(), "unclear"
        piece.each = _takes_each(piece)
        lead = _lead(piece, _past_purpose(rest))
        if lead is not None or piece.verb == "open":
            each_of_part, piece.each = each_of_part or piece.each, False  # "end every contract by pressing «End»"
        if lead is not None:
            carried, piece.marker = [*carried, *lead], "known"
        elif before and before[-1].marker == "by" and piece.verb == "finish" and piece.bare:
            piece.marker = "known"  # "by pressing «Confirm», agree to the terms"
        else:
            piece.tokens, carried = [*piece.tokens, *([","] if carried else []), *carried], []
    return part, each_of_part


def _name_settings(piece: Piece) -> None:
    """Make the settings a label where they are what is opened: "go to your account settings"."""
    if piece.verb not in ("click", "open") or "settings" not in piece.tokens or set(piece.labels) - {MENU}:
        return
    at = piece.tokens.index("settings")
    if set(piece.tokens[:at]) <= SMALL["articles"] | SMALL["fillers"] | {"account", "user", "worklane", "site"}:
        piece.tokens[: at + 1] = ["«Settings»"]


def _name_place(piece: Piece) -> None:
    """ "Open «X» via your picture": what opens the account menu is where its items are."""
    if piece.verb in ("click", "open") and MENU in piece.labels[1:]:
        before = [at for at in range(piece.tokens.index(MENU)) if piece.tokens[at] not in SMALL["articles"]]
        if before and piece.tokens[before[-1]] in ("via", "using"):
            piece.tokens[before[-1]] = "in"


def _use(piece: Piece, following: Piece) -> None:
    """ "Use your password to confirm" gives it; "use your email and password to log in" only says with what."""
    if following.verb in ("finish", "see") and following.bare and not piece.labels:
        piece.verb = piece.written = "enter"
    elif following.verb == "log-in":
        piece.marker, following.marker = "known", ""


def _is_goal(piece: Piece, rest: list[Piece]) -> bool:
    """Whether it only says what the rest comes to ("open «B» by clicking «A», then «B»"), or where ("… by clicking it").

    What opens the account menu says where its items are. "Find «X» under your picture and click it" is one act.
    """
    direct, places = by_role(piece.tokens, "«")
    following = rest[0] if rest else Piece(None)
    led = piece.marker == "to" or following.marker == "by"
    found_there = _is_found_there(piece)
    if not direct or CHANGING & set(piece.tokens) or not (found_there or (led and piece.verb in ("click", "open"))):
        return False
    means = [each for each in rest if each.verb in ("click", "open")]
    for each in means:
        if not by_role(each.tokens, "«")[0] and PRONOUNS & set(each.tokens):
            each.tokens = [*direct, *(token for token in each.tokens if token not in PRONOUNS)]
            each.tokens += ["in", *places] if found_there else []
    if (
        means == [following]
        and following.marker == "by"
        and following.labels == [MENU]
        and not CHANGING & set(following.tokens)
    ):
        following.tokens = [*direct, "in", MENU]
    return any(set(direct) <= set(by_role(each.tokens, "«")[0]) for each in means)


def _reduce(piece: Piece, seen: list[str]) -> list[str]:
    if piece.marker == "unclear":
        return [piece.raw()]
    if links := [token for token in piece.tokens if token.startswith("⟦")]:
        return [piece.raw()] if CHANGING & set(piece.tokens) else [f"do {link}" for link in links]
    if piece.marker == "known" or _only_a_purpose(piece, seen):
        return []
    return _act(piece, seen) if piece.verb else _event(piece)


def _shares(piece: Piece, following: Piece) -> bool:
    """Whether two verbs have one object."""
    takes_one = piece.verb in ("click", "open", "see", "read", "finish") and following.verb is not None
    return takes_one and not piece.marker and not following.marker and not _words(piece)


def _is_unclear(piece: Piece, rest: list[Piece], before: list[Piece]) -> bool:
    """Something there is no need to do, or a purpose that names a label.

    "To open «B», click «A»" and "open «B» by clicking «A»" may say what «A» does, or what to do next.
    """
    following = rest[0] if rest else None
    if following and following.marker == "by" and following.labels and piece.verb in ("click", "open"):
        return bool(by_role(piece.tokens, "«")[0])
    if piece.marker == "to" and piece.labels and piece.verb in ("click", "open"):
        done = [each for each in before if each.marker != "known"]
        return bool(done) and done[-1].labels != piece.labels if before else following is not None
    led_to = following is not None and following.verb is not None and following.marker == "to"
    return led_to and piece.verb is None and bool(SMALL["negations"] & set(piece.tokens))


def _lead(piece: Piece, following: Piece | None) -> list[str] | None:
    """What a piece that is not done itself hands on to the next: a place, or nothing. None for a piece of its own."""
    if following is None or following.verb is None or piece.marker == "unclear":
        return None
    tool = piece.written in ("use", "using") and following.marker == "to"
    if piece.verb and (following.marker == "by" or tool):
        # What follows says how: "withdraw it by pressing «Withdraw»", "use the sidebar to open «X»".
        direct = by_role(piece.tokens, "«")[0]
        acted_on = (direct and not (tool and direct == [MENU])) or SMALL["negations"] & set(piece.tokens)
        return None if acted_on else _as_place(piece)
    if following.marker == "by" and not piece.labels and not SMALL["negations"] & set(piece.tokens):
        return []
    return _where(piece)


def _past_purpose(rest: list[Piece]) -> Piece | None:
    """What follows, but for a purpose that is itself done "by …": "say why you want to go by choosing a reason"."""
    if len(rest) > 1 and rest[0].marker == "to" and rest[0].bare and rest[1].marker == "by":
        return rest[1]
    return rest[0] if rest else None


def _as_place(piece: Piece) -> list[str]:
    return ["in", *piece.labels] if piece.labels else []


def _only_a_purpose(piece: Piece, seen: list[str]) -> bool:
    """ "To …" with nothing new in it: no label or fact but the one just mentioned."""
    new = {*piece.labels, *(piece.facts if piece.verb != "finish" else [])} - set(seen[-1:])
    return piece.marker == "to" and not CHANGING & set(piece.tokens) and not new


def _words(piece: Piece) -> list[str]:
    return [token for token in piece.tokens if token not in SMALL["joins"] | SMALL["fillers"]]


def _where(piece: Piece) -> list[str] | None:
    """The place that a lead names for what follows ("On the left of «Settings», …"); empty where it names none."""
    words = [token for token in piece.tokens if token not in NOTHING]
    if piece.verb or piece.marker == "known" or CHANGING & set(words):
        return None
    if words and (words[0] not in SMALL["places"] | SMALL["means"] or len(piece.labels) > 1):
        return None
    if words[:1] == ["as"]:
        return ["as", *piece.facts]
    return _as_place(piece)


def _takes_each(piece: Piece) -> bool:
    """Whether it is done for each of several things; "for each open proposal" and "all contracts" are taken out."""
    at = next((at for at, token in enumerate(piece.tokens) if token in SMALL["several"]), None)
    if at is None or piece.verb not in (None, "click", "open", "finish", "repeat"):
        return False
    if at + 1 < len(piece.tokens) and piece.tokens[at + 1].removesuffix("s") in (*UNITS, "time"):
        return False
    end = at + 1
    while end < len(piece.tokens) and piece.tokens[end][0] not in "«⟦<,":
        if piece.tokens[end] in SMALL["means"] | SMALL["places"] and _leads_to_label(piece.tokens, end):
            break
        end += 1
    start = at - (at > 0 and piece.tokens[at - 1] in SMALL["places"])
    del piece.tokens[start:end]
    return True


def _leads_to_label(tokens: list[str], at: int) -> bool:
    after = (token for token in tokens[at + 1 :] if token not in SMALL["articles"])
    return next(after, "").startswith("«")


def _event(piece: Piece) -> list[str]:
    """What happens by itself: a label is shown or gone, an email arrives. Or nothing, where nothing is said."""
    happened = events(piece.tokens)
    if piece.facts == ["<email>"] and happened and not SMALL["negations"] & set(piece.tokens):
        return [arrives(piece.labels)]
    clear = all(_is_known(token) for token in _without_places(piece.tokens))
    if clear and piece.labels and (seen := said_of_labels(piece.tokens, piece.labels)):
        return seen
    if _states(piece) and not piece.labels:
        return []  # "The site asks for your password": only what the reader does about it can be done
    words = [token for token in _without_places(piece.tokens) if token not in NOTHING]
    return [piece.raw()] if words else []


def _states(piece: Piece) -> bool:
    """Whether it says what is or happens, not what to do: it has a subject, and no duty of the reader's."""
    words = [token for token in piece.tokens if token not in SMALL["joins"] | SMALL["fillers"] - SMALL["subjects"]]
    verbless = set(words) <= SMALL["articles"] | SMALL["kinds"] | CHANGING  # "(the second one)"
    duty = any(duty in " ".join(piece.tokens) for duty in SMALL["duties"])
    return not verbless and words[0] in SMALL["subjects"] and not (duty and words[0] in ("you", "we"))


def _without_places(tokens: list[str]) -> list[str]:
    """Without the phrases that hold no label and no fact, from a place or relative word up to the next comma."""
    kept: list[str] = []
    at = 0
    while at < len(tokens):
        end = at + 1
        if tokens[at] in SMALL["places"] | SMALL["starts"] | SMALL["means"] or tokens[at].endswith("ing"):
            while end < len(tokens) and tokens[end][0] not in "«⟦<," and tokens[end] not in CHANGING:
                end += 1
            if end == len(tokens) or tokens[end] == ",":
                at = end
                continue
            lead = _leading_place(tokens, at, end)
            if tokens[at] in ("which", "that", "you") and lead:
                at = lead  # "«B», which you find in the menu under «A»"
                continue
        kept.append(tokens[at])
        at += 1
    return kept


def _leading_place(tokens: list[str], at: int, end: int) -> int:
    """Where the place word stands that leads to the label at the end; 0 if none does."""
    small = SMALL["articles"] | SMALL["kinds"] | SMALL["naming"]
    last = next((here for here in range(end - 1, at, -1) if tokens[here] not in small), 0)
    leads = tokens[last] in SMALL["places"] | SMALL["means"]
    return last if tokens[end][0] in "«<" and leads else 0


def _is_clear(piece: Piece, tokens: list[str]) -> bool:
    """Whether no word changes the meaning, and none is unknown. What is only read or waited for may be said freely."""
    if piece.verb in ("read", "wait") or (piece.verb == "view" and not piece.labels):
        return not SMALL["negations"] & set(tokens)
    changing = CHANGING - SMALL["negations"] if piece.verb in ("see", "view") else CHANGING
    numbers = piece.verb not in ("see", "view") and any(token.isdigit() for token in tokens)
    nth = piece.verb in ("click", "open") and "first" in tokens
    return not numbers and not nth and not changing & set(tokens) and all(_is_known(token) for token in tokens)


def _is_known(token: str) -> bool:
    return token[0] in "«⟦<," or token.isdigit() or token in KNOWN or token.endswith("ly")


def _act(piece: Piece, seen: list[str]) -> list[str]:
    tokens = _without_places(piece.tokens)
    if not _is_clear(piece, tokens):
        return [piece.raw()]
    direct, places = by_role(tokens, "«")
    facts, told = by_role(tokens, "<")
    names = list(dict.fromkeys(fact.strip("<>") for fact in facts or told))
    texts = ACTS[piece.verb or ""](Complement(piece.written, direct, places, names, piece.tokens, seen))
    return [piece.raw()] if texts is None else texts
