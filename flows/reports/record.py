"""The record of a run, ``report.json``: the page, every format and the drift matrix are made from it."""

import json
import os
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from flows.errors import FlowsError, shown
from flows.reports.result import Result

NAME = "report.json"
SCHEMA = Path(__file__).with_name("report.schema.json")
SHARD = re.compile(r"\d{1,4}/\d{1,4}")
# It changes with each change that a reader of the record must know.
VERSION = 1


@dataclass
class ClaimRow:
    """A claim of a source article: what it says, why advice needs no proof, and how it is taken out of the site.

    ``guides`` are the ids of those that name it, and ``prover`` that of the one which must be false without it.
    """

    edition: str
    id: str
    label: str
    says: str
    kind: list[str]
    why: str
    red: str
    guides: list[str]
    prover: str


@dataclass
class Run:
    """A run: what was walked, how, and what came of it.

    ``total`` counts what has no result, too. ``noun`` is what is counted ("guide"). ``started`` is in ISO 8601, and
    ``shards`` names the parts that it was merged from ("1/4").
    """

    results: list[Result]
    total: int
    noun: str = "guide"
    command: str = ""
    commit: str = ""
    browser: str = ""
    started: str = ""
    seconds: float = 0
    shards: list[str] = field(default_factory=list)
    claims: list[ClaimRow] = field(default_factory=list)
    version: Literal[1] = 1


_RUN = TypeAdapter(Run)


def schema() -> str:
    """The JSON Schema of the record, as ``make docs`` stores it."""
    described = _RUN.json_schema(mode="serialization")
    return json.dumps({"$schema": "https://json-schema.org/draft/2020-12/schema", **described}, indent=1) + "\n"


def as_json(run: Run) -> str:
    return _RUN.dump_json(run, indent=1).decode() + "\n"


def read(path: Path) -> Run:
    """The record in a file, or in a folder of artifacts. Raises FlowsError if it is none, or of another version."""
    file = path / NAME if path.is_dir() else path
    try:
        return _RUN.validate_json(file.read_bytes())
    except FileNotFoundError:
        raise FlowsError(f"{shown(file)} is not there; name a {NAME}, or a folder of artifacts with one") from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"]))
        fault = f"{where}: {first['msg']}" if where else first["msg"]
        raise FlowsError(f"{shown(file)} is not a record of version {VERSION} ({fault}); run again") from None


def merged(runs: Sequence[Run]) -> Run:
    """One run of several: of what is in more than one of them, the result of the newest counts."""
    first = runs[0]
    results = {
        result.id or result.file: result for run in sorted(runs, key=lambda run: run.started) for result in run.results
    }
    claims: dict[tuple[str, str], ClaimRow] = {}
    for row in (row for run in runs for row in run.claims):
        former = claims.setdefault((row.edition, row.id), row)
        former.guides = list(dict.fromkeys([*former.guides, *row.guides]))
    unknown = sum(run.total - len(run.results) for run in runs)
    return Run(
        results=in_order(results.values()),
        total=len(results) + unknown,
        noun=next((run.noun for run in runs if run.noun == "test"), first.noun),
        command=first.command,
        commit=_of_all(run.commit for run in runs),
        browser=_of_all(run.browser for run in runs),
        started=min(run.started for run in runs),
        seconds=max(run.seconds for run in runs),
        shards=sorted({shard for run in runs for shard in run.shards}),
        claims=in_claim_order(claims.values()),
    )


def missing_shards(run: Run) -> list[str]:
    """The parts that a merged run is without, of the runs that were divided."""
    divided_by = sorted({int(shard.partition("/")[2]) for shard in run.shards if SHARD.fullmatch(shard)})
    parts = [f"{part}/{parts}" for parts in divided_by for part in range(1, parts + 1)]
    return [part for part in parts if part not in run.shards]


def moved(run: Run, from_folder: Path, folder: Path) -> Run:
    """A record of one folder, with its links from another one."""
    return replace(run, results=[relative(result, folder, from_folder) for result in run.results])


def relative(result: Result, folder: Path, from_folder: Path = Path()) -> Result:
    """The result with the paths of what it keeps, which are from a folder, from another one."""

    def link(path: str) -> str:
        return Path(os.path.relpath(from_folder / path, folder)).as_posix() if path else ""

    failures = [replace(failure, picture=link(failure.picture)) for failure in result.failures]
    again = relative(result.again, folder, from_folder) if result.again else None
    traces = [link(trace) for trace in result.traces]
    return replace(result, failures=failures, picture=link(result.picture), traces=traces, again=again)


def in_order(results: Iterable[Result]) -> list[Result]:
    """The results in the order of their files, whichever ended first."""
    return sorted(results, key=lambda result: (natural(result.file), natural(result.id)))


def in_claim_order(rows: Iterable[ClaimRow]) -> list[ClaimRow]:
    """The claims by edition and id, and the guides of each by their ids."""
    sorted_rows = sorted(rows, key=lambda row: (row.edition, natural(row.id)))
    return [replace(row, guides=sorted(row.guides, key=natural)) for row in sorted_rows]


def natural(text: str) -> list[tuple[int, str]]:
    """A key by which A2 comes before A10."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"(\d+)", text)]


def _of_all(values: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(filter(None, values)))
