"""Reduces the pieces of a sentence to acts, by grammar rather than by a list of phrases.

Phrases without a label or fact are skipped: articles, kinds ("button"), places ("in the top right"), purposes ("to
start"), relative clauses ("that suits you"). An act with a word that changes the meaning ("not", "second") is unclear.
"""

from dataclasses import replace

from flows.language.act import (
    REPEAT,
    REPEAT_UNSURE,
    UNCLEAR,
    Act,
    act,
    act_as_written,
    email,
    states,
    unclear_at,
    without_announced,
)
from flows.language.conditions import Condition, checks, is_given
from flows.language.contents import MENTIONING, contents, is_in_email, shown_in_email
from flows.language.context import in_context, join
from flows.language.ignored import Account, remarks
from flows.language.lexicon import BEFORE_NAMES, CHANGING, EMPTY, MENU, NUMBERS, PREPOSITIONS, SMALL, events, unknown
from flows.language.looks import Placed, positions, with_looks
from flows.language.phrases import cut
from flows.language.piece import Complement, Piece, names_in
from flows.language.repeats import chain, chain_from_click
from flows.language.sentence_parts import split, words_of
from flows.language.verb_meanings import ACTS_OF
from flows.language.vocabulary import LINKED

# Words that may lead to a place or a clause that holds no name.
LEADING = PREPOSITIONS | SMALL["starts"]
# Guards that count how long to wait.
COUNTING = {"half", *NUMBERS}
# Whose email it is not.
OTHER_READERS = {"client", "freelancer", "member", "manager", "admin", "owner", "them", "him", "her"}
# The conditions of a sentence, each with the checks that it comes to once acts depend on it.
Met = dict[Condition, tuple[Act, ...] | None]


def acts_in(sentence: str) -> tuple[list[Act], list[str]]:
    """The acts of a sentence, in order, some of them unclear, and what it says besides, as it is written."""
    acts: list[Act] = []
    mentioned: list[str] = []
    met: Met = {}
    account = Account(sentence)
    parts = words_of(sentence)
    placed = Placed({first: place for words, _ in parts for first, place in positions(words).items()})
    for segment in join(split(parts)):
        acts = _with_segment(acts, in_context(segment), mentioned, met, account, placed)
    acts += [condition.unclear for condition in met if not _is_used(condition, met, acts)]
    acts = [_with_quote(act, sentence) for act in acts]
    acts, announced = without_announced(acts)
    unplaced = placed.unclear(sentence)
    account.used += sorted(placed.used)
    ignored, changing = remarks([word for words, _ in parts for word in words], account)
    if not any(act.name == UNCLEAR for act in acts):
        acts += [*(Act(UNCLEAR, (remark.lower(), remark)) for remark in changing), *unplaced]
    return acts, [*ignored, *announced]


def _with_quote(act: Act, sentence: str) -> Act:
    """The act; if it is unclear, with the words of the sentence that it stands for."""
    if act.inside:
        act = replace(act, inside=tuple(_with_quote(inner, sentence) for inner in act.inside))
    if act.name != UNCLEAR or len(act.args) == 1:
        return act
    reduced, (start, end) = act.args
    return replace(act, args=(reduced, sentence[start:end].strip(" ,") or reduced))


def _is_used(condition: Condition, met: Met, acts: list[Act]) -> bool:
    """Whether acts depend on a condition, or give the facts that it names."""
    if condition.kind == "given":
        return all(is_given(fact, acts) for fact in condition.facts)
    return met[condition] is not None


def _under(condition: Condition, acts: list[Act], met: Met, placed: Placed) -> list[Act]:
    """The acts, made to depend on a condition; as they are if that is not clear."""
    if acts and not met.get(condition):
        own = Placed(placed.positions, placed.used)
        stated = [act for piece in cut(condition.tokens) for act in with_looks(_acts(piece, []), piece, own)]
        met[condition] = checks(condition, stated, acts)
    return [replace(act, condition=met[condition] or ()) for act in acts]


