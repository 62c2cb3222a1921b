"""The OpenAPI document of the control API."""

import re
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from mocksite.control.messages import ProblemDocument


@dataclass(frozen=True)
class Call:
    """One call: the message it takes, and its response with a status."""

    method: str
    path: str
    name: str
    summary: str
    takes: type[BaseModel] | None
    gives: type[BaseModel] | None
    status: int


def document(calls: list[Call], version: str) -> dict[str, Any]:
    """An OpenAPI 3.1 document."""
    models = {model for call in calls for model in (call.takes, call.gives) if model} | {ProblemDocument}
    # One schema serves both directions.
    pairs = [(model, "validation") for model in sorted(models, key=lambda model: model.__name__)]
    _, schemas = models_json_schema(pairs, ref_template="#/components/schemas/{model}")  # type: ignore[arg-type]
    paths: dict[str, dict[str, Any]] = {}
    for call in calls:
        path = "/_control" + re.sub(r"<(\w+)>", r"{\1}", call.path)
        paths.setdefault(path, {})[call.method.lower()] = _operation(call)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Worklane control API", "version": version},
        "paths": paths,
        "components": {"schemas": schemas.get("$defs", {})},
    }


def _operation(call: Call) -> dict[str, Any]:
    answers: dict[str, Any] = {str(call.status): {"description": call.summary.split(".")[0]}}
    if call.gives:
        answers[str(call.status)]["content"] = _content("application/json", call.gives)
    names = re.findall(r"<(\w+)>", call.path)
    failures = {"401", "403", "503", *(["404"] if names else []), *(["415", "422"] if call.takes else [])}
    if names and call.takes:
        failures.add("409")
    for status in sorted(failures):
        answers[status] = {
            "description": "What is wrong, and how to fix it",
            "content": _content("application/problem+json", ProblemDocument),
        }
    operation: dict[str, Any] = {"operationId": call.name, "summary": call.summary, "responses": answers}
    if names:
        operation["parameters"] = [
            {"name": name, "in": "path", "required": True, "schema": {"type": "string"}} for name in names
        ]
    if call.takes:
        operation["requestBody"] = {"required": True, "content": _content("application/json", call.takes)}
    return operation


def _content(media_type: str, model: type[BaseModel]) -> dict[str, Any]:
    return {media_type: {"schema": {"$ref": f"#/components/schemas/{model.__name__}"}}}
