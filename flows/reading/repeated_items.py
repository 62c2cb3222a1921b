"""Merges items of a list with those they repeat: "Repeat this for each team.", "Repeat the last three steps …"."""

import re
from dataclasses import dataclass, replace

from flows.language.lexicon import NUMBERS

REPEATS = re.compile(
    r"(?:(?:then|now|next|please|finally|after that),? )*(?:repeat|do(?=[^.;]* for ))"
    r"(?: (?:the|this|that|it|these|those|same|last|previous|preceding|above))+"
    rf"(?: (?P<count>{'|'.join(NUMBERS)}|\d+))?(?: (?P<plural>steps|process|procedure)| step)?(?: above)?(?![\w-])",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Item:
    """An item of the list: its first line, its text for ``understand``, as displayed, and with ``**`` around labels."""

    line: int
    text: str
    shown: str
    marked: str = ""


def merged(items: list[Item]) -> list[Item]:
    """The items, each merged with those it repeats, if they exist."""
    result: list[Item] = []
    for item in items:
        if not (match := REPEATS.match(item.text)):
            result.append(item)
            continue
        count = match["count"]
        back = 1 if not count else NUMBERS.get(count.lower()) or int(count)
        repeated = result[-back:] if 0 < back <= len(result) else []
        if match["plural"] and not count and "".join(item.text for item in repeated).count("«") < 2:
            repeated = []  # "these steps" must be more than one click; how many is not clear
        del result[len(result) - len(repeated) :]
        parts = [*repeated, replace(item, text="Repeat this" + item.text[match.end() :])]
        texts = [part.text if part.text.endswith((".", "!", "?")) else f"{part.text}." for part in parts]
        shown, marked = (" ".join(each) for each in zip(*((part.shown, part.marked) for part in parts), strict=True))
        result.append(Item(parts[0].line, " ".join(texts), shown, marked))
    return result
