"""What a run has found, in the formats that other tools read."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from flows.reports.findings import Finding, findings
from flows.reports.kinds import OF_MESSAGES
from flows.reports.record import Run
from flows.reports.result import (
    AGREES,
    FALSE,
    NOT_FOR,
    NOT_READ,
    NOT_WALKED,
    READ,
    SKIPPED,
    TRUE,
    UNSTABLE,
    Result,
    Verdict,
    summary,
    tally,
)

TOOL = "offramp"
SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
CTRF_VERSION = "1.0.0"
# What a workflow command would take for its own.
IN_MESSAGE, IN_PROPERTY = re.compile(r"[%\r\n]"), re.compile(r"[%\r\n:,]")
STATUS: Mapping[Verdict, str] = {
    TRUE: "passed",
    READ: "passed",
    FALSE: "failed",
    UNSTABLE: "failed",
    NOT_READ: "failed",
    NOT_FOR: "skipped",
    SKIPPED: "skipped",
    NOT_WALKED: "other",
    AGREES: "other",
}


def as_json(run: Run) -> str:
    """The findings, with the facts of the run; ``report.json`` has everything."""
    facts = {key: getattr(run, key) for key in ("commit", "command", "browser", "started", "seconds", "total")}
    facts |= {"version": run.version, "summary": summary(run.results, run.total, run.noun)}
    return _dumped({**facts, "findings": [asdict(finding) for finding in findings(run)]})


def as_github(run: Run) -> str:
    """Workflow commands, by which GitHub annotates the lines of the guides."""
    return "\n".join(map(_annotation, findings(run)))


def _annotation(finding: Finding) -> str:
    place = {"file": finding.file, "line": finding.line, "col": finding.column, "title": finding.title or finding.kind}
    properties = ",".join(f"{key}={_escaped(IN_PROPERTY, str(value))}" for key, value in place.items())
    return f"::{'error' if finding.is_error else 'warning'} {properties}::{_escaped(IN_MESSAGE, finding.text)}"


def _escaped(signs: re.Pattern[str], text: str) -> str:
    return signs.sub(lambda match: f"%{ord(match[0]):02X}", text)


def as_step_summary(run: Run) -> str:
    """The findings as Markdown, for the summary of a step in GitHub's workflows."""
    lines = [f"### {summary(run.results, run.total, run.noun).capitalize()}", ""]
    rows = findings(run)
    if rows:
        lines += ["| where | what is false | suggestion |", "| --- | --- | --- |"]
    lines += [f"| `{row.file}:{row.line}` | {_cell(row.text)} | {_cell(row.suggestion)} |" for row in rows]
    return "\n".join([*lines, ""])


def _cell(text: str) -> str:
    """A text as a cell of a table, with nothing in it that Markdown or HTML would obey."""
    return re.sub(r"([\\`*_{}\[\]<>|#~!])", r"\\\1", " ".join(text.split()))


def as_sarif(run: Run) -> str:
    """SARIF 2.1.0: a rule for each kind of failure, a result for each finding."""
    rows = findings(run)
    kinds = list(dict.fromkeys([*OF_MESSAGES.values(), *(row.kind for row in rows)]))
    rules = [{"id": _rule(kind), "shortDescription": {"text": kind[:1].upper() + kind[1:]}} for kind in kinds]
    driver = {"name": TOOL, "rules": rules}
    results = [_sarif_result(row, [_rule(kind) for kind in kinds].index(_rule(row.kind))) for row in rows]
    done = {"executionSuccessful": NOT_WALKED not in tally(run.results, run.total), "commandLine": run.command}
    known = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results, "invocations": [done]}
    return _dumped({"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [known]})


def _rule(kind: str) -> str:
    return kind.replace(" ", "-")


def _sarif_result(finding: Finding, rule: int) -> dict[str, Any]:
    region = {"startLine": finding.line, "startColumn": finding.column}
    uri = {"uri": finding.file.replace("\\", "/"), "uriBaseId": "%SRCROOT%"}
    uri = {"uri": finding.file} if finding.file.startswith("/") else uri
    return {
        "ruleId": _rule(finding.kind),
        "ruleIndex": rule,
        "level": "error" if finding.is_error else "warning",
        "message": {"text": finding.text},
        "locations": [{"physicalLocation": {"artifactLocation": uri, "region": region}}],
        "partialFingerprints": {"guideAndSentence/v1": f"{finding.guide}: {finding.sentence or finding.message}"},
        "properties": {"found": finding.found, "suggestion": finding.suggestion, "verdict": finding.verdict},
    }


def as_ctrf(run: Run) -> str:
    """The results in the Common Test Report Format."""
    start = round(datetime.fromisoformat(run.started).timestamp() * 1000) if run.started else 0
    tests = [_ctrf_test(result, run) for result in run.results]
    tests += [{"name": "not walked", "status": "other", "duration": 0} for _ in range(run.total - len(run.results))]
    counts = {status: sum(test["status"] == status for test in tests) for status in (*STATUS.values(), "pending")}
    figures = {"tests": len(tests), **counts, "start": start, "stop": start + round(run.seconds * 1000)}
    facts = {"environment": {"commit": run.commit}} if run.commit else {}
    results = {"tool": {"name": TOOL}, "summary": figures, "tests": tests, **facts}
    return _dumped({"reportFormat": "CTRF", "specVersion": CTRF_VERSION, "results": results})


def _ctrf_test(result: Result, run: Run) -> dict[str, Any]:
    rows = findings(Run([result], 1))
    suite = [result.file, *([result.on] if result.on else [])]
    test: dict[str, Any] = {
        "name": result.title or result.id or result.file,
        "status": STATUS[result.verdict],
        "suite": suite,
    }
    test |= {"duration": round(result.seconds * 1000), "rawStatus": result.verdict, "filePath": result.file}
    test |= {"browser": run.browser} if run.browser else {}
    if not rows:
        return test
    failed = {"message": "\n".join(row.text for row in rows), "line": rows[0].line}
    return {**test, **failed, "extra": {"findings": [asdict(row) for row in rows]}}


def _dumped(value: object) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False)


FORMATS: dict[str, Callable[[Run], str]] = {
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
    "ctrf": as_ctrf,
}
