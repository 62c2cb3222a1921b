"""Makes text plain, so that typographic variants of the same words are equal."""

import re
import unicodedata

# Guillemets are kept: they enclose labels and separate the parts of a path.
PLAIN = {
    "'": "‘’‚‛ʼ′´＇",
    '"': "“”„‟″＂",
    "-": "‐‑‒–—―−－",
    "...": "…",
    "": "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff",
}
DOTS = re.compile(r"\.{4,}")
TABLE = str.maketrans({character: plain for plain, characters in PLAIN.items() for character in characters})


def plain(text: str) -> str:
    """The text with plain quotes and dashes, three dots for more of them, single spaces and nothing invisible."""
    return DOTS.sub("...", " ".join(unicodedata.normalize("NFC", text.translate(TABLE)).split()))
