"""Reads each piece of a segment together with its neighbors: one that only says where or why becomes context."""

from dataclasses import replace

from flows.language.lexicon import CHANGING, CHOOSING, CONNECTING, EMPTY, MENU, PREPOSITIONS, PRONOUNS, SMALL, events
from flows.language.phrases import LEADS
from flows.language.piece import Piece
from flows.language.repeats import without_each
from flows.language.traced_text import spanning

PRESSING = ("click", "open")
LOOKING = ("see", "view")
LEAD_WORDS = {role: word for word, role in LEADS.items()}
# Words that begin a case, which nothing on the screen tells.
RESTRICTING = frozenset(("for", "with", "while", "having", "being", "among", "within"))
# A place on one of these is no list of reasons.
WHOLE_SCREENS = frozenset(("dialog", "page", "screen", "window", "form", "step", "section"))
# Words before "settings" that only say whose they are.
WHOSE = SMALL["articles"] | SMALL["fillers"] | {"account", "user", "worklane", "site"}


def join(segments: list[list[Piece]]) -> list[list[Piece]]:
    """The segments, where "«X» is under your picture. Click it." becomes one."""
    joined: list[list[Piece]] = []
    for segment in segments:
        if joined and joined[-1] and _is_in_menu(joined[-1][-1]):
            joined[-1] += segment
        else:
            joined.append(segment)
    return joined


def in_context(segment: list[Piece]) -> list[Piece]:
    """The pieces, each changed by what its neighbours say about it."""
    pieces = list(map(_with_labels, segment))
    if len(pieces) == 1:
        return list(map(without_each, pieces))
    for at in range(len(pieces) - 1):
        pieces[at : at + 2] = _as_pair(pieces[at], pieces[at + 1])
    places: list[str] = []
    for at in range(len(pieces)):
        before, piece, rest = pieces[:at], pieces[at], pieces[at + 1 :]
        if places and piece.verb in LOOKING:
            piece, places = _plus(piece, ",", *places), []
        piece = _with_object(piece, before, rest)
        if (acts := _acts_for_goal(piece, rest)) is not None:
            pieces[at:] = [replace(piece, role="context"), *acts]
            continue
        if _is_ambiguous(piece, before, rest) or _restricts(piece):
            written = f"{LEAD_WORDS.get(piece.role, '')} {piece.written}".strip()
            piece = replace(piece, written=written, role="unclear")
        piece = without_each(piece)
        if (place := _place(piece, rest)) is not None:
            piece, places = replace(piece, role="context"), [*places, *place]
        elif before and before[-1].role == "means" and piece.verb == "finish" and pieces[at].bare:
            piece = replace(piece, role="context")  # "by pressing «Confirm», agree to the terms"
        elif places:
            piece, places = _plus(piece, ",", *places), []
        pieces[at] = piece
    return pieces


def _plus(piece: Piece, *tokens: str) -> Piece:
    return replace(piece, tokens=[*piece.tokens, *tokens])


def _is_in_menu(piece: Piece) -> bool:
    shown = piece.verb in LOOKING or (piece.verb is None and events(piece.tokens) == {"shown"})
    names = piece.names
    return shown and len(names.direct) == 1 and names.places == [MENU] and not piece.condition and piece.role == "main"


def _with_labels(piece: Piece) -> Piece:
    """The piece with labels for its settings ("go to your account settings") and its menu ("via your picture")."""
    if piece.verb not in PRESSING:
        return piece
    tokens, labels = piece.tokens, piece.names.labels
    if "settings" in tokens and set(labels) <= {MENU}:
        at = tokens.index("settings")
        if WHOSE.issuperset(tokens[:at]):
            settings = spanning("«Settings»", tokens[: at + 1])
            tokens, labels = [settings, *tokens[at + 1 :]], [settings, *labels]
    if MENU in labels[1:]:
        before = [at for at in range(tokens.index(MENU)) if tokens[at] not in SMALL["articles"]]
        if before and tokens[before[-1]] in ("via", "using"):
            tokens = [*tokens[: before[-1]], "in", *tokens[before[-1] + 1 :]]
    return replace(piece, tokens=tokens) if tokens is not piece.tokens else piece


