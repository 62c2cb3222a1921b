"""Patterns for Playwright that match every typographic variant of a name or of words."""

import re
import unicodedata

from flows.typography import PLAIN, plain

# A bare slash would end a pattern in the selector that Playwright builds.
VARIANTS = {character: f"[{character}{others}]" for character, others in PLAIN.items() if len(character) == 1}
INVISIBLE = f"[{PLAIN['']}]*"
SPACES = rf"[\s{PLAIN['']}]*"
DOT = rf"\.{INVISIBLE}"
DOTS = rf"(?:{DOT}{DOT}\.|(?:{DOT}){{0,2}}{PLAIN['...']})(?:{INVISIBLE}[.{PLAIN['...']}])*"
VARIANTS |= {"...": DOTS, " ": rf"\s{SPACES}", "/": r"\/"}
MARK = re.compile(r"\w[.,:]$")
PARTS = re.compile(r"\.\.\.|.", re.DOTALL)


def whole(name: str, *, exact: bool = False) -> re.Pattern[str]:
    """The whole name; unless ``exact``, in any case and without the mark of a sentence at its end."""
    name = plain(name)
    mark = "" if exact or not MARK.search(name) else name[-1]
    variants = _variants(name.removesuffix(mark)) + (f"{re.escape(mark)}?" if mark else "")
    return re.compile(f"^{SPACES}{variants}{SPACES}$", 0 if exact else re.IGNORECASE)


def within(words: str) -> re.Pattern[str]:
    """The words anywhere in a text, in any case, but not as parts of longer words."""
    words = plain(words)
    start, end = (r"(?<!\w)" if words[:1].isalnum() else ""), (r"(?!\w)" if words[-1:].isalnum() else "")
    return re.compile(f"{start}{_variants(words)}{end}", re.IGNORECASE)


def _variants(words: str) -> str:
    return INVISIBLE + "".join(variant + INVISIBLE for variant in map(_variant, PARTS.findall(plain(words))))


def _variant(part: str) -> str:
    decomposed = unicodedata.normalize("NFD", part)
    return VARIANTS.get(part) or (re.escape(part) if decomposed == part else f"(?:{part}|{INVISIBLE.join(decomposed)})")
