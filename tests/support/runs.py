"""Records of runs with every kind of verdict and failure, made without a browser."""

from flows.reports.record import ClaimRow, Run
from flows.reports.result import (
    AGREES,
    FALSE,
    NOT_READ,
    NOT_WALKED,
    SKIPPED,
    TRUE,
    UNSTABLE,
    Change,
    Result,
    Step,
    Verdict,
)
from flows.walk.failure import Failure, name_in

ELSE = "; there was button 'Your data', link 'Account', link 'Contact Info'"
# A message of each kind of failure.
MESSAGES = {
    "the site complained": "pressed 'Close', and the site complained: 'Choose a reason'; next, check that …",
    "it ends otherwise": "ends: the walk did not end 'closed': the stored account is open, not closed",
    "other data is left": "kept: reviews: 3 rows are gone",
    "still there": f"looked for no words 'Close'{ELSE}",
    "email": "looked for a new email titled 'Goodbye'; there was no email",
    "file": "looked for 'messages.csv' in the downloaded file; there was 'invoices.csv'",
    "there several times": f"looked for one of a control named 'Remove', found several{ELSE}",
    "cannot be used": "looked for a control named 'Close' that can be used; there was one that is disabled",
    "elsewhere": "looked for a control named 'Close' at the bottom of the page; there was one with “Help” below it",
    "words not there": f"looked for the words 'Your acount is closed'{ELSE}",
    "control not there": f"looked for a control named 'Your dat'{ELSE}",
}


def false(name: str, *messages: str, verdict: Verdict = FALSE) -> Result:
    """A guide whose second sentence, and with several messages also the third, is false."""
    path = f"guides/own/{name}.md"
    texts = ("Log in.", "Click **Your dat**.", "Check that **Bye** is shown.", "Log out.")
    plain = [text.replace("**", "") for text in texts]
    steps = [Step(text, mark, 7 + at, "true", 0.5) for at, (text, mark) in enumerate(zip(plain, texts, strict=True))]
    failures = []
    for at, message in enumerate(messages, 1):
        steps[at].outcome = "false"
        failure = Failure(at, [(f"{path}:{7 + at}", plain[at])], message, name_in(message), line=7 + at, column=12)
        failure.meant = "Your data" if failure.name == "Your dat" else ""
        failures.append(failure)
    about = {"edition": "own", "persona": "client"}
    result = Result(path, verdict, f"Close {name}", "closed", about, steps, failures, id=f"{path}::Close", seconds=1.5)
    result.claims, result.guide = ["A1"], result.id
    result.faults = [f"{path}:{failure.line}: {failure.mismatch}" for failure in failures]
    result.changes = [Change("/accounts/client/status", '"open"', '"closed"')]
    return result


def true(name: str) -> Result:
    """A guide that is true, of another persona."""
    result = false(name, verdict=TRUE)
    result.about = {"edition": "other", "persona": "freelancer"}
    result.claims = ["A2"]
    return result


def run_of_every_kind() -> Run:
    """A run with a failure of each kind, and each other verdict."""
    results = [false(kind.replace(" ", "-"), message) for kind, message in MESSAGES.items()]
    results += [true("true"), false("shaky", MESSAGES["email"], verdict=UNSTABLE), false("drafted", verdict=AGREES)]
    results += [
        Result("guides/own/odd.md", NOT_READ, faults=["guides/own/odd.md:9: does not understand 'x'"], id="odd")
    ]
    results += [Result("guides/own/late.md", NOT_WALKED, "Late", faults=["the browser has stopped"], id="late")]
    by_hand = Failure(0, [("tests/test_a.py:4", "")], "assert 1 == 2")
    results += [
        Result("tests/test_a.py", FALSE, "test_a", id="a", by_hand=True, failures=[by_hand], faults=["E  1 == 2"])
    ]
    results += [Result("tests/test_b.py", SKIPPED, "test_b", id="b", by_hand=True, faults=["not today"])]
    claims = [ClaimRow("own", f"A{at}", f"A{at}", "It is so", ["path"], "", "no gate", [], "") for at in (1, 2)]
    for claim in claims:
        claim.guides = [result.guide for result in results if claim.id in result.claims]
    facts = ("test", "python -m flows check guides", "abc123", "Chromium 1", "2026-01-14T10:00:00+00:00", 12.5)
    return Run(results, len(results) + 1, *facts, claims=claims)
