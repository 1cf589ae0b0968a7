"""Clients of the live part: one that keeps the feed's rules, one that breaks any rule."""

import json
import socket
import struct
import threading
import time
from collections.abc import Callable
from typing import Any

import socketio
import websocket

PATH = "/socket.io/?EIO=4&transport=websocket"


class Client:
    """Applies what follows its cursor, drops the rest, remembers everything."""

    def __init__(self, url: str, token: str | None = None, cursor: int | None = None,
                 **headers: str) -> None:
        self.url, self.token = url, token
        self.cursor = cursor
        self.applied: list[dict[str, Any]] = []
        self.hellos: list[dict[str, Any]] = []
        self.heartbeats: list[dict[str, Any]] = []
        self.frames: list[dict[str, Any]] = []
        self.refusals: list[Any] = []
        self.gaps = 0
        self.gone = threading.Event()
        self._headers = headers
        self._io = socketio.Client(reconnection=False)
        self._io.on("hello", self._hello)
        self._io.on("feed", self.take)
        self._io.on("heartbeat", self.heartbeats.append)
        self._io.on("connect_error", self.refusals.append)
        self._io.on("disconnect", lambda *_: self.gone.set())

    def __enter__(self) -> "Client":
        self.connect()
        return self

    def __exit__(self, *_: object) -> None:
        self._io.disconnect()

    def connect(self) -> None:
        """Connect and wait for hello."""
        self._io.connect(self.url, auth={"token": self.token} if self.token else None,
                         transports=["websocket"], headers=self._headers)
        until(lambda: self.hellos)

    def call(self, event: str, *data: Any) -> Any:
        """Send an event and return its acknowledgement."""
        return self._io.call(event, data[0] if len(data) == 1 else data, timeout=10)

    def emit(self, event: str, data: Any = None) -> None:
        """Send an event without asking for an answer."""
        self._io.emit(event, data)

    def post(self, text: str, **fields: Any) -> Any:
        """Post and return the acknowledgement."""
        return self.call("post", {"status": text, **fields})

    def take(self, feed: dict[str, Any]) -> None:
        """Apply a frame as a page does: the next position, nothing else."""
        self.frames.append(feed)
        for change in feed["changes"]:
            if self.cursor is None or change["position"] > self.cursor + 1:
                self.gaps += 1
            elif change["position"] == self.cursor + 1:
                self.cursor += 1
                self.applied.append(change)

    def said(self) -> list[str]:
        """The texts of the posts that were applied."""
        return [change["text"] for change in self.applied if change["kind"] == "post.published"]

    def _hello(self, hello: dict[str, Any]) -> None:
        self.hellos.append(hello)
        if self.cursor is None:
            self.cursor = hello["head"]


class Raw:
    """A bare WebSocket that says whatever it is told to."""

    def __init__(self, url: str, *, origin: str | None = None, receive_buffer: int | None = None,
                 path: str = PATH, **headers: str) -> None:
        address = url.removeprefix("http://")
        options = [(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)] if receive_buffer else []
        self.ws = websocket.create_connection(
            f"ws://{address}{path}", timeout=10, origin=origin, suppress_origin=origin is None,
            header=[f"{name}: {value}" for name, value in headers.items()], sockopt=options)

    def connect(self, token: str | None) -> str:
        """Socket.IO's connect; returns the answer as it came."""
        assert self.ws.recv().startswith("0{")
        self.ws.send("40" + (json.dumps({"token": token}) if token else ""))
        return str(self.ws.recv())

    def send_bytes(self, data: bytes) -> None:
        """Send what no library would send."""
        self.ws.sock.sendall(data)

    def closed_within(self, seconds: float) -> bool:
        """Whether the server ends the connection in time; what still comes is read away."""
        self.ws.sock.settimeout(seconds)
        until_ = time.monotonic() + seconds
        try:
            while time.monotonic() < until_:
                if not self.ws.sock.recv(65536):
                    return True
        except TimeoutError:
            return False
        except OSError:
            return True
        return False

    def close(self) -> None:
        """Hang up without a word."""
        self.ws.sock.close()


def frame(payload: bytes, opcode: int = 1, *, final: bool = True, mask: bytes = b"\1\2\3\4",
          masked: bool = True, rsv: int = 0) -> bytes:
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
