"""What the pieces of a part say of each other: which only says where, how or what for, and which is done.

A piece that only says where, or what for, becomes one that is known and not done.
"""

from itertools import pairwise

from flows.language.complement import by_role, events
from flows.language.normalise import CHANGING, SMALL
from flows.language.phrases import CHOOSING, MENU, PRONOUNS, Piece
from flows.language.verbs import UNITS

NOTHING = SMALL["joins"] | SMALL["fillers"] | SMALL["articles"] | SMALL["kinds"]


def joined(parts: list[list[Piece]]) -> list[list[Piece]]:
    """The parts, where "«X» is under your picture. Click it." is one."""
    found: list[list[Piece]] = []
    for part in parts:
        if found and found[-1] and _is_found_there(found[-1][-1]):
            found[-1] += part
        else:
            found.append(part)
    return found


def _is_found_there(piece: Piece) -> bool:
    """Whether it says that something is in the account menu."""
    direct, places = by_role(piece.tokens, "«")
    told = piece.verb in ("see", "view") or (piece.verb is None and events(piece.tokens) == {"shown"})
    return told and len(direct) == 1 and places == [MENU] and not piece.optional and not piece.marker


def settle(part: list[Piece]) -> list[Piece]:
    """Give each piece what its neighbours say of it.

    A piece that only says where, or what for, becomes one that is known and not done.
    """
    _name(part)
    carried: list[str] = []
    for index, piece in enumerate(part):
        before, rest = part[:index], part[index + 1 :]
        if carried and piece.verb in ("see", "view"):
            piece.tokens, carried = [*piece.tokens, ",", *carried], []
        _hear(piece, before, rest)
        if _is_goal(piece, rest):
            piece.marker = "known"
            continue
        if _is_unclear(piece, rest, [each for each in before if each.verb]):
            piece.written, piece.marker = f"{piece.marker} {piece.written}".strip(), "unclear"
        piece.each = _takes_each(piece)
        lead = _lead(piece, _past_purpose(rest))
        if lead is not None:
            carried, piece.marker = [*carried, *lead], "known"
        elif before and before[-1].marker == "by" and piece.verb == "finish" and piece.bare:
            piece.marker = "known"  # "by pressing «Confirm», agree to the terms"
        elif carried:
            piece.tokens, carried = [*piece.tokens, ",", *carried], []
    return part


def _name(part: list[Piece]) -> None:
    """Name the things and the order of acts that a writer leaves to the reader."""
    for piece in part:
        _name_settings(piece)
        _name_place(piece)
    for index, (piece, after) in enumerate(pairwise(part)):
        if piece.verb == "see" and after.verb == "scroll" and after.marker == "by":
            part[index : index + 2] = [after, piece]  # "find «X» by scrolling down"
        if piece.written == "use" and piece.facts and not CHANGING & set(piece.tokens) and after.marker == "to":
            _use(piece, after)
        if after.written in CHOOSING and after.written.endswith("ing") and piece.facts == ["<reason>"]:
            after.marker = after.marker or "by"  # "give your reason, choosing it from the list"
        if piece.verb == "open" and piece.bare and after.verb == "log-in" and after.marker == "to":
            after.marker = ""  # "go to the log-in page to sign in"


def _hear(piece: Piece, before: list[Piece], rest: list[Piece]) -> None:
    """Take from the pieces beside it what is acted on, or what is asked for."""
    if rest and _shares(piece, rest[0]):
        piece.tokens = list(rest[0].tokens)  # "find and click «X»"
    if piece.written in CHOOSING:
        # "select «X» when you are asked for a reason", or the other way round
        told = [*before[-1:], *rest[:1]] if piece.labels else rest[:1]
        piece.tokens += [fact for each in told if each.marker == "known" or _is_scene(each) for fact in each.facts]


def _name_settings(piece: Piece) -> None:
    """Make the settings a label where they are what is opened: "go to your account settings"."""
    if piece.verb not in ("click", "open") or "settings" not in piece.tokens or set(piece.labels) - {MENU}:
        return
    at = piece.tokens.index("settings")
    if set(piece.tokens[:at]) <= SMALL["articles"] | SMALL["fillers"] | {"account", "user", "worklane", "site"}:
        piece.tokens[: at + 1] = ["«Settings»"]


