"""How readings print things and places, and what of these a page leaves open."""

from flows.language.act import Act
from flows.prose.clause import Clause, Kind
from flows.prose.complement import Complement
from flows.prose.lexicon import LABELS, WORDS
from flows.prose.things import Thing, lowered

LabelPath = tuple[str, ...]
MAIL = ("email", "mail", "message", "inbox", "mailbox", "newsletter")
PRONOUNS = ("it", "this", "that", "them")


def label(path: LabelPath) -> str:
    """A path of labels as steps have it."""
    return "›".join(f"«{part}»" for part in path)


def with_menu(item: Thing) -> Thing:
    """The thing, by the label of the account menu if it is what writers call that."""
    if not item.named and (menu := LABELS.get(item.head.lower())):
        item.paths = [(menu,)]
    return item


def only_screen(words: list[str]) -> bool:
    """Whether words only say where on the screen something is, and leave the reader no choice."""
    return "you" not in words and (not WORDS["screens"].isdisjoint(words) or any("«" in word for word in words))


def printed(item: Thing) -> tuple[str, list[str]]:
    """A thing as readings print it, in {} if it must be given; and what must be."""
    if not item.named:
        return f"{{{lowered(item.text)}}}", [lowered(item.text)]
    labels = (" or " if item.either else " and ").join(map(label, item.paths))
    rest = lowered(" ".join(item.rest))
    if not rest or only_screen(rest.lower().replace(",", "").split()):
        return f"{labels} {rest}" if "«" in rest else labels, []
    return f"{labels} {{{rest}}}", [rest]


def printed_places(has: Complement) -> tuple[str, list[str], list[LabelPath]]:
    """Where something is, as readings print it; what of it must be given; and the labels it has."""
    text, needs, labels = "", [], []
    for lead, place in has.places:
        if with_menu(place).named or only_screen(place.low):
            text += f" {lead} {place.text}"
            labels += place.paths
        else:
            texts, more = printed(place)
            text += f" {lead} {texts}"
            needs += more
    return text, needs, labels


def clause(
    verb: str, has: Complement, texts: list[str], needs: list[str], acts: list[Act], kind: Kind = "act"
) -> Clause:
    """A clause about things, with their places; it comes to acts if nothing in it must be given."""
    where, more, _ = printed_places(has)
    leads = "".join(f", which leads to {label(path)}" for path in has.leads_to)
    joint = " or " if any(item.either for item in has.objects) else " and "
    needs = [need for need in dict.fromkeys([*needs, *more]) if has.known.get(need) is not True]
    text = " ".join(filter(None, [verb, joint.join(texts), where.strip()])) + leads
    return Clause(kind, text, needs=tuple(needs), acts=() if needs else tuple(acts))


def is_mail(item: Thing) -> bool:
    """Whether a thing is an email, or where emails are."""
    return bool(item.words) and item.words[-1].lower() in MAIL


def is_mailed_link(has: Complement) -> bool:
    """Whether the object is a link in an email that the clause names."""
    linked = bool(has.objects) and not has.objects[0].named and has.objects[0].head.lower().endswith("link")
    return linked and any(is_mail(place) for _, place in has.places)


def is_elsewhere(things: list[Thing]) -> bool:
    """Whether things are not on the site: an authenticator, a phone, a safe place."""
    text = f" {' '.join(item.head.lower() for item in things if not item.named or item.style == 'em')} "
    return any(f" {word} " in text for word in WORDS["elsewhere"])


def is_pronoun(item: Thing) -> bool:
    """Whether it is "it", or "this button", whose name is elsewhere."""
    words = item.head.lower().split()
    return not item.named and words[:1] in ([word] for word in PRONOUNS) and WORDS["kinds"].issuperset(words[1:])
