"""The ledger of a folder prints a line for each claim or proof that does not fit."""

from pathlib import Path
from typing import Any

import pytest

from flows.claims import ledger, model
from flows.claims.mutations import changed
from flows.claims.proof import is_at
from flows.errors import GuideError
from flows.reading import guide as guides
from flows.reports import record
from flows.reports.claims_ledger import tally
from flows.reports.record import Run
from flows.reports.result import AGREES, FALSE, NOT_FOR, NOT_WALKED, TRUE, UNSTABLE, Result
from flows.walk.walker import WalkError
from tests.support.flows_process import GUIDES

GUIDE = "---\ntitle: Close\npersona: freelancer\nclaims: [{claims}]\nends: closed\n---\n\n1. Log in.\n"
CLAIM = '[[claims]]\nid = "{id}"\nkind = ["{kind}"]\nsays = "It is so"\n{more}\n'
RED = 'red = { guide = "close", drop = ["gate"], at = "Password" }'


def write(folder: Path, text: str, proves: str) -> list[str]:
    (folder / model.FILE).write_text(text, "utf-8")
    (folder / "close.md").write_text(GUIDE.format(claims=proves), "utf-8")
    return list(model.faults(folder))


LEDGERS = {
    "proved": (CLAIM.format(id="A1", kind="path", more=RED), "A1", []),
    "no proof": (
        CLAIM.format(id="A1", kind="path", more=RED),
        "",
        ["claims.toml: A1: no guide proves it; add it to the claims of one"],
    ),
    "nothing turns it red": (
        CLAIM.format(id="A1", kind="path", more=""),
        "A1",
        ["claims.toml: A1: nothing shows that its proof can fail; add red, which takes it out of the site"],
    ),
    "another is red": (
        CLAIM.format(id="A1", kind="path", more=RED.replace("close", "open")),
        "A1",
        ["claims.toml: A1: red: 'open' does not prove it; write one of close"],
    ),
    "a proof of no claim": (
        CLAIM.format(id="A1", kind="path", more=RED),
        "A1, A2",
        ["close.md:4: claims: 'A2' is not in the claims.toml beside it; add it or remove it"],
    ),
    "an advice with a proof": (
        CLAIM.format(id="A1", kind="advice", more='why = "It is an opinion"'),
        "A1",
        ["claims.toml: A1: is advice, which needs no proof; remove it from close"],
    ),
    "an advice without a reason": (
        CLAIM.format(id="A1", kind="advice", more=""), "", ["claims.toml: A1: is advice; give the reason in why"],
    ),
    "a claim twice": (
        CLAIM.format(id="A1", kind="path", more=RED) * 2, "A1", ["claims.toml: A1: is there twice; remove one"],
    ),
    "parts": ("".join(CLAIM.format(id=f"A1.{part}", kind="path", more=RED) for part in "ab"), "A1.a, A1.b", []),
    "a claim beside its parts": (
        "".join(CLAIM.format(id=name, kind="path", more=RED) for name in ("A1", "A1.a")),
        "A1, A1.a",
        ["claims.toml: A1: has parts; split all of it into parts"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "proves", "lines"), LEDGERS.values(), ids=LEDGERS)
def test_each_inconsistency_is_one_line(folder: Path, text: str, proves: str, lines: list[str]) -> None:
    assert write(folder, text, proves) == lines


INVALID = [
    *("[[claims]]\nid = 1", "claims = [", CLAIM.format(id="A1", kind="rumour", more="")),
    # What is taken out is of the site, not of the account.
    CLAIM.format(id="A1", kind="path", more=RED.replace("drop", "circumstances")),
]


@pytest.mark.parametrize("text", INVALID)
def test_an_invalid_ledger_says_why(folder: Path, text: str) -> None:
    with pytest.raises(GuideError, match=r"^claims\.toml: "):
        write(folder, text, "")


EDITION: dict[str, Any] = {
    "gate": {"asks": ["password"]},
    "sections": [{"id": "a", "panels": ["x", "y"]}, {"id": "b", "panels": ["x"]}],
    "closing": [{"block": ["balance", "dispute"], "by": ["client"]}, {"block": ["balance"], "by": ["client"]}],
}
MUTATIONS = {
    "a key": ({"gate.asks": ["code"]}, [], ("gate", "asks"), ["code"]),
    "a new key": ({"dormancy": {"warned": 1}}, [], ("dormancy",), {"warned": 1}),
    "no key": ({}, ["gate"], (), {key: EDITION[key] for key in ("sections", "closing")}),
    "an item by its text": ({}, ["sections.b.panels.x"], ("sections", 1, "panels"), []),
    "of each": ({}, ["sections.*.panels.x"], ("sections", 0, "panels"), ["y"]),
    "of each, by its text": ({}, ["closing.*.block.balance"], ("closing", 1, "block"), []),
    "an item by its number": ({}, ["closing.0"], ("closing",), EDITION["closing"][1:]),
    "the same in each": ({"closing.*.by": []}, [], ("closing", 1, "by"), []),
}


@pytest.mark.parametrize(("put", "drop", "path", "value"), MUTATIONS.values(), ids=MUTATIONS)
def test_a_mutation_changes_only_the_places_it_names(
    put: dict[str, Any], drop: list[str], path: tuple[Any, ...], value: Any
) -> None:
    before = repr(EDITION)
    part: Any = changed(EDITION, put, drop)
    for key in path:
        part = part[key]
    assert (part, repr(EDITION)) == (value, before)


@pytest.mark.parametrize(("put", "drop"), [({}, ["gates"]), ({"closing.7.by": []}, []), ({}, ["closing.*.block.debt"])])
def test_a_missing_place_is_an_error(put: dict[str, Any], drop: list[str]) -> None:
    with pytest.raises(GuideError, match="the edition has nothing there; correct the path"):
        changed(EDITION, put, drop)


SENTENCE = "close.md:8: “Log in.”"
PLACES = {
    "words of the sentence": ("Log in", SENTENCE, "pressed 'Log in'", True),
    "a linked guide": ("close.md", SENTENCE, "pressed 'Log in'", True),
    "words of the message": ("pressed", SENTENCE, "pressed 'Log in'", False),
    "the end": ("ends: not closed", "close.md:5", "ends: the account is not closed", True),
    "the end, for another reason": ("ends: is marked", "close.md:5", "ends: the account is not closed", False),
    "another key": ("gone: not closed", "close.md:5", "ends: the account is not closed", False),
    "a sentence, not the end": ("ends: pressed", SENTENCE, "pressed 'Log in'", False),
}


@pytest.mark.parametrize(("place", "where", "mismatch", "expected"), PLACES.values(), ids=PLACES)
def test_a_proof_fails_at_its_sentence_or_key(
    folder: Path, place: str, where: str, mismatch: str, expected: bool
) -> None:
    (folder / "edition.toml").write_bytes((GUIDES / "own" / "edition.toml").read_bytes())
    write(folder, CLAIM.format(id="A1", kind="path", more=RED), "A1")
    assert is_at(place, WalkError(where, mismatch, None), guides.load(folder / "close.md")) is expected


def record_of(folder: Path, green: str, red: str = "", started: str = "", **fields: Any) -> None:
    """Write the record of a run in which a guide had a verdict, and its proof another."""
    results = [Result("close.md", green, guide="close.md::Close", **fields)]  # type: ignore[arg-type]
    results += [Result("close.md", red, guide="close.md::Close", proof="A1")] if red else []  # type: ignore[arg-type]
    folder.mkdir(exist_ok=True)
    (folder / record.NAME).write_text(record.as_json(Run(results, len(results), started=started)), "utf-8")


@pytest.mark.parametrize(
    ("green", "red", "verdict"),
    [
        (TRUE, TRUE, "1 of 1 proved, 100 %"),
        (FALSE, TRUE, "0 of 1 proved, 0 %; 1 false"),
        (TRUE, FALSE, "0 of 1 proved, 0 %; 1 false"),
        (UNSTABLE, TRUE, "0 of 1 proved, 0 %; 1 false"),
        (AGREES, TRUE, "0 of 1 proved, 0 %; 1 not walked"),
        (None, None, "0 of 1 proved, 0 %; 1 not walked"),
    ],
)
def test_a_claim_needs_a_green_and_a_red_walk(folder: Path, green: str | None, red: str | None, verdict: str) -> None:
    write(folder, CLAIM.format(id="A1", kind="path", more=RED), "A1")
    if green and red:
        record_of(folder / "proofs", green, red)
        record_of(folder, green)
    (entry,) = ledger.entries(folder, folder)
    assert tally([entry]) == verdict
    assert (entry.is_proved, entry.is_false) == (verdict.startswith("1"), "false" in verdict)


@pytest.mark.parametrize(
    ("verdict", "fields"),
    [(TRUE, {"on": "other"}), (FALSE, {"on": "other"}), (NOT_FOR, {})],
    ids=["true elsewhere", "false elsewhere", "not for this persona"],
)
def test_walks_on_other_editions_do_not_count_for_claims(folder: Path, verdict: str, fields: dict[str, str]) -> None:
    write(folder, CLAIM.format(id="A1", kind="path", more=RED), "A1")
    record_of(folder, verdict, **fields)
    (entry,) = ledger.entries(folder, folder)
    assert set(entry.verdicts.values()) == {NOT_WALKED}


def test_the_newer_of_two_runs_counts(folder: Path) -> None:
    write(folder, CLAIM.format(id="A1", kind="path", more=RED), "A1")
    record_of(folder / "proofs", TRUE, TRUE, "2026-01-01")
    record_of(folder, FALSE, started="2026-01-02")
    (entry,) = ledger.entries(folder, folder)
    assert (entry.is_false, entry.red) == (True, TRUE)
    record_of(folder / "proofs", TRUE, TRUE, "2026-01-03")
    (entry,) = ledger.entries(folder, folder)
    assert entry.is_proved
