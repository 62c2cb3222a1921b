"""What each class of verb makes of what follows it."""

from collections.abc import Callable

from flows.language.act import Act, act
from flows.prose.clause import Clause
from flows.prose.complement import Complement
from flows.prose.lexicon import FACTS, LEXICON
from flows.prose.sentence import UnclearError
from flows.prose.things import Thing, lowered
from flows.prose.wording import (
    clause,
    is_elsewhere,
    is_mail,
    is_mailed_link,
    label,
    printed,
    printed_places,
    with_menu,
)

Meaning = Callable[[str, Complement], Clause]
GOALS = frozenset(LEXICON["verbs"]["goal"])
CHOOSING = ("select", "choose", "pick", "use")
AGAIN = "what to press again"
REASONS = ("reason", "reasons")
BOXES = frozenset(("box", "boxes", "checkbox", "checkboxes", "option", "options", "toggle"))
SUBJECTS = frozenset(("subject", "titled", "title", "called"))
EDGES = frozenset(("bottom", "end", "top"))
LITERAL = ("quote", "code")
IN_FIELD = ("in", "into", "under", "on", "at", "next to", "inside", "within", "to", "beside")
TOWARDS = ("to", "at", "from", "in", "on", "into")
MAILED_LINK = Clause("act", "open the link in the email", acts=(act("open_mailed_link"),))


def press(verb: str, has: Complement) -> Clause:
    """A control that is pressed, or a thing that is picked."""
    if not has.objects and has.places and has.places[0][0] == "on":
        has.objects.append(has.places.pop(0)[1])
    if not has.objects:
        if verb in ("tap", "click") and not has.places:
            control = has.known.get(AGAIN)
            again = [act("click", f"«{control}»")] if isinstance(control, str) and control else []
            return clause(f"{verb} again", has, [f"«{control}»"] if again else [], [] if again else [AGAIN], again)
        raise UnclearError("nothing to press", has.end - 1)
    if verb == "check" and not any(len(item.words) == 1 or BOXES.intersection(item.low) for item in has.objects):
        return look(verb, has)
    if is_elsewhere(has.objects):
        return outside(verb, has)
    first = has.objects[0]
    if verb in CHOOSING and first.named and len(first.paths) == 1 and first.low[:2] == ["the", "reason"]:
        return clause(verb, has, [first.text], [], [act("choose_this_reason", label(first.paths[0]))])
    if verb in CHOOSING and not first.named and first.words[-1].lower() in REASONS:
        return clause(verb, has, [has.objects[0].text], [], [act("choose_reason")])
    if is_mailed_link(has):
        return MAILED_LINK
    if verb in CHOOSING and not has.objects[-1].named and GOALS.intersection(has.aim_text.split()[1:2]):
        has.objects[-1].rest.append(has.aim_text)  # "select the file to delete"
    return _named(verb, has, _press)


def _press(path: tuple[str, ...], places: list[tuple[str, ...]]) -> Act:
    return act("click_in", label(path[-1:]), label(places[-1][-1:])) if places else act("click", label(path))


def _named(verb: str, has: Complement, done: Callable[[tuple[str, ...], list[tuple[str, ...]]], Act]) -> Clause:
    """A clause whose act is done to each object that has a name."""
    _, _, places = printed_places(has)
    things = [(item, printed(with_menu(item))) for item in has.objects]
    acts = [done(path, places) for item, _ in things if not item.either for path in item.paths]
    return clause(
        verb, has, [texts for _, (texts, _) in things], [need for _, (_, needs) in things for need in needs], acts
    )


def go(verb: str, has: Complement) -> Clause:
    """A page of the site, by name or address; an email; or something outside the site."""
    if not has.objects:
        first = next((at for at, (lead, _) in enumerate(has.places) if lead in TOWARDS), None)
        if first is None:
            raise UnclearError("nowhere to go", has.end - 1)
        has.objects = [has.places.pop(first)[1]]
    if is_mailed_link(has) or (is_mail(has.objects[0]) and "link" in has.objects[0].low):
        return MAILED_LINK
    if is_mail(has.objects[0]):
        return mail(has)
    if is_elsewhere(has.objects):
        return outside(verb, has)
    read_as = "go to" if verb.startswith(("go", "navigate", "head")) else verb
    addresses = any(item.style == "address" for item in has.objects)
    return _named(read_as, has, lambda path, _: act("open_site") if addresses else act("open", label(path)))


