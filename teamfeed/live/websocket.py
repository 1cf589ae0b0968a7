"""WebSocket as the server needs it (RFC 6455), with a limit per message."""

import base64
import hashlib
import struct
from collections.abc import Callable, Mapping
from typing import Any

from teamfeed.live.deflate import NEGOTIATED, TooLong, deflate, inflate

MESSAGE_LIMIT = 16 * 1024  # bytes of one message, however it is cut into frames
PIECES_LIMIT = 256  # frames of one message: empty ones weigh nothing on the limit above
FAIR = 16  # frames that one client may send before the others run; pings and pongs count too
READ_SIZE = 16 * 1024
GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
COMPRESSED = 0x40  # the bit of permessage-deflate
NORMAL, PROTOCOL, UNSUPPORTED, NOT_UTF8, TOO_BIG = 1000, 1002, 1003, 1007, 1009


class Broken(Exception):
    """The peer broke the protocol; `code` is the close code that tells him."""

    def __init__(self, code: int, why: str) -> None:
        super().__init__(why)
        self.code = code


def key(environ: Mapping[str, Any]) -> str | None:
    """The key of a handshake, or None when it is not one that we can answer."""
    given = environ.get("HTTP_SEC_WEBSOCKET_KEY", "")
    good = environ.get("HTTP_SEC_WEBSOCKET_VERSION") == "13" and len(given) == 24
    return str(given) if good else None


def accepted(key: str, *, deflates: bool = False) -> bytes:
    """The answer to a handshake."""
    digest = hashlib.sha1(key.encode("latin-1") + GUID).digest()  # noqa: S324
    token = base64.b64encode(digest)
    extension = f"Sec-WebSocket-Extensions: {NEGOTIATED}\r\n" if deflates else ""
    return (
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + extension.encode()
        + b"Sec-WebSocket-Accept: "
        + token
        + b"\r\n\r\n"
    )


def frame(payload: bytes, opcode: int = TEXT) -> bytes:
    """One whole unmasked frame."""
    first, size = 0x80 | opcode, len(payload)
    if size < 126:
        return struct.pack("!BB", first, size) + payload
    if size < 65536:
        return struct.pack("!BBH", first, 126, size) + payload
    return struct.pack("!BBQ", first, 127, size) + payload


def compressed(payload: bytes) -> bytes:
    """One whole frame of text, compressed."""
    return frame(deflate(payload), COMPRESSED | TEXT)


def closing(code: int) -> bytes:
    """The frame that says why we close."""
    return frame(struct.pack("!H", code), CLOSE)


class Reader:
    """Takes whole text messages from a connection; answers pings on the way."""

    def __init__(
        self,
        receive: Callable[[int], bytes],
        reply: Callable[[bytes], None],
        *,
        inflates: bool = False,
        pause: Callable[[], None] = lambda: None,
    ) -> None:
        self._inflates = inflates
        self._receive = receive
        self._reply = reply
        self._pause = pause  # lets the others run
        self._frames = 0
        self._buffer = bytearray()
        self._deflated = False  # whether the message that is being read is

    def message(self) -> str | None:
        """The next message; None when the peer has closed. Raises Broken."""
        parts: list[bytes] = []
        size = 0
        while True:
            try:
                final, opcode, payload = self._frame(MESSAGE_LIMIT - size)
            except EOFError:
                return None
            if opcode == CLOSE:
                return None
            if opcode == PING:
                self._reply(frame(payload, PONG))
            elif opcode != PONG:
                _check_order(opcode, begun=bool(parts))
                if len(parts) == PIECES_LIMIT:
                    raise Broken(TOO_BIG, "message in too many pieces")
                parts.append(payload)
                size += len(payload)
                if final:
                    return _text(self._inflated(b"".join(parts)))

    def _frame(self, room: int) -> tuple[bool, int, bytes]:
        self._frames += 1
        if self._frames % FAIR == 0:
            self._pause()
        first, second = self._take(2)
        final, opcode, size = bool(first & 0x80), first & 0x0F, second & 0x7F
        self._check_bits(first & 0x70, opcode)
        if not second & 0x80:
            raise Broken(PROTOCOL, "unmasked frame")
        if opcode >= CLOSE and (size > 125 or not final):
            raise Broken(PROTOCOL, "long or cut control frame")
        if size >= 126:
            size = int.from_bytes(self._take(2 if size == 126 else 8), "big")
        if opcode < CLOSE and size > room:
            raise Broken(TOO_BIG, "message too big")
        mask = self._take(4)
        return final, opcode, _unmasked(self._take(size), mask)

    def _check_bits(self, reserved: int, opcode: int) -> None:
        known = opcode in (CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG)
        if not known or reserved & ~(COMPRESSED if self._inflates and opcode == TEXT else 0):
            raise Broken(PROTOCOL, "unknown frame")
        if opcode == TEXT:
            self._deflated = bool(reserved)

    def _inflated(self, message: bytes) -> bytes:
        if not self._deflated:
            return message
        try:
            return inflate(message, MESSAGE_LIMIT)
        except TooLong as error:
            raise Broken(TOO_BIG, "message too big") from error
        except ValueError as error:
            raise Broken(NOT_UTF8, "not deflated") from error

    def _take(self, size: int) -> bytes:
        while len(self._buffer) < size:
            received = self._receive(READ_SIZE)
            if not received:
                raise EOFError
            self._buffer += received
        taken = bytes(self._buffer[:size])
        del self._buffer[:size]
        return taken


def _check_order(opcode: int, *, begun: bool) -> None:
    if opcode == BINARY:
        raise Broken(UNSUPPORTED, "binary message")
    if (opcode == CONTINUATION) != begun:
        raise Broken(PROTOCOL, "frame out of order")


def _unmasked(data: bytes, mask: bytes) -> bytes:
    size = len(data)
    key = (mask * (size // 4 + 1))[:size]
    return (int.from_bytes(data, "big") ^ int.from_bytes(key, "big")).to_bytes(size, "big")


def _text(message: bytes) -> str:
    try:
        return message.decode()
    except UnicodeDecodeError as error:
        raise Broken(NOT_UTF8, "not UTF-8") from error
