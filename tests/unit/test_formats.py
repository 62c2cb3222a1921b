"""The formats of a run, each checked by its own schema, and what its rows say."""

import json
import re
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import jsonschema
import pytest
from _pytest.junitxml import LogXML, xml_key

from flows.plugin import junit
from flows.reports import record
from flows.reports.findings import findings
from flows.reports.formats import FORMATS, as_step_summary
from flows.reports.kinds import OF_MESSAGES, kinds_of
from flows.reports.record import Run
from flows.reports.result import AGREES, FALSE, TRUE
from flows.reports.run_page import headline
from tests.support.runs import MESSAGES, false, run_of_every_kind, true

SCHEMAS = Path(__file__).parents[1] / "schemas"
EVERY = run_of_every_kind()


def schema(name: str) -> dict[str, object]:
    return dict(json.loads((SCHEMAS / f"{name}.json").read_text("utf-8")))


@pytest.mark.parametrize("run", [EVERY, Run([], 0), Run([true("a")], 1)], ids=["every kind", "empty", "true"])
@pytest.mark.parametrize("name", ["sarif", "ctrf"])
def test_a_format_is_as_its_schema_says(name: str, run: Run) -> None:
    known = {"sarif": "sarif-2.1.0"}.get(name, name)
    jsonschema.validate(json.loads(FORMATS[name](run)), schema(known))


def test_the_record_is_as_its_schema_says() -> None:
    written = json.loads(record.SCHEMA.read_text("utf-8"))
    assert record.SCHEMA.read_text("utf-8") == record.schema(), "run make docs"
    jsonschema.validate(json.loads(record.as_json(EVERY)), written)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**json.loads(record.as_json(EVERY)), "version": 2}, written)


def test_every_format_has_every_finding() -> None:
    rows = findings(EVERY)
    assert len(rows) == len(MESSAGES) + 5
    in_json = json.loads(FORMATS["json"](EVERY))["findings"]
    in_sarif = json.loads(FORMATS["sarif"](EVERY))["runs"][0]["results"]
    in_ctrf = [each for test in json.loads(FORMATS["ctrf"](EVERY))["results"]["tests"] for each in _findings(test)]
    assert [(row["file"], row["line"], row["column"]) for row in in_json] == [(r.file, r.line, r.column) for r in rows]
    assert [each["message"]["text"] for each in in_sarif] == [row.text for row in rows]
    assert in_ctrf == in_json
    assert FORMATS["github"](EVERY).count("\n") == len(rows) - 1


def _findings(test: dict[str, dict[str, list[object]]]) -> list[object]:
    return test.get("extra", {}).get("findings", [])


def test_a_finding_says_where_what_and_what_to_write() -> None:
    (row,) = json.loads(FORMATS["json"](Run([false("a", MESSAGES["control not there"])], 1)))["findings"]
    assert row == {
        "file": "guides/own/a.md",
        "line": 8,
        "column": 12,
        "verdict": "false",
        "kind": "control not there",
        "guide": "guides/own/a.md::Close",
        "title": "Close a",
        "message": "looked for a control named 'Your dat'",
        "sentence": "Click Your dat.",
        "found": ["button 'Your data'", "link 'Account'", "link 'Contact Info'"],
        "suggestion": "Your data",
    }


def test_annotations_are_on_the_lines_of_a_guide() -> None:
    messages = [MESSAGES["words not there"], MESSAGES["still there"]]
    lines = FORMATS["github"](Run([false("a, b: 5%", *messages)], 1)).splitlines()
    places = [re.match(r"::error file=([^,]*),line=(\d+),col=(\d+),title=([^,]*)::", line) for line in lines]
    assert [match.groups() for match in places if match] == [
        ("guides/own/a%2C b%3A 5%25.md", "8", "12", "Close a%2C b%3A 5%25"),
        ("guides/own/a%2C b%3A 5%25.md", "9", "12", "Close a%2C b%3A 5%25"),
    ]


def test_what_was_not_walked_is_a_warning() -> None:
    late = next(line for line in FORMATS["github"](EVERY).splitlines() if "late.md" in line)
    assert late == "::warning file=guides/own/late.md,line=1,col=1,title=Late::the browser has stopped"


def test_a_run_that_was_stopped_was_not_successful() -> None:
    run = Run([false("a", verdict=TRUE)], 2)
    assert not json.loads(FORMATS["sarif"](run))["runs"][0]["invocations"][0]["executionSuccessful"]


def test_what_agrees_with_its_draft_is_a_warning_and_not_true() -> None:
    run = Run([false("a", verdict=AGREES)], 1)
    assert FORMATS["github"](run) == f"::warning file=guides/own/a.md,line=1,col=1,title=Close a::{AGREES}"
    (test,) = json.loads(FORMATS["ctrf"](run))["results"]["tests"]
    assert (test["status"], test["rawStatus"]) == ("other", AGREES)
    assert json.loads(FORMATS["sarif"](run))["runs"][0]["invocations"][0]["executionSuccessful"]
    assert headline(run) == f"The guide {AGREES}"


def test_junit_does_not_count_it_as_passed() -> None:
    config, xml = cast("pytest.Config", SimpleNamespace(stash=pytest.Stash())), LogXML("junit.xml", None)
    config.stash[xml_key] = xml
    report = pytest.TestReport("a.md::A", ("a.md", 0, "A"), {}, "passed", None, "teardown")
    junit.describe(config, report, false("a", verdict=AGREES))
    (node,) = xml.node_reporter(report).nodes
    assert (node.tag, node.get("message"), xml.stats["skipped"]) == ("skipped", AGREES, 1)


def test_a_message_cannot_end_its_line_or_begin_a_command() -> None:
    result = replace(false("a"), verdict=FALSE, faults=["x\n::add-mask::y"])
    assert FORMATS["github"](Run([result], 1)).splitlines()[1:] == []


def test_the_step_summary_is_a_table_that_markdown_leaves_alone() -> None:
    result = replace(false("a"), failures=[], faults=["a | b <b>"])
    summary = as_step_summary(Run([replace(result, verdict=FALSE)], 1))
    assert summary.splitlines()[0] == "### 1 guide: 1 false"
    assert summary.splitlines()[-1] == r"| `guides/own/a.md:1` | a \| b \<b\> |  |"


@pytest.mark.parametrize(("kind", "message"), MESSAGES.items(), ids=MESSAGES)
def test_each_message_is_of_its_kind(kind: str, message: str) -> None:
    assert kinds_of(false("a", message)) == [kind]


def test_every_kind_has_an_example() -> None:
    assert set(OF_MESSAGES.values()) == set(MESSAGES)


def test_walks_on_other_editions_are_no_findings() -> None:
    result = replace(false("a", MESSAGES["email"]), on="other")
    assert findings(Run([result, replace(result, verdict=TRUE)], 2)) == []
