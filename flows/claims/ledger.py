"""The ledger: each claim with the guides that prove it, and their verdicts from the last runs."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from flows.claims import model
from flows.claims.model import Claim
from flows.errors import FlowsError, shown
from flows.reading.guide import Guide
from flows.reports.templating import render

RUN, PROOFS = "junit.xml", "proofs/junit.xml"
TRUE, FALSE, NOT_WALKED = "true", "false", "not walked"
# The id of a guide, and of the claim that was taken out of the site; empty if none was.
Key = tuple[str, str]


@dataclass
class Entry:
    """A claim, the verdict on each guide that names it, and whether its proof turned red; empty for advice."""

    claim: Claim
    verdicts: dict[str, str]
    red: str

    @property
    def is_proved(self) -> bool:
        """Whether a guide was true, none was false, and the proof turned red."""
        return TRUE in self.verdicts.values() and self.red == TRUE and not self.is_false

    @property
    def is_false(self) -> bool:
        """Whether a guide was false, or the proof did not turn red."""
        return FALSE in [*self.verdicts.values(), self.red]


def entries(folder: Path, artifacts: Path) -> list[Entry]:
    """The claims of a folder of guides. Raises GuideError if one cannot be read."""
    claims = model.load(folder)
    # Proving walks each guide on the unchanged site, too; where both runs have a verdict, the newer one counts.
    runs = sorted(filter(Path.exists, (artifacts / RUN, artifacts / PROOFS)), key=lambda run: run.stat().st_mtime)
    walked = {key: verdict for run in runs for key, verdict in _verdicts(run).items()}
    red = _verdicts(artifacts / PROOFS)
    return [
        Entry(
            claim,
            {guide.label: walked.get((str(guide.id), ""), NOT_WALKED) for guide in proving},
            _verdict_of_proof(claim, proving, red) if claim.red else "",
        )
        for claim, proving in model.with_guides(claims, folder)
    ]


def _verdict_of_proof(claim: Claim, proving: Iterable[Guide], red: Mapping[Key, str]) -> str:
    keys = [(str(guide.id), claim.id) for guide in proving if claim.red and claim.red.guide == guide.name]
    return next((red[key] for key in keys if key in red), NOT_WALKED)


def _verdicts(report: Path) -> dict[Key, str]:
    """The verdicts of a run; empty if there was no run. Raises FlowsError if its report is broken."""
    verdicts: dict[Key, str] = {}
    if not report.exists():
        return verdicts
    for case in _test_cases(report):
        properties = {row.get("name"): row.get("value") for row in case.iter("property")}
        # A walk on another edition says nothing about the guide itself.
        if (guide := properties.get("guide")) and "on" not in properties and case.find("skipped") is None:
            key = (guide, properties.get("proof") or "")
            failed = case.find("failure") is not None or case.find("error") is not None
            if failed and properties.get("verdict") == NOT_WALKED:
                verdicts.setdefault(key, NOT_WALKED)
            else:
                verdicts[key] = FALSE if failed or verdicts.get(key) == FALSE else TRUE
    return verdicts


def _test_cases(report: Path) -> list[ElementTree.Element]:
    try:
        return list(ElementTree.parse(report).iter("testcase"))  # noqa: S314  (written by our own run)
    except ElementTree.ParseError as error:
        raise FlowsError(f"{shown(report)} is not a whole JUnit report ({error}); delete it, or run again") from None


def lines(name: str, entries: Iterable[Entry]) -> list[str]:
    """The claims of an edition, as the terminal shows them."""
    listed = [name]
    for entry in entries:
        claim = entry.claim
        listed.append(f"  {claim.label:<6} {', '.join(claim.kind)}: {claim.says}")
        if claim.is_advice:
            listed.append(f"         needs no proof: {claim.why}")
            continue
        listed += [f"         {MARKS[verdict]} {label}" for label, verdict in entry.verdicts.items()]
        listed.append(f"         {MARKS[entry.red]} red with {claim.red or ''}")
    return listed


MARKS = {TRUE: "✓", FALSE: "✗", NOT_WALKED: "·", "": "✗"}


def tally(entries: Iterable[Entry]) -> str:
    """The number of claims that are proved, and of the others, in a line."""
    every = list(entries)
    needed = [entry for entry in every if not entry.claim.is_advice]
    proved, false = sum(entry.is_proved for entry in needed), sum(entry.is_false for entry in needed)
    share = 100 * proved // len(needed) if needed else 100
    rest = {"false": false, "not walked": len(needed) - proved - false, "advice": len(every) - len(needed)}
    rest["† our reading"] = sum(entry.claim.ours for entry in needed)
    counts = [f"{number} {name}" for name, number in rest.items() if number]
    return "; ".join([f"{proved} of {len(needed)} proved, {share} %", *counts])


def as_json(ledgers: Mapping[str, list[Entry]]) -> str:
    return json.dumps(
        {name: list(map(_row, entries)) for name, entries in ledgers.items()}, indent=2, ensure_ascii=False
    )


def _row(entry: Entry) -> dict[str, object]:
    verdicts = {"procedures": entry.verdicts, "taken_out": str(entry.claim.red or ""), "red": entry.red}
    return {**entry.claim.model_dump(exclude={"red"}), **verdicts, "proved": entry.is_proved}


def as_html(ledgers: Mapping[str, list[Entry]]) -> str:
    """The ledger as a page."""
    return render("ledger.html", ledgers=ledgers, tally=tally, marks=MARKS)
