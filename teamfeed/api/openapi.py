"""The OpenAPI 3.1 description, made from the routes, the authorisation table and the entities.

Not by spectree: it reads a body as JSON or as a form, not as either by its type, and answers
mistakes in its own words, while ours must be in the reader's language, from the same checks as
the socket's and the pages'.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from flask import Flask, Response, current_app
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema
from werkzeug.routing import Rule

from teamfeed import __version__
from teamfeed.api import entities, inputs
from teamfeed.api.blueprint import Operation, answers, blueprint
from teamfeed.api.responses import json
from teamfeed.authorisation import TABLE
from teamfeed.core.roles import OUTSIDER

Json = dict[str, Any]
BODIES = ("application/json", "application/x-www-form-urlencoded", "multipart/form-data")
_REFERENCE = "#/components/schemas/{model}"
_WORDS = {
    400: "It cannot be read.",
    401: "The token is bad or missing.",
    403: "Not allowed.",
    404: "Not there, or not for you.",
    409: "It contradicts what is there.",
    410: "No longer there.",
    413: "Too large.",
    415: "Another kind of content is needed.",
    422: "Values that cannot be accepted.",
    429: "Too many; see Retry-After.",
    503: "Not now; see Retry-After. The same request may be sent again.",
}


@blueprint.get("/api/openapi.json")
@answers(entities.Document)
def openapi() -> Response:
    """This description."""
    return json(document(current_app._get_current_object()))  # type: ignore[attr-defined]


@cache
def document(app: Flask) -> Json:
    """The whole description of an app's API."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "teamfeed",
            "version": __version__,
            "description": "Mastodon's client API at the edge, teamfeed's own calls beside.",
        },
        "paths": _paths(app),
        "components": {
            "schemas": _schemas(app),
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def _paths(app: Flask) -> Json:
    paths: Json = {}
    for rule, operation in _operations(app):
        path = re.sub(r"<\w+:(\w+)>", r"{\1}", rule.rule)
        method = next(iter((rule.methods or set()) - {"HEAD", "OPTIONS"})).lower()
        paths.setdefault(path, {})[method] = _operation(app, rule, operation)
    return paths


def _operations(app: Flask) -> Iterator[tuple[Rule, Operation]]:
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("api."):
            yield rule, vars(app.view_functions[rule.endpoint])["operation"]


def _operation(app: Flask, rule: Rule, operation: Operation) -> Json:
    row = TABLE[rule.endpoint]
    text = (app.view_functions[rule.endpoint].__doc__ or "").strip()
    found: Json = {
        "operationId": rule.endpoint.removeprefix("api."),
        "summary": text,
        "parameters": [
            *_in_path(rule),
            *_parameters("query", operation.query),
            *_parameters("header", operation.headers),
        ],
        "responses": _responses(operation, open_to_all=OUTSIDER in row.who),
        "security": [] if OUTSIDER in row.who else [{"token": [row.scope or ""]}],
        "x-teamfeed-who": sorted(row.who),
        "x-teamfeed-scope": row.scope,
    }
    if operation.takes is not None:
        kinds = BODIES[2:] if operation.takes is inputs.NewMedia else BODIES
        found["requestBody"] = {
            "content": {kind: {"schema": _named(operation.takes)} for kind in kinds}
        }
    return found


def _responses(operation: Operation, *, open_to_all: bool) -> Json:
    refuses = {*operation.refuses, 429} | (set() if open_to_all else {401, 403})
    if operation.takes is not None:
        refuses |= {400, 413, 415}
    answer = {"200": {"description": "Done.", "content": _content(_schema(operation.answer))}}
    return answer | {
        str(status): {"description": _WORDS[status], "content": _content(_named(entities.Refused))}
        for status in sorted(refuses)
    }


def _in_path(rule: Rule) -> Iterator[Json]:
    for name in rule.arguments:
        yield {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "string", "pattern": r"^\d{1,19}$"},
        }


def _parameters(where: str, model: type[BaseModel] | None) -> Iterator[Json]:
    if model is None:
        return
    for name, schema in model.model_json_schema()["properties"].items():
        yield {
            "name": name,
            "in": where,
            "required": False,
            "schema": _without_null(schema),
            "description": schema.pop("description", ""),
        }


def _without_null(schema: Json) -> Json:
    """A parameter is absent, never null."""
    kinds = [kind for kind in schema.pop("anyOf", ()) if kind.get("type") != "null"]
    for name in ("title", "default"):
        schema.pop(name, None)
    return {**schema, **(kinds[0] if kinds else {})}


def _schemas(app: Flask) -> Json:
    wanted: set[type[BaseModel]] = {entities.Refused}
    for _rule, operation in _operations(app):
        wanted |= {_one(operation.answer)} | ({operation.takes} if operation.takes else set())
    _map, found = models_json_schema(
        [(model, "validation") for model in sorted(wanted, key=lambda model: model.__name__)],
        ref_template=_REFERENCE,
    )
    schemas: Json = found["$defs"]
    return schemas


def _schema(answer: Any) -> Json:
    return {"type": "array", "items": _named(_one(answer))} if get_args(answer) else _named(answer)


def _one(answer: Any) -> type[BaseModel]:
    found: type[BaseModel] = get_args(answer)[0] if get_args(answer) else answer
    return found


def _named(model: type[BaseModel]) -> Json:
    return {"$ref": _REFERENCE.format(model=model.__name__)}


def _content(schema: Json) -> Json:
    return {"application/json": {"schema": schema}}
