"""Socket.IO spoken by hand over a WebSocket: what any other program would have to do."""

import itertools
from typing import Any

import orjson
import websocket

Json = dict[str, Any]


class Gone(Exception):
    """The connection is over."""


class RawSocket:
    """One live connection with a token; not shared between threads for reading."""

    def __init__(self, url: str, token: str, timeout: float = 10.0) -> None:
        address = url.replace("http", "ws", 1) + "/socket.io/?EIO=4&transport=websocket"
        self._ids = itertools.count()
        try:
            # The library checks UTF-8 byte by byte in Python; the JSON parser does it anyway.
            self._ws = websocket.create_connection(
                address, timeout=timeout, skip_utf8_validation=True
            )
        except (OSError, websocket.WebSocketException) as error:
            raise Gone from error
        try:
            self._introduce(token)
        except BaseException:
            self.close()
            raise

    def _introduce(self, token: str) -> None:
        try:
            self._read_text()  # engine.io's open packet
            self._ws.send("40" + orjson.dumps({"token": token}).decode())
            answer = self._read_text()
        except (OSError, websocket.WebSocketException) as error:
            raise Gone from error
        if not answer.startswith("40"):
            raise Gone(answer)

    def emit(self, event: str, data: Json) -> int:
        """Send an event that wants an answer; returns the number its answer will carry."""
        number = next(self._ids)
        try:
            self._ws.send(f"42{number}" + orjson.dumps([event, data]).decode())
        except (OSError, websocket.WebSocketException) as error:
            raise Gone from error
        return number

    def read(self) -> tuple[str, Json] | tuple[int, Json] | None:
        """The next event (name, data) or answer (number, data); None after a silence."""
        try:
            text = self._read_text()
        except websocket.WebSocketTimeoutException:
            return None
        except (OSError, websocket.WebSocketException) as error:
            raise Gone from error
        if text.startswith("42"):
            name, data = orjson.loads(text[2:])
            return str(name), data
        if text.startswith("43"):
            digits, _bracket, rest = text[2:].partition("[")
            return int(digits), orjson.loads("[" + rest)[0]
        raise Gone(text)  # 41 and 1: the server said goodbye

    def settle(self, seconds: float) -> None:
        """How long `read` waits for something to happen."""
        self._ws.settimeout(seconds)

    def close(self) -> None:
        """Leave without a word."""
        self._ws.shutdown()  # type: ignore[no-untyped-call]  # the library has no types here

    def _read_text(self) -> str:
        while True:
            text = self._ws.recv()
            if isinstance(text, bytes):
                raise Gone("binary frame")
            if text == "":
                raise Gone("closed")
            if text != "2":
                return text
            self._ws.send("3")
