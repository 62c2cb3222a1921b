"""Patterns of stored values: JSON Pointers (RFC 6901) with ``*`` for any key; ``?`` ends one that may stay as it is."""

from fnmatch import fnmatchcase


def fits(path: str, pattern: str) -> bool:
    """Whether a path is one of those that a pattern is for."""
    parts, wanted = path.split("/"), pattern.removesuffix("?").split("/")
    return len(parts) == len(wanted) and all(map(fnmatchcase, parts, wanted))


def holds(row: str, pattern: str) -> bool:
    """Whether a pattern is about a column of this row."""
    return fits(row, pattern.rpartition("/")[0])
