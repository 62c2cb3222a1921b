"""The claims of folders of guides with what the last runs say of them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from flows.claims import model
from flows.claims.model import Claim
from flows.reading import guide as guides
from flows.reports import record
from flows.reports.claims_ledger import ADVICE, MARKS, Entry
from flows.reports.claims_ledger import entries as entries_of
from flows.reports.record import ClaimRow, Run, merged, moved
from flows.reports.result import Result

# Proving walks each guide on the unchanged site, too.
FOLDERS = ("", "proofs")


def row_of(claim: Claim, folder: Path, proving: Mapping[str, str]) -> ClaimRow:
    """A claim as a record has it; ``proving`` are the ids of the guides that name it, by their names."""
    return ClaimRow(
        edition=guides.label(folder),
        id=claim.id,
        label=claim.label,
        says=claim.says,
        kind=[*claim.kind],
        why=claim.why,
        red=str(claim.red or ""),
        guides=[*proving.values()],
        prover=proving.get(claim.red.guide, "") if claim.red else "",
    )


def named_by(results: Iterable[Result], files: Mapping[str, Path]) -> list[ClaimRow]:
    """The claims that the guides of a run name; ``files`` has the file of each guide by its id."""
    named: dict[Path, dict[str, dict[str, str]]] = {}
    for result in results:
        for claim in result.claims if not result.proof else ():
            file = files[result.guide]
            named.setdefault(file.parent, {}).setdefault(claim, {})[file.stem] = result.guide
    return [
        row_of(claim, folder, claims[claim.id])
        for folder, claims in sorted(named.items())
        for claim in model.load(folder)
        if claim.id in claims
    ]


def last_runs(artifacts: Path) -> dict[str, Run]:
    """The records of the last run and of the last proofs, by their folders. Raises FlowsError if one is broken."""
    return {each: record.read(artifacts / each) for each in FOLDERS if (artifacts / each / record.NAME).exists()}


def entries(folder: Path, artifacts: Path) -> list[Entry]:
    """The claims of a folder of guides. Raises GuideError if one cannot be read."""
    claims = model.with_guides(model.load(folder), folder)
    rows = [row_of(claim, folder, {guide.name: str(guide.id) for guide in proving}) for claim, proving in claims]
    return entries_of(rows, [*last_runs(artifacts).values()])


def as_run(ledgers: Mapping[str, list[Entry]], artifacts: Path, folder: Path) -> Run:
    """The last runs as one, with these claims, for a page in a folder."""
    runs = [moved(run, artifacts / each, folder) for each, run in last_runs(artifacts).items()]
    run = merged(runs) if runs else Run([], 0)
    return replace(run, claims=[entry.claim for entries in ledgers.values() for entry in entries])


def lines(name: str, entries: Iterable[Entry]) -> list[str]:
    """The claims of an edition, as the terminal shows them."""
    listed = [name]
    for entry in entries:
        claim = entry.claim
        listed.append(f"  {claim.label:<6} {', '.join(claim.kind)}: {claim.says}")
        if ADVICE in claim.kind:
            listed.append(f"         needs no proof: {claim.why}")
            continue
        listed += [f"         {MARKS[verdict]} {label}" for label, verdict in entry.verdicts.items()]
        listed.append(f"         {MARKS[entry.red]} red with {claim.red}")
    return listed


def as_json(ledgers: Mapping[str, list[Entry]]) -> str:
    rows = {name: list(map(_row, entries)) for name, entries in ledgers.items()}
    return json.dumps(rows, indent=2, ensure_ascii=False)


def _row(entry: Entry) -> dict[str, object]:
    claim = entry.claim
    about = {"id": claim.id, "kind": claim.kind, "says": claim.says, "ours": claim.label != claim.id, "why": claim.why}
    return {
        **about,
        "procedures": entry.verdicts,
        "taken_out": claim.red,
        "red": entry.red,
        "proved": entry.is_proved,
    }