def _with_segment(
    acts: list[Act], segment: list[Piece], mentioned: list[str], met: Met, account: Account, placed: Placed
) -> list[Act]:
    own: list[Act] = []
    chain_starts: list[tuple[int, Condition | None]] = []
    opens_each = False
    for piece in segment:
        new = with_looks(_acts_of_piece(piece, mentioned, account), piece, placed)
        if piece.repeat and (piece.role == "context" or not (piece.verb or own or new)):
            chain_starts.append((len(own), piece.condition))  # "for each team, …"
        account.add(piece, _without_places(piece.tokens), new)
        if piece.condition:
            met.setdefault(piece.condition, None)
        if new == [REPEAT]:
            own, acts = chain([*acts, *own]) or [REPEAT], []
            continue
        adverbial = piece.role == "purpose" or piece.written.endswith("ing")
        if adverbial and own and new == [Act(own[-1].name, own[-1].args)]:
            own[-1] = replace(own[-1], looks=own[-1].looks or new[0].looks)
            new = []  # "choose an option to say why you are leaving" is one act
        if piece.repeat:
            new = [replace(act, each=piece.repeat == "act") for act in new]
        own += _under(piece.condition, new, met, placed) if piece.condition else new
        if piece.repeat == "chain" and piece.verb != "open":
            own = chain_from_click(own)
        opens_each = opens_each or (bool(piece.repeat) and piece.verb == "open")
        mentioned += [*piece.names.facts, *piece.names.places, *piece.names.direct]
        mentioned += [MENTIONING[act.name] for act in new if act.name in MENTIONING]
    if opens_each:
        own = chain_from_click(own)
    return [*acts, *_repeated(own, chain_starts, segment)]


def _repeated(acts: list[Act], starts: list[tuple[int, Condition | None]], segment: list[Piece]) -> list[Act]:
    """The acts, chained from each start ("for each team, …"), which may have a condition of its own."""
    for start, condition in reversed(starts):
        sure = condition or not (acts[start:] and acts[start].condition)
        acts = [*acts[:start], *(chain(acts[start:]) if sure else [*acts[start:], REPEAT_UNSURE])]
    repeats = any(act.each or act.name in (REPEAT.name, UNCLEAR) for act in acts)
    return acts if repeats or not any(piece.repeat for piece in segment) else [*acts, REPEAT]


def _acts_of_piece(piece: Piece, mentioned: list[str], account: Account) -> list[Act]:
    acts = [unclear_at(act, piece.words) for act in _acts(piece, mentioned)]
    return [replace(act, announced=account.quoted(piece)) for act in acts] if piece.announced else acts


def _acts(piece: Piece, mentioned: list[str]) -> list[Act]:
    if piece.role == "unclear":
        return _as_written(piece)
    if links := piece.names.links:
        return [act(LINKED, link) for link in links] if CHANGING.isdisjoint(piece.tokens) else _as_written(piece)
    if piece.role == "context" or (piece.role == "purpose" and _adds_nothing(piece, mentioned)):
        return []
    if piece.verb in (None, "see", "view") and (acts := contents(piece.tokens, mentioned)):
        return acts
    return _of_verb(piece, piece.verb, mentioned) if piece.verb else _of_event(piece, mentioned)


def _as_written(piece: Piece) -> list[Act]:
    """The act for these words as the vocabulary prints it, or an unclear one."""
    words = " ".join(filter(None, [piece.written, *piece.tokens]))
    return [act_as_written(words.replace("<", "").replace(">", ""))]


def _adds_nothing(piece: Piece, mentioned: list[str]) -> bool:
    """Whether a purpose names nothing but the label or fact just mentioned."""
    names = {*piece.names.labels, *(piece.names.facts if piece.verb != "finish" else [])}
    return CHANGING.isdisjoint(piece.tokens) and names <= set(mentioned[-1:])


def _of_verb(piece: Piece, verb: str, mentioned: list[str]) -> list[Act]:
    tokens = _without_places(piece.tokens)
    if not _is_clear(piece, tokens):
        return _as_written(piece)
    names = piece.names if tokens == piece.tokens else names_in(tokens)
    labels = [*names.direct, *names.places]
    acts = ACTS_OF[verb](
        Complement(piece.written, piece.tokens, labels, names.direct, names.places, names.direct_facts, mentioned)
    )
    return _as_written(piece) if acts is None else acts


