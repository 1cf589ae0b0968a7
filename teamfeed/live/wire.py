"""The TCP connection under a WebSocket, taken over from the web server."""

import os
import socket
import struct
from collections.abc import Mapping
from typing import Any

from teamfeed import green

Bytes = bytes | memoryview
SEND_BUFFER = 256 * 1024  # what the kernel keeps for a reader that is slow
WAKE_SECONDS = 0.01  # readers and writers notice the shutdown, then the descriptor goes


class Wire:
    """Reads and writes wait as the engine does; try_send never waits."""

    def __init__(self, environ: Mapping[str, Any]) -> None:
        self._socket = green.take_socket(dict(environ))
        self._native = green.native(self._socket)
        self._socket.settimeout(None)  # the pulse notices the dead
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)

    def receive(self, size: int) -> bytes:
        """What has come, at most so many bytes; empty when the connection is over."""
        try:
            data: bytes = self._socket.recv(size)
        except (OSError, EOFError):  # eventlet says EOFError for a socket closed under its reader
            return b""
        return data

    def send(self, data: Bytes) -> int:
        """Send some of it, waiting for room; raises OSError when the connection is over."""
        return int(self._socket.send(data))

    def try_send(self, data: Bytes) -> int:
        """Send what fits without waiting; raises OSError when the connection is over."""
        if self._native is None:
            return 0
        try:
            return int(self._native.send(data, socket.MSG_DONTWAIT))
        except BlockingIOError:
            return 0

    def shut(self) -> None:
        """End it politely: what was sent still arrives; whoever waits on it is woken."""
        try:
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # it was over

    def reset(self) -> None:
        """End it hard: what the kernel still holds is dropped, the peer gets a reset."""
        try:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            return
        green.spawn(self._close_soon)

    def _close_soon(self) -> None:
        green.sleep(WAKE_SECONDS)
        try:
            # close() would wait for the web server's files on the same socket.
            os.close((self._native or self._socket).detach())
        except OSError:
            return  # the web server was first
