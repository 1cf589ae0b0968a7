"""What a request carries: JSON, form and multipart alike."""

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import parse_qsl

import orjson
from flask import request

from teamfeed.core import values
from teamfeed.core.refusal import Refusal, invalid
from teamfeed.core.timeline import Page
from teamfeed.language import _

Fields = dict[str, Any]
USUAL_PAGE, LARGEST_PAGE = 20, 40
LARGEST_NUMBER = 2**31  # of a limit; more is cut, as Mastodon does

_NESTED = re.compile(r"(\w+)\[(\w+)\]")
_FORM = "application/x-www-form-urlencoded"
_REPLACED = "\ufffd"  # what decoders write for bytes that are no UTF-8


def fields() -> Fields:
    """The fields of the body, whatever its type; refuses what cannot be read."""
    if request.is_json:
        return _object(request.get_data())
    if request.mimetype == _FORM:
        return _plain(_pairs(request.get_data()))
    if request.mimetype == "multipart/form-data":
        return _plain(_parts())
    if request.get_data():
        raise Refusal(415, _("Send JSON or a form: this kind of content cannot be read."))
    return {}


def posted() -> Fields:
    """The fields of a post; an Idempotency-Key is its client id."""
    key = request.headers.get("Idempotency-Key")
    return {**fields(), "client_id": key} if key else fields()


def page() -> Page:
    """Which page of a timeline is asked for: max_id, since_id, min_id, limit."""
    reader = query()
    ids = [reader.read(name, values.identity) for name in ("max_id", "since_id", "min_id")]
    limit = reader.read("limit", values.whole(1, LARGEST_NUMBER))
    check(reader)
    return Page(min(limit or USUAL_PAGE, LARGEST_PAGE), *ids)


def query() -> values.Reader:
    """A reader of the query string."""
    return values.Reader(request.args)


def check(reader: values.Reader) -> None:
    """Refuse when the reader met a value that cannot be used."""
    if reader.reasons:
        raise invalid(**reader.reasons)


def _object(body: bytes) -> Fields:
    """A JSON object; nothing at all is an empty one."""
    try:
        found = orjson.loads(body or b"{}")
    except orjson.JSONDecodeError:
        raise Refusal(400, _("This is not JSON in UTF-8: nothing was saved.")) from None
    if not isinstance(found, dict):
        raise Refusal(422, _("A JSON object with named fields is needed."))
    return {name.removesuffix("[]"): value for name, value in found.items()}


def _pairs(body: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(body.decode(), keep_blank_values=True, errors="strict", max_num_fields=200)
    except UnicodeDecodeError:
        raise _not_utf8() from None
    except ValueError:
        raise Refusal(400, _("This form has too many fields.")) from None


def _parts() -> list[tuple[str, str]]:
    # A part may lack a name, whatever the types say.
    pairs = [(name or "", value) for name, value in request.form.items(multi=True)]
    if any(_REPLACED in name + value for name, value in pairs):
        raise _not_utf8()
    return pairs


def _not_utf8() -> Refusal:
    return Refusal(400, _("This text is not UTF-8: nothing was saved."))


def _plain(pairs: Iterable[tuple[str, str]]) -> Fields:
    """name=x, name[]=x and name[part]=x as JSON would say them."""
    found: Fields = {}
    for name, value in pairs:
        if name.endswith("[]"):
            _listed(found, name.removesuffix("[]")).append(value)
        elif nested := _NESTED.fullmatch(name):
            _named(found, nested[1])[nested[2]] = value
        else:
            found[name] = value
    return found


def _listed(found: Fields, name: str) -> list[str]:
    if not isinstance(found.get(name), list):
        found[name] = []
    listed: list[str] = found[name]
    return listed


def _named(found: Fields, name: str) -> Fields:
    if not isinstance(found.get(name), Mapping):
        found[name] = {}
    named: Fields = found[name]
    return named
