"""Clients of the live part: one that keeps the feed's rules, one that breaks any rule."""

import contextlib
import json
import socket
import struct
import threading
import time
from collections.abc import Callable
from typing import Any

import websocket

PATH = "/socket.io/?EIO=4&transport=websocket"


class Client:
    """Applies what follows its cursor, drops the rest, remembers everything, in arrival order.

    python-socketio's own client handles each event in a thread of its own: it cannot judge order.
    """

    def __init__(
        self,
        url: str,
        token: str | None = None,
        cursor: int | None = None,
        cookie: str | None = None,
    ) -> None:
        self.cursor = cursor
        self.applied: list[dict[str, Any]] = []
        self.hellos: list[dict[str, Any]] = []
        self.heartbeats: list[dict[str, Any]] = []
        self.frames: list[dict[str, Any]] = []
        self.gaps = 0
        self.gone = threading.Event()
        self._url = url
        self._cookie = cookie
        self._token = token
        self._asked = 0
        self._answers: dict[int, Any] = {}
        self._events: dict[str, Callable[[Any], None]] = {
            "hello": self._hello,
            "feed": self._take,
            "heartbeat": self.heartbeats.append,
        }

    def __enter__(self) -> "Client":
        self.connect()
        return self

    def __exit__(self, *_: object) -> None:
        self.leave()

    def connect(self) -> None:
        """Connect and wait for hello; NotLetIn says what the server said."""
        before = len(self.hellos)
        self.gone.clear()
        self.raw = Raw(self._url, cookie=self._cookie, origin=self._url if self._cookie else None)
        answer = self.raw.connect(self._token)
        if not answer.startswith("40"):
            self.raw.close()
            raise NotLetIn(json.loads(answer[2:]))
        threading.Thread(target=self._read, args=(self.raw,), daemon=True).start()
        until(lambda: len(self.hellos) > before)

    def leave(self) -> None:
        """Close the connection."""
        self.raw.close()

    def call(self, event: str, *data: Any) -> Any:
        """Send an event and return its acknowledgement."""
        self._asked += 1
        asked = self._asked
        self.raw.send(f"42{asked}{json.dumps([event, *data])}")
        until(lambda: asked in self._answers or self.gone.is_set())
        assert asked in self._answers, "the connection ended before the answer"
        return self._answers[asked]

    def emit(self, event: str, *data: Any) -> None:
        """Send an event without asking for an answer."""
        self.raw.send("42" + json.dumps([event, *data]))

    def post(self, text: str, **fields: Any) -> Any:
        """Post and return the acknowledgement."""
        return self.call("post", {"status": text, **fields})

    def said(self) -> list[str]:
        """The texts of the posts that were applied."""
        return [change["text"] for change in self.applied if change["kind"] == "post.published"]

    def _read(self, raw: "Raw") -> None:
        try:
            while (packet := raw.receive()) is not None:
                self._handle(raw, packet)
        except OSError:
            pass  # closed while a pong was on its way: the connection is gone either way
        finally:
            raw.close()
            self.gone.set()

    def _handle(self, raw: "Raw", packet: str) -> None:
        if packet == "2":
            raw.send("3")
        elif packet.startswith("42"):
            event, data = json.loads(packet[2:])
            self._events[event](data)
        elif packet.startswith("43"):
            asked, _, rest = packet[2:].partition("[")
            answer = (json.loads("[" + rest) or [None])[0]
            if isinstance(answer, dict) and "changes" in answer:
                self._take(answer)
            self._answers[int(asked)] = answer

    def _take(self, feed: dict[str, Any]) -> None:
        """Apply a frame as a page does: the next position, nothing else."""
        self.frames.append(feed)
        for change in feed["changes"]:
            if self.cursor is None or change["position"] > self.cursor + 1:
                self.gaps += 1
            elif change["position"] == self.cursor + 1:
                self.cursor += 1
                self.applied.append(change)

    def _hello(self, hello: dict[str, Any]) -> None:
        if self.cursor is None:
            self.cursor = hello["head"]
        self.hellos.append(hello)


class NotLetIn(Exception):
    """What the server said instead of connecting us."""


class Raw:
    """A bare WebSocket that says whatever it is told to."""

    def __init__(
        self,
        url: str,
        *,
        origin: str | None = None,
        cookie: str | None = None,
        receive_buffer: int | None = None,
        path: str = PATH,
        extensions: str | None = None,
        **headers: str,
    ) -> None:
        address = url.removeprefix("http://")
        if extensions:
            headers["Sec-WebSocket-Extensions"] = extensions
        options = [(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)] if receive_buffer else []
        self.ws = websocket.create_connection(
            f"ws://{address}{path}",
            timeout=60,
            origin=origin,
            suppress_origin=origin is None,
            cookie=cookie,
            sockopt=options,
            header=[f"{name}: {value}" for name, value in headers.items()],
        )
        assert self.ws.sock is not None
        self.socket: socket.socket = self.ws.sock

    def connect(self, token: str | None) -> str:
        """Socket.IO's connect; returns the answer as it came."""
        greeting = self.receive()
        assert greeting is not None
        assert greeting.startswith("0{")
        self.send("40" + (json.dumps({"token": token}) if token else ""))
        return self.receive() or ""

    def send(self, packet: str) -> None:
        """Send one packet."""
        self.ws.send(packet)

    def receive(self) -> str | None:
        """The next packet, or None at the end."""
        try:
            packet = self.ws.recv()
        except (websocket.WebSocketException, OSError):
            return None
        return str(packet) if packet else None

    def send_bytes(self, data: bytes) -> None:
        """Send what no library would send."""
        self.socket.sendall(data)

    def closed_within(self, seconds: float) -> bool:
        """Whether the server ends the connection in time; what still comes is read away."""
        self.socket.settimeout(seconds)
        deadline = time.monotonic() + seconds
        try:
            while time.monotonic() < deadline:
                if not self.socket.recv(65536):
                    return True
        except TimeoutError:
            return False
        except OSError:
            return True
        return False

    def close(self) -> None:
        """Hang up without a word."""
        with contextlib.suppress(OSError):
            self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()


def frame(
    payload: bytes,
    opcode: int = 1,
    *,
    final: bool = True,
    mask: bytes = b"\1\2\3\4",
    masked: bool = True,
    rsv: int = 0,
) -> bytes:
    """A client's frame, right or wrong."""
    first = (0x80 if final else 0) | rsv << 4 | opcode
    size, flag = len(payload), 0x80 if masked else 0
    if size < 126:
        head = struct.pack("!BB", first, flag | size)
    elif size < 65536:
        head = struct.pack("!BBH", first, flag | 126, size)
    else:
        head = struct.pack("!BBQ", first, flag | 127, size)
    if not masked:
        return head + payload
    return head + mask + bytes(byte ^ mask[i % 4] for i, byte in enumerate(payload))


def until(true: Callable[[], object], seconds: float = 10) -> None:
    """Wait until something is true."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.005)
