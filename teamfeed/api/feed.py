"""The feed over HTTP: what a page reads where WebSocket is blocked."""

from collections.abc import Sequence

from flask import Response
from sqlalchemy.engine import Connection

from teamfeed.api import entities, inputs, params
from teamfeed.api.blueprint import answers, blueprint
from teamfeed.api.responses import raw
from teamfeed.auth import principal
from teamfeed.core import feed as core
from teamfeed.core import values
from teamfeed.core.feed import Change
from teamfeed.live import audiences
from teamfeed.services import services

USUAL, MOST = 100, 500


@blueprint.get("/api/v1/teamfeed/feed")
@answers(entities.Feed, query=inputs.Cursor, refuses=(422,))
def feed() -> Response:
    """The changes after a cursor, oldest first, or `reload` when they are no longer kept."""
    reader = params.query()
    cursor = reader.read("cursor", values.whole(0, values.LARGEST_ID)) or 0
    limit = min(reader.read("limit", values.whole(1, params.LARGEST_NUMBER)) or USUAL, MOST)
    params.check(reader)
    with services().reading() as connection:
        head, changes = _after(connection, cursor, limit)
    body = audiences.joined(audiences.reader(principal()), changes or ())
    return raw(
        b'{"head":%d,"changes":%s,"reload":%s}'
        % (head, body, b"true" if changes is None else b"false")
    )


def _after(connection: Connection, cursor: int, limit: int) -> tuple[int, Sequence[Change] | None]:
    """The head and the changes; None for a cursor that is too old, or of another database."""
    head = core.head(connection)
    if not core.floor(connection) <= cursor <= head:
        return head, None
    return head, core.after(connection, cursor, min(limit, head - cursor))
