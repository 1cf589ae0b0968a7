"""The Socket.IO events of the server as ready WebSocket frames."""

from typing import Any

import orjson

from teamfeed import clock
from teamfeed.live import websocket


def event(name: str, body: bytes) -> bytes:
    """An event of the namespace / whose argument is JSON already."""
    return websocket.frame(b'42["%s",%s]' % (name.encode(), body))


def feed(head: int, changes: bytes) -> bytes:
    """Changes, as a JSON array, and the position after them."""
    return event("feed", b'{"head":%d,"changes":%s}' % (head, changes))


def reload(head: int) -> bytes:
    """Tell a client that asked for too old changes to start afresh."""
    return event("feed", b'{"head":%d,"changes":[],"reload":true}' % head)


def hello(head: int, you: Any, now: int) -> bytes:
    """The first event: where the feed stands for this viewer, and who he is."""
    said = {"head": head, "you": you, "server_time": clock.iso(now)}
    return event("hello", orjson.dumps(said))


def heartbeat(head: int, now: int) -> bytes:
    """We are alive, and the feed stands here."""
    return event("heartbeat", orjson.dumps({"head": head, "server_time": clock.iso(now)}))
