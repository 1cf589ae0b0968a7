"""Thousands of generated requests: never a fault, always words, nothing half-stored."""

import json
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from teamfeed.services import Services
from tests.api.callers import Caller
from tests.api.test_bad_input import stored
from tests.cast import Cast

THOUSANDS = settings(
    max_examples=1500,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
HUNDREDS = settings(THOUSANDS, max_examples=400)

text = st.text(max_size=160) | st.sampled_from(
    ["libre 14h", "fini 75%", "aide", "\x00", "👷" * 150]
)
scalar = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | text
    | st.datetimes().map(lambda moment: moment.isoformat() + "Z")
)


def nested(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Lists and objects of it."""
    return st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4)


# Three floors deep; st.recursive remembers between examples and calls itself flaky at times.
value = scalar | nested(scalar | nested(scalar))
latin = st.characters(min_codepoint=33, max_codepoint=255)  # what a header can carry
FIELDS = (
    "status", "availability", "free_from", "site_id", "site", "position", "progress", "blocked",
    "said_at", "client_id", "in_reply_to_id", "media_ids", "on_behalf_of", "language",
)  # fmt: skip
position = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("lat", "lon", "accuracy_m", "at"), value)
)
post = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(FIELDS, value) | {"status": text, "position": position | value}
)


@pytest.fixture
def hostile(tess: Caller, own: Services) -> "Hostile":
    """Tess's token in bad hands."""
    return Hostile(tess, own)


class Hostile:
    """Sends a request and holds the answer to its promises."""

    def __init__(self, caller: Caller, own: Services) -> None:
        self.caller, self.own = caller, own

    def send(self, method: str, path: str, **given: Any) -> TestResponse:
        """Refused in words with nothing stored, or done whole."""
        before = stored(self.own)
        answer = self.caller.call(method, path, **given)
        after = stored(self.own)
        assert answer.status_code < 500, answer.text
        assert answer.is_json, answer.text
        if answer.status_code != 200:
            said = answer.get_json()
            assert said["error"]
            assert isinstance(said["reasons"], dict)
            assert after == before
        elif method == "POST":
            assert after["posts"] <= before["posts"] + 1
            assert after["head"] == after["feed"]
        return answer


@THOUSANDS
@given(post)
def test_any_json_object_is_a_post_or_is_refused(hostile: Hostile, body: dict[str, Any]) -> None:
    hostile.send("POST", "/api/v1/statuses", data=json.dumps(body), content_type="application/json")


@HUNDREDS
@given(st.dictionaries(st.sampled_from(FIELDS) | text, text, max_size=6))
def test_any_form_is_a_post_or_is_refused(hostile: Hostile, body: dict[str, str]) -> None:
    hostile.send("POST", "/api/v1/statuses", data=_encodable(body))


@HUNDREDS
@given(st.binary(max_size=300), st.sampled_from([
    "application/json", "application/x-www-form-urlencoded", "multipart/form-data; boundary=b",
    "text/plain", "", "application/json; charset=utf-16"]))  # fmt: skip
def test_any_bytes_are_a_post_or_are_refused(hostile: Hostile, body: bytes, kind: str) -> None:
    hostile.send("POST", "/api/v1/statuses", data=body, content_type=kind)


@HUNDREDS
@given(
    st.sampled_from([
        "/api/v1/timelines/home", "/api/v1/teamfeed/feed", "/api/v1/teamfeed/board",
        "/api/v1/teamfeed/sites", "/api/v1/instance"]),
    st.dictionaries(st.sampled_from(["limit", "max_id", "min_id", "since_id", "cursor", "lang"]),
                    text | st.integers().map(str), max_size=4),
)  # fmt: skip
def test_any_query_is_answered_or_refused(
    hostile: Hostile, path: str, query: dict[str, str]
) -> None:
    hostile.send("GET", path, query_string=_encodable(query))


@HUNDREDS
@given(st.text(latin.filter(lambda char: not char.isspace()), min_size=1, max_size=120))
def test_any_idempotency_key_makes_one_post_or_is_refused(hostile: Hostile, key: str) -> None:
    sent = {"json": {"status": "libre"}, "headers": {"Idempotency-Key": key}}

    first = hostile.send("POST", "/api/v1/statuses", **sent)
    again = hostile.send("POST", "/api/v1/statuses", **sent)

    assert first.status_code == again.status_code
    assert first.get_json().get("id") == again.get_json().get("id")


@HUNDREDS
@given(st.text(latin, max_size=60))
def test_any_token_is_refused_in_words(app: Flask, server_cast: Cast, token: str) -> None:
    answer = Caller(app).call(
        "GET", "/api/v1/teamfeed/board", headers={"Authorization": f"Bearer {token}"}
    )

    assert answer.status_code == 401
    assert answer.get_json()["error"]


def _encodable(body: dict[str, str]) -> dict[str, str]:
    """Without halves of surrogates, which no client can send in UTF-8."""
    return {
        name.encode("utf-8", "ignore").decode(): said.encode("utf-8", "ignore").decode()
        for name, said in body.items()
    }
