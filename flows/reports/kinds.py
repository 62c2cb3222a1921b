"""The kinds of failures, by which a report can be searched."""

import re

from flows.reports.result import FALSE, NOT_READ, NOT_WALKED, UNSTABLE, Result
from flows.walk.failure import Failure

# The first that the message of a failure begins with.
OF_MESSAGES = {
    r"pressed .*, and the site complained": "the site complained",
    r"ends: ": "it ends otherwise",
    r"(gone|kept): ": "other data is left",
    r"looked for [^;]*\bemail\b": "email",
    r"looked for (.* in the downloaded file|a whole file)": "file",
    r"looked for no ": "still there",
    r"looked for one of ": "there several times",
    r"looked for .* that can be used; ": "cannot be used",
    r"looked for .*; there was (one (in|on|further|with|that is in none)|a link that does not look)": "elsewhere",
    r"looked for (the )?words ": "words not there",
    r"looked for ": "control not there",
}
BY_HAND, OTHER = "test by hand", "other"


def kinds_of(result: Result) -> list[str]:
    """The kinds of what was false in a walk; of what was not walked or read, that."""
    if result.verdict in (NOT_READ, NOT_WALKED):
        return [result.verdict]
    if result.verdict not in (FALSE, UNSTABLE):
        return []
    kinds = [BY_HAND] if result.by_hand else [kind_of(failure) for failure in result.failures] or [OTHER]
    return list(dict.fromkeys([*([UNSTABLE] if result.verdict == UNSTABLE else []), *kinds]))


def kind_of(failure: Failure) -> str:
    """The kind of a failure."""
    return next((kind for pattern, kind in OF_MESSAGES.items() if re.match(pattern, failure.mismatch)), OTHER)
