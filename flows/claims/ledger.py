"""The ledger: each claim with the procedures that prove it, and their verdicts from the last runs."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree

from flows.claims import model
from flows.claims.model import Claim
from flows.reading import guide as guides
from flows.reports.templating import render

RUN, PROOFS = "junit.xml", "proofs/junit.xml"
TRUE, FALSE, NOT_WALKED = "true", "false", "not walked"


@dataclass
class Entry:
    """A claim, the last verdict on each procedure that proves it, and whether its proof turned red without it.

    ``red`` is ``true``, ``false`` or ``not walked``; it is empty for advice, which has nothing to prove.
    """

    id: str
    kind: list[str]
    says: str
    why: str = ""
    procedures: dict[str, str] = field(default_factory=dict)
    taken_out: str = ""
    red: str = ""

    @property
    def is_advice(self) -> bool:
        return model.ADVICE in self.kind

    @property
    def is_proved(self) -> bool:
        """Whether a procedure was true, none was false, and the proof turned red."""
        return TRUE in self.procedures.values() and self.red == TRUE and not self.is_false

    @property
    def is_false(self) -> bool:
        """Whether a procedure was false, or the proof did not turn red."""
        return FALSE in [*self.procedures.values(), self.red]


def entries(folder: Path, artifacts: Path) -> list[Entry]:
    """The claims of a folder of guides. Raises GuideError where the claims or a guide cannot be read."""
    claims = model.load(folder)
    procedures = [guides.load(path) for path in guides.find(folder)]
    # Proving walks each procedure on the unchanged site, too; where both runs have a verdict, the newer one counts.
    runs = sorted(filter(Path.exists, (artifacts / RUN, artifacts / PROOFS)), key=lambda run: run.stat().st_mtime)
    walked = {name: verdict for run in runs for name, verdict in _verdicts(run, "guide").items()}
    red = _verdicts(artifacts / PROOFS, "proof")
    proving = model.procedures_by_claim(claims, procedures)
    return [_entry(claim, [guide.label for guide in proving[claim.id]], walked, red) for claim in claims]


def _entry(claim: Claim, proving: list[str], walked: Mapping[str, str], red: Mapping[str, str]) -> Entry:
    return Entry(
        claim.id,
        list(claim.kind),
        claim.says,
        claim.why,
        {label: walked.get(label, NOT_WALKED) for label in proving},
        str(claim.red or ""),
        red.get(claim.id, NOT_WALKED) if claim.red else "",
    )


def _verdicts(report: Path, kind: Literal["guide", "proof"]) -> dict[str, str]:
    """The verdicts of a run, by guide or by the claim of a proof; empty if there was no run."""
    verdicts: dict[str, str] = {}
    if not report.exists():
        return verdicts
    for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314  (written by our own run)
        properties = {row.get("name"): row.get("value") for row in case.iter("property")}
        # A walk as a proof, or on another edition, says nothing about the procedure itself.
        elsewhere = (
            "on" in properties or case.find("skipped") is not None or (kind != "proof" and "proof" in properties)
        )
        name = properties.get(kind)
        if name and not elsewhere:
            failed = case.find("failure") is not None or case.find("error") is not None
            verdicts[name] = FALSE if failed or verdicts.get(name) == FALSE else TRUE
    return verdicts


def lines(name: str, entries: Iterable[Entry]) -> list[str]:
    """The claims of an edition, as the terminal shows them."""
    listed = [name]
    for entry in entries:
        listed.append(f"  {entry.id:<4} {', '.join(entry.kind)}: {entry.says}")
        if entry.is_advice:
            listed.append(f"       needs no proof: {entry.why}")
            continue
        listed += [f"       {MARKS[verdict]} {label}" for label, verdict in entry.procedures.items()]
        listed.append(f"       {MARKS[entry.red]} red with {entry.taken_out}")
    return listed


MARKS = {TRUE: "✓", FALSE: "✗", NOT_WALKED: "·", "": "✗"}


def tally(entries: Iterable[Entry]) -> str:
    """The number of claims that are proved, and of the others, in a line."""
    every = list(entries)
    needed = [entry for entry in every if not entry.is_advice]
    proved, false = sum(entry.is_proved for entry in needed), sum(entry.is_false for entry in needed)
    share = 100 * proved // len(needed) if needed else 100
    rest = {"false": false, "not walked": len(needed) - proved - false, "advice": len(every) - len(needed)}
    counts = [f"{number} {name}" for name, number in rest.items() if number]
    return "; ".join([f"{proved} of {len(needed)} proved, {share} %", *counts])


def as_json(ledgers: Mapping[str, list[Entry]]) -> str:
    rows = {
        name: [{**asdict(entry), "proved": entry.is_proved} for entry in entries] for name, entries in ledgers.items()
    }
    return json.dumps(rows, indent=2, ensure_ascii=False)


def as_html(ledgers: Mapping[str, list[Entry]]) -> str:
    """The ledger as a page."""
    return render("ledger.html", ledgers=ledgers, tally=tally, marks=MARKS)