def mail(has: Complement) -> Clause:
    """An email that is looked for or opened, by its subject if it has one."""
    senders = [printed(item)[0] for item in has.things if item.named and not SUBJECTS.intersection(item.low)]
    sender = f" from {' and '.join(senders)}, which is not checked" if senders else ""
    subjects = [path for item in has.things if item.named and SUBJECTS.intersection(item.low) for path in item.paths]
    if not subjects:
        return Clause("check", f"an email arrives{sender}", acts=(act("email_arrives"),))
    titled = label(subjects[-1][-1:])
    return Clause("check", f"an email arrives, titled {titled}{sender}", acts=(act("email_titled_arrives", titled),))


def enter(verb: str, has: Complement) -> Clause:
    """A value in a field: what the reader knows, what the page says literally, or what must be given."""
    if not has.objects and has.places and has.places[0][0] == "in" and verb in ("type", "fill"):
        has.objects.append(has.places.pop(0)[1])
    if not has.objects:
        raise UnclearError("nothing to enter", has.end - 1)
    fields = [place.paths[0][-1:] for lead, place in has.places if lead in IN_FIELD and place.named]
    texts, needs, acts = [], [], []
    for item in has.objects:
        text, more = printed(item)
        if fact := _fact(item):
            text, more = item.text, []
            acts.append(act("enter_known_in", fact, label(fields[0])) if fields else act("enter", fact))
        elif item.named and (item.style in LITERAL or verb.startswith("type") or fields):
            more = [*more, *([] if fields else [f"the field for {text}"])]
            acts += [act("enter_in", label(item.paths[0][:1]), label(field)) for field in fields[:1]]
        elif item.named and isinstance(value := has.known.get(item.paths[-1][-1]), str):
            text = f"«{value}» in {text}"
            acts.append(act("enter_in", f"«{value}»", label(item.paths[-1][-1:])))
        elif item.named:
            text, more = f"{{a value}} in {text}", [path[-1] for path in item.paths]
        texts.append(text)
        needs += more
    return clause(verb, has, texts, needs, acts)


def _fact(item: Thing) -> str | None:
    """What the reader knows by itself; "the code from your app" is one, too."""
    return FACTS.get(item.text.lower()) or (FACTS.get(item.head.lower()) if "app" in item.low else None)


def change(verb: str, has: Complement) -> Clause:
    """Something that is changed, without the way to do it."""
    if verb == "do" or not has.things:
        raise UnclearError("nothing to change" if verb != "do" else "“do”", has.end - 1)
    values = [place for lead, place in has.places if lead == "to" and place.named]
    if values and len(has.objects) == 1 and has.objects[0].named:
        done = act("enter_in", label(values[0].paths[0][:1]), label(has.objects[0].paths[0][-1:]))
        return clause(verb, has, [printed(has.objects[0])[0]], [], [done])
    things = [(item.text, printed(item)) for item in has.objects]
    needs = [need for text, (_, more) in things for need in (more or [text])]
    return clause(verb, has, [texts for _, (texts, _) in things], needs, [])


def goal(verb: str, has: Complement) -> Clause:
    """What is achieved: with a control that is named, or in a way that must be given."""
    names = [item for item in has.objects if item.named and item.style != "link"]
    if names and len(names) == len(has.objects) and verb in ("confirm", "delete", "cancel", "submit", "save"):
        raise UnclearError("whether the name is pressed", has.end - 1)
    if tools := [place for lead, place in has.places if lead in ("with", "via", "using", "through") and place.named]:
        acts = tuple(act("click", label(path)) for path in tools[0].paths)
        return Clause("act", f"press {printed(tools[0])[0]}", acts=acts)
    if verb in ("save", "download", "share") and is_elsewhere(has.things):
        return outside(verb, has)
    text = " ".join([verb, *(item.text for item in has.objects)])
    if verb == "confirm" and has.states and "want" not in text:
        return Clause("check", text, needs=(text,))
    need = f"how to {lowered(text)}"
    if isinstance(control := has.known.get(need), str) and control:
        return Clause("act", f"press «{control}» to {lowered(text)}", acts=(act("click", f"«{control}»"),))
    return clause(verb, has, [item.text for item in has.objects], [need], [])


