"""Errors of the control API as problem documents, RFC 9457."""

import json
from http import HTTPStatus

from flask import Response
from pydantic import ValidationError
from werkzeug.exceptions import HTTPException


class Problem(HTTPException):
    """An error; ``detail`` says what is wrong and how to fix it, ``errors`` says it by field."""

    def __init__(self, status: int, title: str, detail: str, errors: list[dict[str, str]] | None = None) -> None:
        super().__init__(detail)
        self.code = status
        self.title = title
        self.errors = errors or []


def invalid(errors: list[dict[str, str]]) -> Problem:
    """An invalid request; each error has a ``field`` and a ``message``."""
    detail = "; ".join(f"{error['field']}: {error['message']}" for error in errors)
    return Problem(422, "Invalid request", detail, errors)


def from_validation(error: ValidationError) -> Problem:
    """A body that pydantic refused."""
    errors = []
    for fault in error.errors():
        message = fault["msg"]
        if fault["type"] == "extra_forbidden":
            message = "is not known; remove it or correct its spelling"
        elif fault["type"] == "missing":
            message = "is missing; add it"
        elif fault["type"] == "literal_error":
            message = f"is not known; write one of {fault['ctx']['expected']}"
        elif fault["type"] == "value_error":
            message = message.removeprefix("Value error, ")
        errors.append({"field": ".".join(str(part) for part in fault["loc"]) or "body", "message": message})
    return invalid(errors)


def as_problem(error: Exception) -> Response:
    """Any error as a problem document, without details if it is unexpected."""
    status = (error.code or 500) if isinstance(error, HTTPException) else 500
    document: dict[str, object] = {"type": "about:blank", "title": HTTPStatus(status).phrase, "status": status}
    if isinstance(error, Problem):
        document |= {"title": error.title, "detail": error.description}
        if error.errors:
            document["errors"] = error.errors
    elif isinstance(error, HTTPException):
        document["detail"] = error.description
    else:
        document["detail"] = "the site failed, and nothing was changed; see its log"
    response = Response(json.dumps(document), status, mimetype="application/problem+json")
    if isinstance(error, HTTPException) and (allowed := getattr(error, "valid_methods", None)):
        response.headers["Allow"] = ", ".join(allowed)
    return response
