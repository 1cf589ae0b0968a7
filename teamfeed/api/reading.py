"""Posts as the person asking may see them."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy.engine import Connection

from teamfeed.auth import principal
from teamfeed.core import discretion, roles, threads, timeline
from teamfeed.core.feed import Row
from teamfeed.core.refusal import not_found
from teamfeed.core.timeline import Column, Page
from teamfeed.services import services

Json = dict[str, Any]
EVERYTHING = Column()


def page(connection: Connection, asked: Page, column: Column = EVERYTHING) -> list[Json]:
    """A page of a column, newest first."""
    own = services()
    return shown(timeline.read(connection, asked, own.settings, own.now(), column, *guest()))


def status(connection: Connection, post_id: int) -> Json:
    """One post; refuses one that is unknown, removed or not for this reader."""
    return _statuses(connection, [post(connection, post_id)])[0]


def context(connection: Connection, post_id: int) -> dict[str, list[Json]]:
    """What a post answers, and what answers it."""
    middle = post(connection, post_id)
    return {
        "ancestors": _statuses(connection, threads.ancestors(connection, middle)),
        "descendants": _statuses(connection, threads.descendants(connection, middle)),
    }


def post(connection: Connection, post_id: int) -> Json:
    """The row of one post; refuses one that is unknown, removed or not for this reader."""
    found = timeline.find(connection, post_id)
    if found is None or not timeline.visible(found, *guest()):
        raise not_found()
    return found


def guest() -> tuple[int | None, int | None]:
    """The one site of a guest who asks, and his account; nothing for others."""
    who = principal()
    return (who.site_id, who.account_id) if who.kind == roles.GUEST else (None, None)


def shown(found: list[Json]) -> list[Json]:
    """The same JSON as this reader may see it: a display and a guest see no positions."""
    kind = principal().kind
    if kind == roles.GUEST:
        return [discretion.for_guest(one, *guest()) for one in found]
    return [discretion.for_display(one) for one in found] if kind == roles.DISPLAY else found


def _statuses(connection: Connection, rows: Iterable[Row]) -> list[Json]:
    own = services()
    seen = [row for row in rows if timeline.visible(row, *guest())]
    return shown(timeline.statuses(connection, seen, own.settings, own.now()))