def scroll(has: Complement) -> Clause:
    """Scrolling: to a name, or by an edge of the page."""
    if any(EDGES.intersection(item.words) for item in has.things):
        where = (
            *(f"to {item.text}" for item in has.objects),
            *(f"{lead} {place.text}" for lead, place in has.places),
        )
        return Clause("act", " ".join(["scroll", *where]), acts=(act("scroll"),))
    named = [item for item in has.things if item.named]
    text = " and ".join(printed(item)[0] for item in named)
    shown = (act("shown", label(path[-1:])) for item in named for path in item.paths)
    return Clause("act", f"scroll to {text}" if named else "scroll", acts=(act("scroll"), *shown))


def look(verb: str, has: Complement) -> Clause:
    """Something that is looked for: a name on the screen, an email, or a thing of the reader's choice."""
    if verb.startswith("scroll"):
        return scroll(has)
    if not has.objects:
        raise UnclearError("nothing to look for", has.end - 1)
    if any(map(is_mail, has.objects)):
        return mail(has)
    return _named(verb, has, lambda path, _: act("shown", label(path[-1:])))._replace(kind="check")


def read(verb: str, has: Complement) -> Clause:
    """Something that is only read."""
    if any(map(is_mail, has.objects)):
        return mail(has)
    text = " ".join(item.text for item in has.objects)
    return Clause("act", f"{verb} {text}".strip(), acts=(act("read"),))


def outside(verb: str, has: Complement) -> Clause:
    """What is done elsewhere, such as in another app or on paper; the site's clock is moved for who waits."""
    time = has.objects[0].low if verb == "wait" and len(has.objects) == 1 and not has.places else []
    if len(time) == 2 and time[0].isdecimal() and len(time[0]) < 4 and time[1] in ("days", "hours"):
        return Clause("act", f"wait {' '.join(time)}", acts=(act(f"wait_{time[1]}", time[0]),))
    if verb == "scan" and not any({"qr", "code"}.intersection(item.low) for item in has.objects):
        raise UnclearError("what is scanned", has.end - 1)
    places = (f"{lead} {place.text}" for lead, place in has.places)
    return Clause("outside", " ".join([verb, *(item.text for item in has.objects), *places, has.aim_text]).strip())


def log(verb: str, has: Complement) -> Clause:
    """Logging in or out, perhaps at an address, or as somebody in particular."""
    if "out" in verb or "off" in verb:
        return Clause("act", "log out", acts=(act("log_out"),))
    roles = [lowered(place.text) for lead, place in has.places if lead == "as"]
    where = "".join(f" to {item.text}" for item in has.objects)
    for lead, place in has.places:
        if lead in ("with", "using") and not (place.named or _fact(place) or place.low[0] in ("your", "the")):
            raise UnclearError(f"“{lead}”", has.end - 1)  # "with a wrong password"
    opened = [act("open_site") for item in has.things if item.style == "address"][:1]
    text = " ".join([f"log in{where}", *(f"as {{{role}}}" for role in roles)])
    return Clause("act", text, needs=tuple(roles), acts=() if roles else (*opened, act("log_in")))


def reload(verb: str, _: Complement) -> Clause:
    """Reloading a page, or going back one."""
    return Clause("act", verb, acts=(act("go_back" if verb == "go back" else "reload"),))


MEANINGS: dict[str, Meaning] = {
    "press": press, "go": go, "enter": enter, "change": change, "goal": goal, "look": look, "read": read,
    "outside": outside, "log": log, "reload": reload,
}  # fmt: skip
