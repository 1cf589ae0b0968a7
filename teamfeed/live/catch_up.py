"""What did I miss: every change after a cursor, in order, exactly once."""

from typing import Any

import orjson

from teamfeed import green
from teamfeed.core import feed
from teamfeed.core.feed import Change
from teamfeed.core.refusal import invalid
from teamfeed.language import _
from teamfeed.live import audiences, frames
from teamfeed.live.channels import Channels, Viewer
from teamfeed.services import Services

PAGE = 500
PATIENCE = 20.0  # seconds for a viewer to take anything at all of what waits for him


def cursor_of(data: object) -> int:
    """The cursor that a client sent; refuses anything else."""
    cursor = data.get("cursor") if isinstance(data, dict) else None
    if not isinstance(cursor, int) or isinstance(cursor, bool) or not 0 <= cursor < 2**63:
        raise invalid(cursor=_("The cursor is the position of the last change you have."))
    return cursor


class CatchUp:
    """One viewer's way from his cursor to the head that everybody is at."""

    def __init__(self, services: Services, channels: Channels, viewer: Viewer, cursor: int) -> None:
        self._services = services
        self._channels = channels
        self._viewer = viewer
        self._reader = audiences.reader(viewer.principal)
        self._cursor = cursor

    def first(self) -> dict[str, Any]:
        """The first page, as the answer to the client's call."""
        head, changes = self._read()
        body = audiences.joined(self._reader, changes or ())
        return {"head": head, "changes": orjson.Fragment(body), "reload": changes is None}

    def send_first(self) -> None:
        """The first page, as a feed frame: the client did not ask for an answer."""
        self._send(*self._read())

    def rest(self) -> None:
        """The other pages, as feed frames, each once the one before is on its way."""
        # Compared after each page: what went to everybody meanwhile came too early for this
        # viewer, so he gets it again, in order.
        while self._cursor < self._channels.head and not self._viewer.socket.closed:
            if not self._viewer.socket.drained(PATIENCE):
                return
            green.sleep(0)  # a page is much work: the others first
            self._send(*self._read())

    def _send(self, head: int, changes: list[Change] | None) -> None:
        if changes is None:
            self._viewer.socket.write_event(frames.reload(head))
        else:
            body = audiences.joined(self._reader, changes)
            self._viewer.socket.write_event(frames.feed(head, body))

    def _read(self) -> tuple[int, list[Change] | None]:
        """The head and the next page; None when the cursor is older than what is kept."""
        with self._services.reading() as connection:
            head, floor = feed.head(connection), feed.floor(connection)
            if not floor <= self._cursor <= head:
                self._cursor = head
                return head, None
            changes = feed.after(connection, self._cursor, PAGE)
        self._cursor = changes[-1].position if changes else head
        return max(head, self._cursor), changes
