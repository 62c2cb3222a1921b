"""The initials of a name, for a small picture."""

import unicodedata

JOINER = "\u200d"
MOST = 2  # initials


def initials_of(name: str) -> str:
    """The first letters of the first and the last word, each with its marks: an emoji may be several characters."""
    words = name.split()
    return "".join(_first_letter(word) for word in [*words[:1], *words[1:][-1:]][:MOST])


def _first_letter(word: str) -> str:
    end = 1
    while end < len(word) and (word[end - 1] == JOINER or _goes_on(word[end]) or _is_flag(word[: end + 1])):
        end += 1
    return word[:end]


def _goes_on(character: str) -> bool:
    """Whether a character changes the one before it: an accent, a joiner, a variant, or a tone of skin."""
    return (
        character == JOINER
        or unicodedata.category(character).startswith("M")
        or "\U0001f3fb" <= character <= "\U0001f3ff"
    )


def _is_flag(characters: str) -> bool:
    return len(characters) == 2 and all("\U0001f1e6" <= character <= "\U0001f1ff" for character in characters)
