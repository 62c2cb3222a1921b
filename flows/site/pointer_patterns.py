"""JSON Pointers (RFC 6901) with ``*`` for any key; a final ``?`` marks an optional change."""

from fnmatch import fnmatchcase


def matches(path: str, pattern: str) -> bool:
    """Whether a path has the form of a pattern."""
    keys, wanted = path.split("/"), pattern.removesuffix("?").split("/")
    return len(keys) == len(wanted) and all(map(fnmatchcase, keys, wanted))