def _as_pair(piece: Piece, after: Piece) -> tuple[Piece, Piece]:
    if piece.verb == "see" and after.verb == "scroll" and after.role == "means":
        return after, piece  # "find «X» by scrolling down"
    if after.role == "purpose" and piece.written == "use" and piece.names.facts and CHANGING.isdisjoint(piece.tokens):
        if after.verb in ("finish", "see") and after.bare and not piece.names.labels:
            piece = replace(piece, verb="enter", written="enter")  # "use your password to confirm"
        elif after.verb == "log-in":  # "use your email and password to log in" only says with what
            return replace(piece, role="context"), replace(after, role="main")
    if after.role == "main" and after.written in CHOOSING and after.written.endswith("ing"):
        if piece.names.facts == ["<reason>"]:
            after = replace(after, role="means")  # "give your reason, choosing it from the list"
    elif after.role == "purpose" and after.verb == "log-in" and piece.verb == "open" and piece.bare:
        after = replace(after, role="main")  # "go to the log-in page to sign in"
    return piece, after


def _with_object(piece: Piece, before: list[Piece], rest: list[Piece]) -> Piece:
    """The piece with the object or the reason that it shares with its neighbours."""
    if rest and _shares_object(piece, rest[0]):
        piece = replace(piece, tokens=rest[0].tokens)  # "find and click «X»"
    if piece.written in CHOOSING:
        # "select «X» when you are asked for a reason", or the other way round
        neighbours = [*before[-1:], *rest[:1]] if piece.names.labels else rest[:1]
        facts = [
            fact for other in neighbours if other.role == "context" or _is_scene(other) for fact in other.names.facts
        ]
        piece = _plus(piece, *facts)
    return piece


def _shares_object(piece: Piece, after: Piece) -> bool:
    takes_one = piece.verb in ("click", "open", "see", "read", "finish") and after.verb is not None
    return takes_one and piece.role == after.role == "main" and CONNECTING.issuperset(piece.tokens)


def _is_scene(piece: Piece) -> bool:
    """Whether it only says what will be there: "you will see a list of reasons"."""
    return piece.verb == "view" and not piece.names.labels and SMALL["negations"].isdisjoint(piece.tokens)


def _acts_for_goal(piece: Piece, rest: list[Piece]) -> list[Piece] | None:
    """The acts that lead to a goal, or None: "open «B» by clicking «A», then «B»", "open «B» by clicking it".

    "Find «X» under your picture and click it" is one act: the picture opens the menu.
    """
    direct = piece.names.direct
    if not rest or not direct or not CHANGING.isdisjoint(piece.tokens):
        return None
    in_menu = _is_in_menu(piece)
    led = piece.role == "purpose" or rest[0].role == "means"
    if not in_menu and not (led and piece.verb in PRESSING):
        return None
    place = ["in", *piece.names.places] if in_menu else []
    acts = [_with_antecedent(other, direct, place) if other.verb in PRESSING else other for other in rest]
    pressed = [act for act in acts if act.verb in PRESSING]
    through_menu = pressed == acts[:1] and acts[0].role == "means" and acts[0].names.labels == [MENU] != direct
    if through_menu and CHANGING.isdisjoint(acts[0].tokens):
        return [replace(acts[0], tokens=[*direct, "in", MENU]), *acts[1:]]
    return acts if any(set(direct) <= set(act.names.direct) for act in pressed) else None


def _with_antecedent(piece: Piece, labels: list[str], place: list[str]) -> Piece:
    if piece.names.direct or PRONOUNS.isdisjoint(piece.tokens):
        return piece
    return replace(piece, tokens=[*labels, *(token for token in piece.tokens if token not in PRONOUNS), *place])