def _is_clear(piece: Piece, tokens: list[str]) -> bool:
    """Whether every word is known and none changes the meaning; reading and waiting are freer."""
    if piece.verb == "wait":
        reasons = [at for at, token in enumerate(tokens) if token in ("for", "until", "so")]
        return (CHANGING - COUNTING).isdisjoint(tokens[: min(reasons, default=len(tokens))])
    if piece.verb == "read" or (piece.verb == "view" and not piece.names.labels):
        return (CHANGING if piece.names.facts else SMALL["negations"]).isdisjoint(tokens)
    if piece.verb in ("see", "view"):
        return (CHANGING - SMALL["negations"]).isdisjoint(tokens) and not unknown(tokens)
    first = "first" in tokens and (
        piece.verb in ("click", "open") or not EMPTY.issuperset(tokens[tokens.index("first") :])
    )
    counted = any(map(str.isdigit, tokens)) or first
    return not counted and CHANGING.isdisjoint(tokens) and not unknown(tokens)


def _of_event(piece: Piece, mentioned: list[str]) -> list[Act]:
    """What happens by itself: a label is shown, an email arrives."""
    labels = piece.names.labels
    tokens = _without_places(piece.tokens)
    words = [token for token in tokens if token not in EMPTY]
    only_labels = set(words) <= set(labels)
    if "›" in piece.tokens and set(words) <= {*labels, *SMALL["sides"], *SMALL["places"]}:
        return [act("click", label) for label in labels]  # a path that starts with the picture
    if labels == mentioned[-1:] == [MENU] and only_labels:
        return []  # "the account menu (your picture in the top right)"
    if is_in_email(piece.tokens) and labels and (acts := states(piece.tokens, labels)):
        return shown_in_email(acts)
    mailed = piece.names.facts == ["<email>"] and (CHANGING | OTHER_READERS).isdisjoint(piece.tokens)
    if mailed and (happens := events(piece.tokens)):
        address = "arrives" not in happens and piece.tokens[piece.tokens.index("<email>") - 1] == "your"
        if address:
            return _as_written(piece)  # "«A» shows your email"
        return [email(labels)]
    if labels and not unknown(tokens) and (acts := states(piece.tokens, labels)):
        return acts
    if not words or (not labels and _is_statement(piece)):
        return []  # "The site asks for your password" is nothing to do; what the reader does about it is
    return _as_written(piece)


def _is_statement(piece: Piece) -> bool:
    """Whether it states what is or happens: it has a subject, and no duty of the reader."""
    words = [token for token in piece.tokens if token not in SMALL["joins"] | SMALL["fillers"] - SMALL["subjects"]]
    if set(words) <= SMALL["articles"] | SMALL["kinds"] | CHANGING:
        return False  # "(the second one)"
    thing = words[0] in SMALL["kinds"] | {"several"} or words[0].startswith("<")
    subject = words[0] in SMALL["subjects"] or (thing and not {"is", "are", "has", "will"}.isdisjoint(piece.tokens))
    duty = words[0] in ("you", "we") and any(duty in " ".join(piece.tokens) for duty in SMALL["duties"])
    return subject and not duty


def _without_places(tokens: list[str]) -> list[str]:
    """The tokens without phrases that hold no name: a place or relative word up to a comma."""
    ends = _next_ends(tokens)
    kept: list[str] = []
    at = 0
    while at < len(tokens):
        if tokens[at] in LEADING or (tokens[at].endswith("ing") and tokens[at] not in CHANGING):
            end = ends[at + 1]
            if end == len(tokens) or tokens[end] == ",":
                at = end
                continue
            if tokens[at] in ("which", "that", "you") and (place := _last_place(tokens, at, end)):
                at = place  # "«B», which you find in the menu under «A»"
                continue
        kept.append(tokens[at])
        at += 1
    return kept


def _next_ends(tokens: list[str]) -> list[int]:
    """For each position, where a phrase that starts there must end: at a name, a comma, or a word that changes it."""
    ends = [len(tokens)] * (len(tokens) + 1)
    for at in range(len(tokens) - 1, -1, -1):
        ends[at] = at if tokens[at][0] in "«⟦<," or tokens[at] in CHANGING else ends[at + 1]
    return ends


def _last_place(tokens: list[str], at: int, end: int) -> int:
    """The position of the place word that leads to the name at the end; 0 if none does."""
    last = next((here for here in range(end - 1, at, -1) if tokens[here] not in BEFORE_NAMES), 0)
    return last if tokens[end][0] in "«<" and tokens[last] in PREPOSITIONS else 0