def _is_scene(piece: Piece) -> bool:
    """Whether it only says what will be there: "you will see a list of reasons"."""
    return piece.verb == "view" and not piece.labels and not SMALL["negations"] & set(piece.tokens)


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
    """Whether it only says what the rest comes to: "open «B» by clicking «A», then «B»", "open «B» by clicking it".

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
        and following.labels == [MENU] != direct
        and not CHANGING & set(following.tokens)
    ):
        following.tokens = [*direct, "in", MENU]
    return any(set(direct) <= set(by_role(each.tokens, "«")[0]) for each in means)


def _shares(piece: Piece, following: Piece) -> bool:
    """Whether two verbs have one object."""
    takes_one = piece.verb in ("click", "open", "see", "read", "finish") and following.verb is not None
    return takes_one and not piece.marker and not following.marker and not _words(piece)


def _is_unclear(piece: Piece, rest: list[Piece], before: list[Piece]) -> bool:
    """Something there is no need to do, or a purpose that names a label.

    "To open «B», click «A»" and "open «B» by clicking «A»" may say what «A» does, or what to do next.
    """
    following = rest[0] if rest else None
    named = following is not None and (following.labels or following.facts)
    if following and following.marker == "by" and named and piece.verb in ("click", "open"):
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
        return None if acted_on else [*_as_place(piece), *_as_reason(piece)]
    if following.marker == "by" and not piece.labels and not SMALL["negations"] & set(piece.tokens):
        return []
    return _where(piece)


def _as_place(piece: Piece) -> list[str]:
    return ["in", *piece.labels] if piece.labels else []


def _as_reason(piece: Piece) -> list[str]:
    """What a lead about the reason hands on: "say why you leave by choosing «X»" chooses a reason."""
    return ["as", "<reason>"] if piece.facts == ["<reason>"] else []


def _past_purpose(rest: list[Piece]) -> Piece | None:
    """What follows, but for a purpose that is itself done "by …": "say why you want to go by choosing a reason"."""
    if len(rest) > 1 and rest[0].marker == "to" and rest[0].bare and rest[1].marker == "by":
        return rest[1]
    return rest[0] if rest else None


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
    on_screen = {"dialog", "page", "screen", "window", "form", "step", "section"} & set(piece.tokens)
    listed = words[:1] and words[0] in ("in", "from", "for", "among", "out", "of") and not on_screen
    return [*_as_place(piece), *(_as_reason(piece) if listed else [])]


def _takes_each(piece: Piece) -> str:
    """Whether it is done for each of several things; "for each open proposal" and "all contracts" are taken out.

    ``own`` where they are what it is about itself ("all «Withdraw» buttons"), ``shared`` where others may be too.
    """
    at = next((at for at, token in enumerate(piece.tokens) if token in SMALL["several"]), None)
    if at is None or piece.verb not in (None, "click", "open", "finish", "repeat"):
        return ""
    if at + 1 < len(piece.tokens) and piece.tokens[at + 1].removesuffix("s") in (*UNITS, "time"):
        return ""
    end = at + 1
    while end < len(piece.tokens) and piece.tokens[end][0] not in "«⟦<," and piece.tokens[end] not in CHANGING:
        if piece.tokens[end] in SMALL["means"] | SMALL["places"] and _leads_to_label(piece.tokens, end):
            break
        end += 1
    led = at > 0 and piece.tokens[at - 1] in SMALL["places"]
    own = not led and piece.verb == "click"
    if own and len(piece.labels) > 1:
        return ""
    of_label = led and end == at + 1 < len(piece.tokens) and piece.tokens[end].startswith("«")
    piece.tokens[at - led : end] = ["in"] if of_label else []  # "next to each «Member»"
    return "own" if own else "shared"


def _leads_to_label(tokens: list[str], at: int) -> bool:
    after = (token for token in tokens[at + 1 :] if token not in SMALL["articles"])
    return next(after, "").startswith("«")
