"""Items of a list that repeat those before them: "Repeat this for each team.", "Repeat the last three steps …"."""

import re
from dataclasses import dataclass

from flows.language.lexicon import NUMBERS

REPEATS = re.compile(
    r"(?:(?:then|now|next|please|finally|after that),? )*(?:repeat|do(?=[^.;]* for ))"
    r"(?P<what>(?: (?:the|this|that|it|these|those|same|last|previous|preceding|above))+)"
    rf"(?: (?P<count>{'|'.join(NUMBERS)}|\d+))?(?: (?P<several>steps|process|procedure)| step)?(?: above)?(?![\w-])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Item:
    """An item of the list: the line it starts in, its text to be understood, and as its reader sees it."""

    line: int
    text: str
    shown: str


def merged(items: list[Item]) -> list[Item]:
    """The items, where one that repeats others is one with them. One that repeats what is not there stays alone."""
    found: list[Item] = []
    for item in items:
        if not (repeats := REPEATS.match(item.text)):
            found.append(item)
            continue
        count = repeats["count"]
        back = 1 if not count else NUMBERS.get(count.lower()) or int(count)
        taken = found[-back:] if 0 < back <= len(found) else []
        if repeats["several"] and not count and "".join(each.text for each in taken).count("«") < 2:
            taken = []  # "these steps" are not the one click before: how many they are is not said
        del found[len(found) - len(taken) :]
        parts = [*taken, Item(item.line, "Repeat this" + item.text[repeats.end() :], item.shown)]
        texts = " ".join(each.text if each.text.endswith((".", "!", "?")) else f"{each.text}." for each in parts)
        found.append(Item(parts[0].line, texts, " ".join(each.shown for each in parts)))
    return found
