"""The API's description (OpenAPI 3.1), made from the schemas by which it reads and answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from marshmallow import Schema

PROBLEM = "application/problem+json"
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Operation:
    """One way to call the API: what it takes, and what it answers at which status."""

    path: str
    summary: str
    takes: type[Schema]
    answers: Mapping[int, tuple[str, type[Schema]]]
    problems: Mapping[int, str]
    problem: type[Schema]
    headers: Sequence[Mapping[str, Any]] = ()
    also_as_form: bool = False
    answer_headers: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)


def openapi_document(title: str, version: str, operations: Sequence[Operation]) -> dict[str, Any]:
    """The whole description."""
    from apispec import APISpec  # noqa: PLC0415 -- few workers ever describe the API
    from apispec.ext.marshmallow import MarshmallowPlugin  # noqa: PLC0415 -- as above

    spec = APISpec(
        title=title, version=version, openapi_version="3.1.0", plugins=[MarshmallowPlugin()]
    )
    for operation in operations:
        spec.path(operation.path, operations={"post": _post(operation)})
    document: dict[str, Any] = spec.to_dict()
    return document


def _post(operation: Operation) -> dict[str, Any]:
    content: dict[str, Any] = {JSON: {"schema": operation.takes}}
    if operation.also_as_form:
        # Files come as parts of their own there, so the schema of the form is described in words only.
        content["multipart/form-data"] = {"schema": {"type": "object"}}
    return {
        "summary": operation.summary,
        "parameters": [dict(header) for header in operation.headers],
        "requestBody": {"required": True, "content": content},
        "responses": _answers(operation) | _problems(operation),
    }


def _answers(operation: Operation) -> dict[str, Any]:
    return {
        str(status): {"description": words, "content": {JSON: {"schema": schema}}}
        for status, (words, schema) in operation.answers.items()
    }


def _problems(operation: Operation) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for status, words in operation.problems.items():
        found[str(status)] = {
            "description": words,
            "content": {PROBLEM: {"schema": operation.problem}},
        }
        if status in operation.answer_headers:
            found[str(status)]["headers"] = dict(operation.answer_headers[status])
    return found
