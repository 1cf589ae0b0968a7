"""JSON answers, and the Link header of a page."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import orjson
from flask import Response, request

from teamfeed.core.timeline import Page
from teamfeed.services import services


def json(body: object, status: int = 200) -> Response:
    """A body as JSON; private, so nobody on the way keeps it."""
    return raw(orjson.dumps(body), status)


def raw(body: bytes, status: int = 200) -> Response:
    """A body that is JSON already."""
    response = Response(body, status, mimetype="application/json")
    response.headers["Cache-Control"] = "no-store"
    return response


def page(statuses: Sequence[Mapping[str, Any]], asked: Page) -> Response:
    """A page of statuses with `next` (older) first, then `prev` (newer); no links when empty."""
    response = json(statuses)
    if statuses:
        # toot stops paging unless `next` stands first.
        response.headers["Link"] = ", ".join(
            (
                _link("next", asked, max_id=statuses[-1]["id"]),
                _link("prev", asked, min_id=statuses[0]["id"]),
            )
        )
    return response


def _link(name: str, asked: Page, **bound: str) -> str:
    query = urlencode({"limit": asked.limit, **bound} if "limit" in request.args else bound)
    return f'<{services().settings.url}{request.path.rstrip("/")}?{query}>; rel="{name}"'
