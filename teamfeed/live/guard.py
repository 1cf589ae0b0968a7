"""One WebSocket as engine.io sees it: bounded, closed for real, reported at once."""

import functools
import time
from collections.abc import Callable, Mapping
from typing import Any

import orjson
import structlog

from teamfeed import green
from teamfeed.live import websocket
from teamfeed.live.deflate import offered
from teamfeed.live.frames import WORTH, Frame
from teamfeed.live.outbox import Outbox
from teamfeed.live.slots import Slot
from teamfeed.live.wire import Wire

OPEN, CLOSED, PING, PONG, MESSAGE = "0", "1", "2", "3", "4"  # engine.io's packets
EXPECTED = ("0", "1", "2")  # Socket.IO's connect, disconnect, event; binary ones wait for more
PING_FRAME = websocket.frame(PING.encode())
LANGUAGES = "HTTP_ACCEPT_LANGUAGE"

log = structlog.get_logger()


class GuardedSocket:
    """What engine.io calls a socket, for the websocket transport alone.

    No greenlet of its own beside the request's: the pulse pings, and the outbox writes at once.
    """

    connected = upgraded = True
    closing = False

    def __init__(self, server: Any, sid: str, environ: dict[str, Any]) -> None:
        self.server = server
        self.sid = sid
        self.session: dict[str, Any] = {}  # engine.io's, for whoever uses it
        self.slot: Slot = environ[Slot.KEY]
        self.slot.abort = self.abort
        self.closed = False
        self.deflates = offered(environ.get("HTTP_SEC_WEBSOCKET_EXTENSIONS", ""))
        self.reason = "transport close"
        self.ack_wanted = False  # whether the client waits for the answer to what is handled now
        self.afterwards: Callable[[], None] | None = None  # to do once that answer is out
        self._heard = time.monotonic()
        self._pinged = 0.0
        self._wire = Wire(environ)
        self._outbox = Outbox(self._wire, self.abort)
        self.drained = self._outbox.drained

    def write(self, frame: bytes) -> None:
        """Send a ready frame; never waits, never raises."""
        if not self.closed:
            self._outbox.write(frame)

    def write_event(self, frame: Frame) -> None:
        """Send an event that many get, the way this client reads it."""
        if not self.closed:
            self._outbox.write(frame.compressed if self.deflates else frame.plain)

    def send(self, packet: Any) -> None:
        """engine.io's way to send one of its packets."""
        payload: bytes = packet.encode().encode()
        small = len(payload) < WORTH or not self.deflates
        self.write(websocket.frame(payload) if small else websocket.compressed(payload))

    def close(self, wait: bool = True, abort: bool = False, reason: str | None = None) -> None:
        """engine.io's way to close; what was sent still arrives."""
        self.finish(reason or "server disconnect")

    def finish(self, reason: str, code: int = websocket.NORMAL) -> None:
        """Say goodbye and close."""
        self.write(websocket.closing(code))
        if self._end(reason):
            self._wire.shut()

    def abort(self, reason: str) -> None:
        """Close the connection hard: nothing that waits, here or in the kernel, arrives."""
        if self._end(reason):
            self._wire.reset()

    def check_ping_timeout(self) -> bool:
        """engine.io asks; the pulse has the answer."""
        return not self.closed

    def tick(self, now: float) -> None:
        """Called by the pulse: ping, and give up whoever does not answer."""
        if not self._pinged:
            if now - self._heard >= self.server.ping_interval:
                self._pinged = now
                self.write(PING_FRAME)
        elif now - max(self._pinged, self._outbox.progressed) > self.server.ping_timeout:
            self.abort("ping timeout")

    def serve(self) -> None:
        """Handle what the client says, one message at a time, until either side is gone."""
        reader = websocket.Reader(
            self._wire.receive,
            self.write,
            inflates=self.deflates,
            pause=functools.partial(green.sleep, 0),
        )
        try:
            self._handle_all(reader)
        except websocket.Broken as fault:
            self._broken(fault, fault.code)
        except Exception as fault:  # noqa: BLE001 - a malformed packet ends in many errors
            self._broken(fault, websocket.PROTOCOL)
        self.finish(self.reason)

    def _handle_all(self, reader: websocket.Reader) -> None:
        while (message := reader.message()) is not None and not self.closed:
            self._handle(message)

    def _handle(self, message: str) -> None:
        kind = message[:1]
        self._heard = time.monotonic()
        if kind == PONG:
            self._pinged = 0.0
        elif kind == MESSAGE and message[1:2] in EXPECTED:
            self.ack_wanted = message[2:3].isdigit()
            self.server.handlers["message"](self.sid, message[1:])
            if self.afterwards is not None:
                then, self.afterwards = self.afterwards, None
                then()
                green.sleep(0)  # a page of the feed is much work: the others first
        elif kind == CLOSED:
            self.finish("client disconnect")
        else:
            raise websocket.Broken(websocket.PROTOCOL, "unexpected packet")

    def _broken(self, fault: Exception, code: int) -> None:
        if not self.closed:
            log.info("malformed message, closing", sid=self.sid, fault=repr(fault)[:200])
        self.finish("transport error", code)

    def _end(self, reason: str) -> bool:
        if self.closed:
            return False
        self.closed, self.reason = True, reason
        self._outbox.drop()
        return True


def install(engine: Any) -> None:
    """Make every connection of an engine.io server a guarded one."""
    engine._handle_connect = functools.partial(_serve, engine)


def _serve(
    engine: Any,
    environ: dict[str, Any],
    _start_response: Callable[..., Any],
    _transport: str,
    _jsonp: int | None = None,
) -> Any:
    """Replaces engine.io's _handle_connect: the whole life of one connection."""
    if (key := websocket.key(environ)) is None:
        return engine._bad_request("Invalid WebSocket handshake")
    sid = engine.generate_id()
    guarded = engine.sockets[sid] = GuardedSocket(engine, sid, environ)
    try:
        handshake = websocket.accepted(key, deflates=guarded.deflates)
        guarded.write(handshake + websocket.frame(_greeting(engine, sid)))
        engine._trigger_event("connect", sid, _kept(environ))
        guarded.serve()
    finally:
        engine.sockets.pop(sid, None)
        engine._trigger_event("disconnect", sid, guarded.reason)
    return green.left_socket()


def _kept(environ: dict[str, Any]) -> dict[str, Any]:
    """What the connect handler reads; the rest would be kept for as long as the connection."""
    kept = {name: environ[name] for name in (Slot.KEY, LANGUAGES) if name in environ}
    environ.clear()  # our own copy: Flask-SocketIO made it
    return kept


def _greeting(engine: Any, sid: str) -> bytes:
    words: Mapping[str, Any] = {
        "sid": sid,
        "upgrades": [],
        "pingInterval": int(engine.ping_interval * 1000),
        "pingTimeout": int(engine.ping_timeout * 1000),
        "maxPayload": websocket.MESSAGE_LIMIT,
    }
    return OPEN.encode() + orjson.dumps(words)
