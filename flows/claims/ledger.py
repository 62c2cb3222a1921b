"""The ledger: each claim with the procedures that prove it, and what came of them when they were last walked."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from flows.claims import model
from flows.claims.model import Claim
from flows.reading import guide as guides
from flows.reports.templating import render

RUN, PROOFS = "junit.xml", "proofs/junit.xml"
TRUE, FALSE, NOT_WALKED = "true", "false", "not walked"


@dataclass
class Entry:
    """A claim, its procedures with how each was found to be last, and how its proof was found to turn red.

    ``red`` is ``true`` if it did, ``false`` if not; an advice has nothing to prove.
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
        """Whether a procedure of it was true when it was walked last, none false, and one turned red without it."""
        return TRUE in self.procedures.values() and self.red == TRUE and not self.is_false

    @property
    def is_false(self) -> bool:
        """Whether a procedure was false, or none turned red."""
        return FALSE in [*self.procedures.values(), self.red]


def of(folder: Path, artifacts: Path) -> list[Entry]:
    """The claims of a folder of guides. Raises GuideError where they, or a guide, cannot be read."""
    known = model.load(folder)
    procedures = [guides.load(path) for path in guides.find(folder)]
    # Proving walks each procedure as the site is, too; of what was walked in both, the newer run tells.
    runs = sorted(filter(Path.exists, (artifacts / RUN, artifacts / PROOFS)), key=lambda run: run.stat().st_mtime)
    walked = {name: verdict for run in runs for name, verdict in _verdicts(run, "guide").items()}
    red = _verdicts(artifacts / PROOFS, "proof")
    proving = model.proofs(known, procedures)
    return [_entry(claim, [guide.label for guide in proving[claim.id]], walked, red) for claim in known]


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


def _verdicts(report: Path, what: str) -> dict[str, str]:
    """What a run has told of each procedure, or of each proof; nothing if there was none."""
    found: dict[str, str] = {}
    if not report.exists():
        return found
    for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314  (written by our own run)
        told = {each.get("name"): each.get("value") for each in case.iter("property")}
        # A procedure that was walked as a proof, or on another edition, is no news of the procedure itself.
        elsewhere = "on" in told or case.find("skipped") is not None or (what != "proof" and "proof" in told)
        name = told.get(what)
        if name and not elsewhere:
            failed = case.find("failure") is not None or case.find("error") is not None
            found[name] = FALSE if failed or found.get(name) == FALSE else TRUE
    return found


def lines(name: str, entries: Iterable[Entry]) -> list[str]:
    """What the terminal says of the claims of an edition."""
    listed = [f"{name}"]
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
    """How many of the claims are proved, in a line."""
    known = list(entries)
    needed = [entry for entry in known if not entry.is_advice]
    proved, false = sum(entry.is_proved for entry in needed), sum(entry.is_false for entry in needed)
    share = 100 * proved // len(needed) if needed else 100
    rest = {"false": false, "not walked": len(needed) - proved - false, "advice": len(known) - len(needed)}
    told = [f"{number} {name}" for name, number in rest.items() if number]
    return "; ".join([f"{proved} of {len(needed)} proved, {share} %", *told])


def as_json(ledgers: Mapping[str, list[Entry]]) -> str:
    told: dict[str, list[dict[str, Any]]] = {
        name: [{**asdict(entry), "proved": entry.is_proved} for entry in entries] for name, entries in ledgers.items()
    }
    return json.dumps(told, indent=2, ensure_ascii=False)


def as_html(ledgers: Mapping[str, list[Entry]]) -> str:
    """The ledger as a page."""
    return render("ledger.html", ledgers=ledgers, tally=tally, marks=MARKS)
