"""The Socket.IO events of the server as ready WebSocket frames."""

from functools import cached_property
from typing import Any

import orjson

from teamfeed import clock
from teamfeed.live import websocket

WORTH = 512  # bytes from which compressing pays


class Frame:
    """One event for many viewers: framed once, and compressed once if anybody can read that."""

    def __init__(self, name: str, body: bytes) -> None:
        self._payload = b'42["%s",%s]' % (name.encode(), body)
        self.plain = websocket.frame(self._payload)

    @cached_property
    def compressed(self) -> bytes:
        """The bytes for those who negotiated compression."""
        if len(self._payload) < WORTH:
            return self.plain
        return websocket.compressed(self._payload)


def feed(head: int, changes: bytes) -> Frame:
    """Changes, as a JSON array, and the position after them."""
    return Frame("feed", b'{"head":%d,"changes":%s}' % (head, changes))


def reload(head: int) -> Frame:
    """Tell a client that asked for too old changes to start afresh."""
    return Frame("feed", b'{"head":%d,"changes":[],"reload":true}' % head)


def hello(head: int, you: Any, now: int) -> Frame:
    """The first event: where the feed stands for this viewer, and who he is."""
    said = {"head": head, "you": you, "server_time": clock.iso(now)}
    return Frame("hello", orjson.dumps(said))


def heartbeat(head: int, now: int) -> Frame:
    """We are alive, and the feed stands here."""
    return Frame("heartbeat", orjson.dumps({"head": head, "server_time": clock.iso(now)}))
