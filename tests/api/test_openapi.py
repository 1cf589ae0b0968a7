"""The OpenAPI description tells the truth about the running app."""

import io
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from teamfeed.core import roles
from tests.api.callers import Caller
from tests.cast import Cast

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


FEW = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


def operations(described: Any) -> Iterator[Any]:
    """Every call of the description."""
    for found in described.get_all_operations():
        yield found.ok()


@pytest.fixture
def described(app: Flask, tess: Caller, server_cast: Cast) -> Any:
    """The description, with posts for its calls to find."""
    tess.say("libre 23h58", position={"lat": 48.1, "lon": -1.6}, progress=10)
    tess.say("chez Mme Le Goff #plâtre @dana", site="chez Mme Le Goff", blocked=True)
    return schemathesis.openapi.from_wsgi("/api/openapi.json", app)


def test_no_call_answers_otherwise_than_described(described: Any, server_cast: Cast) -> None:
    headers = {"Authorization": f"Bearer {server_cast.dana.token}"}

    for operation in operations(described):
        for mode in GenerationMode:

            @FEW
            @given(case=operation.as_strategy(generation_mode=mode))
            def holds(case: Any) -> None:
                case.call_and_validate(headers=headers, checks=CHECKS)

            with suppress(Unsatisfiable):  # a call without parameters has no wrong ones
                holds()


def test_what_there_is_answers_as_described(
    described: Any, app: Flask, server_cast: Cast, tiny_photo: bytes
) -> None:
    dana = Caller(app, server_cast.dana.token)
    photo = dana.call("POST", "/api/v1/media", data={"file": (io.BytesIO(tiny_photo), "a.png")})
    media = photo.get_json()["id"]
    number = dana.get("/api/v1/timelines/home").get_json()[0]["id"]
    dana.say("bien reçu", in_reply_to_id=number, media_ids=[media], on_behalf_of="tess")
    ids = {"post_id": number, "account_id": str(server_cast.tess.id), "media_id": media}

    for operation in operations(described):
        if operation.method == "get":
            case = operation.Case(path_parameters=ids)
            answer = case.call(headers={"Authorization": f"Bearer {server_cast.dana.token}"})
            assert answer.status_code == 200, operation.label
            case.validate_response(answer, checks=CHECKS)


def test_every_call_says_who_may(olly: Caller) -> None:
    document = olly.get("/api/openapi.json").get_json()

    for path, calls in document["paths"].items():
        for call in calls.values():
            assert call["summary"], path
            assert set(call["x-teamfeed-who"]) <= roles.EVERYONE
            assert "200" in call["responses"]
