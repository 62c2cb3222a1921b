"""The limits of guides and of the files beside them; what is beyond them is refused, and within them reading is linear.

docs/writing-guides.md states them, too.
"""

SIZE = 65_536  # bytes of a file
LINE = 2_000  # characters of a line, or of an item of the list with those it repeats
TITLE = 200  # characters of a title
SENTENCES = 200  # items of a list
WALKED = 1_000  # sentences of a guide, each linked guide counted as often as it is walked
LINKS = 10  # how deep guides may link to guides
DEPTH = 10  # how deep front matter and TOML may be nested
FAULTS = 20  # how many faults of a file are listed
