"""The limits of guides and of the files beside them: what is beyond them is refused, within them reading is linear."""

SIZE = 65_536  # bytes of a file
PAGE = 1_048_576  # bytes of a published page
LINE = 2_000  # characters of a line, and of an item of the list with those it repeats
TITLE = 200  # characters of a title
SENTENCES = 200  # items of a list
WALKED = 1_000  # sentences of a guide, those of a linked guide counted each time it is walked
LINKS = 10  # how many links may lead on from one another
DEPTH = 10  # how deep front matter and TOML may be nested
FAULTS = 20  # how many faults of a file are listed

MEANINGS = {
    "the size of a guide, of `edition.toml` and of `claims.toml`": f"{SIZE // 1024} KiB",
    "the size of a published page": f"{PAGE // 1024**2} MiB",
    "a line, or an item of the list with the items it repeats": f"{LINE:,} characters",
    "a title": f"{TITLE} characters",
    "the list of a guide": f"{SENTENCES} items",
    "a guide with those it links to, each counted every time it is walked": f"{WALKED:,} sentences",
    "links from guide to guide": f"{LINKS} in a row",
    "the nesting of front matter and of TOML": f"{DEPTH} deep",
}
