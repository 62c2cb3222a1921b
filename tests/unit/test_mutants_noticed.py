"""Which guides are tried on a mutant, in which order, and what counts as noticed."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from flows.claims.mutant_results import lines, result_of, too_many_listed
from flows.claims.mutants import Mutant
from flows.claims.noticing import Use, Witness, closings_of, in_order, killers_by_claim, witness
from flows.claims.trial import Court, Trial
from flows.claims.unguarded import Unguarded, load
from flows.errors import GuideError, NotWalkedError
from flows.reading import guide as guides
from flows.reading.guide import Guide
from flows.reports.result import FALSE, SKIPPED, TRUE
from flows.walk.walker import WalkError
from tests.support.catalog_cells import CATALOG
from tests.support.guide_files import write_guide

MakeWitness = Callable[..., Witness]
CONTROL = Mutant(
    "closing.0.control", "changed", "closing.0.control", "Close it", {"closing.0.control": "Renamed"}, label="Close it"
)
BLOCK = Mutant("closing.0.block.0", "removed", "closing.0.block", "balance")
EDITION: dict[str, Any] = {
    "title": "Two closings",
    "sections": [{"id": "account", "label": "Account"}],
    "closing": [
        {"by": ["freelancer"], "when": [], "control": "Close it", "block": ["balance"]},
        {"by": ["client"], "when": ["dual"], "control": "Leave", "block": []},
    ],
}


@pytest.fixture
def make_witness(tmp_path: Path) -> MakeWitness:
    def make(name: str, sentences: str, front: str = "persona: freelancer\nends: closed") -> Witness:
        path = write_guide(str(tmp_path / f"{name}.md"), f"title: {name}\n{front}", f"1. {sentences}")
        return witness(guides.load(path), CATALOG)

    return make


def use(*keys: str) -> Use:
    return Use(frozenset(keys), frozenset())


def can_notice(each: Witness, mutant: Mutant) -> bool:
    return each.can_notice(mutant, closings_of(mutant, EDITION))


def test_a_label_is_noticed_only_by_guides_that_name_it(make_witness: MakeWitness) -> None:
    assert can_notice(make_witness("named", "Click **Close it**."), CONTROL)
    assert can_notice(make_witness("part", "Check that **Close** is shown."), CONTROL)
    assert not can_notice(make_witness("other", "Click **Continue**."), CONTROL)


def test_a_closing_is_noticed_only_by_those_whom_it_is_for(make_witness: MakeWitness) -> None:
    freelancer = make_witness("freelancer", "Log in.")
    assert can_notice(freelancer, BLOCK)
    other = Mutant("closing.1.block", "dropped", "closing.1.block", [], {"closing.1.block": ["dispute"]})
    assert not can_notice(make_witness("admin", "Log in.", "persona: admin\nends: closed"), other)
    assert not can_notice(make_witness("client", "Log in.", "persona: client\nends: closed"), other)
    dual = "persona: client\ncircumstances: [dual]\nends: closed"
    assert can_notice(make_witness("dual", "Log in.", dual), other)
    given = Mutant("closing.1.by.0", "swapped", "closing.1.by", "client", {"closing.1.by.0": "admin"})
    everybody = Mutant("closing.1.when", "dropped", "closing.1.when", ["dual"], {"closing.1.when": []})
    assert can_notice(make_witness("client-2", "Log in.", "persona: client\nends: closed"), everybody)
    assert not can_notice(make_witness("admin-2", "Log in.", "persona: admin\nends: closed"), given)


def test_a_walk_cannot_notice_what_it_did_not_use() -> None:
    assert use("closing.0.block").includes(BLOCK)
    assert not use("closing.0.by", "closing").includes(BLOCK)
    off = Mutant("without.talent.search", "switched off", "talent.search", without="talent.search")
    assert Use(frozenset(), frozenset({"talent.search"})).includes(off)
    assert not use("talent.search").includes(off)


def test_guides_that_speak_of_it_come_first_then_short_ones(make_witness: MakeWitness) -> None:
    owing = "persona: freelancer\nhaving: [balance]\nends: blocked by balance"
    long = make_witness("long", "Log in.\n2. Click **Account**.")
    short, speaking = make_witness("short", "Log in."), make_witness("speaking", "Log in.", owing)
    pairs = [(each, use("closing.0.block")) for each in (long, short, speaking)]
    assert [each.guide.name for each, _ in in_order(pairs, BLOCK, EDITION, {})] == ["speaking", "short", "long"]


def test_guides_that_prove_claims_are_known_killers(make_witness: MakeWitness) -> None:
    guide = make_witness("leave", "Log in.", "persona: freelancer\nclaims: [A1]\nends: closed").guide
    claim = '[[claims]]\nid = "A1"\nkind = ["path"]\nsays = "Leaving is possible"\n'
    red = 'red = { guide = "leave", without = ["leaving-company"], at = "Log in" }\n'
    guide.path.with_name("claims.toml").write_text(claim + red, "utf-8")
    assert killers_by_claim([guide]) == {"without.leaving-company switched off": guide.label}


def tried(mutant: Mutant, *able: Witness, red: Mapping[str, str], **options: Any) -> Trial:
    """The trial of a mutant by guides that are false, with a message, or true."""

    def walk(guide: Guide, _: Mapping[str, Any]) -> WalkError | None:
        return WalkError(guide.name, red[guide.name], None) if guide.name in red else None

    def use_of(_: Guide) -> Use:
        return use(mutant.key)

    return Court(EDITION, list(able), lambda _: True, walk, use_of, {}, **options).trial(mutant)


def test_the_first_guide_that_is_false_kills_a_mutant(make_witness: MakeWitness) -> None:
    one, other = make_witness("one", "Log in."), make_witness("other", "Log in.\n2. Log out.")
    assert tried(BLOCK, one, other, red={}).verdict == "survived"
    trial = tried(BLOCK, one, other, red={"one": "no"})
    assert (trial.verdict, trial.killer, trial.tried, trial.at) == (
        "killed",
        one.guide.label,
        [one.guide.label],
        "one: no",
    )
    trial = tried(BLOCK, one, other, red={"other": "no"}, tries=1)
    assert (trial.verdict, trial.untried) == ("survived", 1)


def test_a_known_killer_is_tried_before_others_are_walked(make_witness: MakeWitness) -> None:
    one, killer = make_witness("one", "Log in."), make_witness("killer", "Log in.\n2. Log out.")
    walked = []

    def use_of(guide: Guide) -> Use:
        walked.append(guide.name)
        return use(BLOCK.key)

    def walk(guide: Guide, _: Mapping[str, Any]) -> WalkError | None:
        return WalkError(guide.name, "no", None) if guide is killer.guide else None

    known = {str(BLOCK): killer.guide.label}
    court = Court(EDITION, [one, killer], lambda _: True, walk, use_of, known)
    assert (court.trial(BLOCK).tried, walked) == ([killer.guide.label], ["killer"])


def test_a_label_is_killed_only_where_the_guide_speaks_of_it(make_witness: MakeWitness) -> None:
    one = make_witness("one", "Click **Close it**.")
    there = "looked for a control named 'Close it'; there was link 'Renamed'"
    assert tried(CONTROL, one, red={"one": there}).verdict == "killed"
    elsewhere = tried(CONTROL, one, red={"one": "looked for 'Log in'; there was button 'Close it'"})
    assert elsewhere.verdict == "killed at another sentence"
    other = make_witness("other", "Click **Close it**.\n2. Log in.")
    assert tried(CONTROL, one, other, red={"one": "looked for 'Log in'", "other": there}).verdict == "killed"


def test_refused_editions_and_unused_pages_are_no_mutants(make_witness: MakeWitness) -> None:
    one = make_witness("one", "Log in.")
    refusing = Court(EDITION, [one], lambda _: False, lambda *_: None, lambda _: use(BLOCK.key), {})
    assert refusing.trial(BLOCK).verdict == "refused by the site"
    off = Mutant("without.talent.search", "switched off", "talent.search", without="talent.search")
    assert refusing.trial(off).verdict == "not used"


def test_a_walk_that_cannot_be_made_is_no_verdict(make_witness: MakeWitness) -> None:
    def walk(*_: object) -> None:
        raise NotWalkedError("the site is gone")

    court = Court(EDITION, [make_witness("one", "Log in.")], lambda _: True, walk, lambda _: use(BLOCK.key), {})
    with pytest.raises(NotWalkedError, match="the site is gone"):
        court.trial(BLOCK)


LISTED = Unguarded(path=BLOCK.path, change=BLOCK.change, why="it is not seen")


@pytest.mark.parametrize(
    ("trial", "listed", "verdict", "words"),
    [
        (Trial("killed", ["a"], "a", "a.md:3: no"), None, TRUE, "red: a.md:3: no"),
        (Trial("killed at another sentence", ["a"], "a", "a.md:3: no"), None, TRUE, "red, at another sentence: a.md"),
        (Trial("survived", ["a"], untried=2), None, FALSE, "survived; still true: a, and 2 more not tried"),
        (Trial("survived"), None, FALSE, "survived; no guide can notice it"),
        (Trial("survived", ["a"]), LISTED, TRUE, "unguarded: it is not seen"),
        (
            Trial("killed", ["a"], "a", "no"),
            LISTED,
            FALSE,
            "is listed in unguarded.toml, but a notices it; remove the entry",
        ),
        (Trial("refused by the site"), LISTED, FALSE, "is listed in unguarded.toml, but refused by the site; remove"),
        (Trial("refused by the site"), None, SKIPPED, "refused by the site"),
    ],
)
def test_a_survivor_and_a_stale_entry_are_false(
    trial: Trial, listed: Unguarded | None, verdict: str, words: str
) -> None:
    result = result_of("own", BLOCK, trial, listed)
    assert result.verdict == verdict
    assert words in " ".join([result.ends, *result.faults])


def test_figures_limit_what_is_listed_and_omit_what_is_refused() -> None:
    def results(listed: int, killed: int) -> list[Any]:
        killing = [result_of("own", BLOCK, Trial("killed", ["a"], "a", "no"), None)] * killed
        return [*killing, *[result_of("own", BLOCK, Trial("survived"), LISTED)] * listed]

    refused = result_of("own", BLOCK, Trial("refused by the site"), None)
    assert lines([*results(1, 19), refused]) == ["own: 20 mutants: 19 killed, 1 listed; 1 more refused by the site"]
    assert too_many_listed(results(1, 19)) == []
    fault = "own: 2 of 20 mutants are listed in unguarded.toml, more than 5 %; guard some"
    assert too_many_listed([*results(2, 18), refused]) == [fault]


def test_an_entry_needs_a_path_a_change_and_a_reason(tmp_path: Path) -> None:
    assert load(tmp_path) == {}
    file = tmp_path / "unguarded.toml"
    entry = {"path": "title", "change": "changed", "why": "no page shows it"}
    file.write_text(
        "[[unguarded]]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in entry.items()), "utf-8"
    )
    assert [str(listed) for listed in load(tmp_path)] == ["title changed"]
    file.write_text('[[unguarded]]\npath = "title"\nchange = "changed"\nwhy = ""\n', "utf-8")
    with pytest.raises(GuideError, match=r"unguarded\.toml: unguarded\.0\.why: "):
        load(tmp_path)