def _is_ambiguous(piece: Piece, before: list[Piece], rest: list[Piece]) -> bool:
    """Whether «B» in "to open «B», click «A»" may be the effect of «A», or the next thing to click."""
    following = rest[0] if rest else None
    pressing = piece.verb in PRESSING
    if pressing and following and following.role == "means" and (following.names.labels or following.names.facts):
        return bool(piece.names.direct)
    if pressing and piece.role == "purpose" and piece.names.labels:
        acts = [other for other in before if other.verb]
        done = [other for other in acts if other.role != "context"]
        return bool(done) and done[-1].names.labels != piece.names.labels if acts else following is not None
    if following and following.role == "means" and piece.verb is None and events(piece.tokens):
        # "An email is sent by clicking «A»" is checked afterwards, and "the page appears …" not at all.
        return "arrives" in events(piece.tokens) or bool(piece.names.labels)
    leads = following is not None and following.verb is not None and following.role == "purpose"
    return leads and piece.verb is None and not SMALL["negations"].isdisjoint(piece.tokens)


def _restricts(piece: Piece) -> bool:
    """Whether it says in which case the rest is done: "for accounts with a balance", "with a balance"."""
    words = [token for token in piece.tokens if token not in EMPTY or token in RESTRICTING]
    named = any(token[0] in "«⟦<" for token in words)
    restricts = piece.verb is None and piece.role == "main" and words[:1] and words[0] in RESTRICTING and not named
    return bool(restricts) and SMALL["quantifiers"].isdisjoint(words) and not SMALL["aims"].issuperset(words[1:])


def _place(piece: Piece, rest: list[Piece]) -> list[str] | None:
    """What context adds to the next piece: a place, a reason or nothing. None if it is an act."""
    following = rest[0] if rest else None
    if len(rest) > 1 and rest[0].role == "purpose" and rest[0].bare and rest[1].role == "means":
        following = rest[1]  # "say why you want to go by choosing a reason"
    if following is None or following.verb is None or piece.role == "unclear":
        return None
    negated = not SMALL["negations"].isdisjoint(piece.tokens)
    is_tool = piece.written in ("use", "using") and following.role == "purpose"
    if piece.verb and (following.role == "means" or is_tool):
        # What follows says how: "withdraw it by pressing «Withdraw»", "use the sidebar to open «X»".
        direct = piece.names.direct
        acted_on = direct and not (is_tool and direct == [MENU])
        return None if acted_on or negated else [*_as_place(piece), *_as_reason(piece)]
    if following.role == "means" and not piece.names.labels and not negated:
        return []
    return _where(piece, looks=following.verb in LOOKING)


def _as_place(piece: Piece) -> list[str]:
    return ["in", *piece.names.labels] if piece.names.labels else []


def _as_reason(piece: Piece) -> list[str]:
    """The reason: "say why you leave by choosing «X»" chooses a reason."""
    return ["as", "<reason>"] if piece.names.facts == ["<reason>"] else []


def _where(piece: Piece, *, looks: bool) -> list[str] | None:
    """The place that a piece names for the next ("On the left of «Settings», …", "In the email, …")."""
    if piece.verb is None and piece.names.facts == ["<email>"] and not piece.names.labels and looks:
        return [token for token in piece.tokens if token in ("in", "your", "<email>")]
    words = [token for token in piece.tokens if token not in EMPTY]
    if piece.verb or piece.role == "context" or not CHANGING.isdisjoint(words):
        return None
    if not words:
        return _as_place(piece)
    if words[0] not in PREPOSITIONS or len(piece.names.labels) > 1:
        return None
    if words[0] == "as":
        return ["as", *piece.names.facts]
    listed = words[0] in ("in", "from", "for", "among", "out", "of") and WHOLE_SCREENS.isdisjoint(piece.tokens)
    return [*_as_place(piece), *(_as_reason(piece) if listed else [])]
