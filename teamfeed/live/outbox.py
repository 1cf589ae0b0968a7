"""What waits to be sent to one viewer: usually nothing."""

import time
from collections import deque
from collections.abc import Callable

from teamfeed import green
from teamfeed.live.wire import Bytes, Wire

PACKETS = 512  # a viewer that has more waiting is closed; he resumes from his cursor
BYTES = 16 * 1024 * 1024
PIECE = 64 * 1024


class Outbox:
    """Writes at once when it can; else in order, by one writer that lives while any wait."""

    def __init__(self, wire: Wire, give_up: Callable[[str], None]) -> None:
        self._wire = wire
        self._give_up = give_up
        self._waiting: deque[Bytes] = deque()
        self._bytes = 0
        self._writing = False
        self._mutex = green.mutex()
        self.progressed = 0.0  # when a full connection last took more: its peer is alive

    def write(self, frame: bytes) -> None:
        """Send a frame without ever waiting; gives the viewer up when he is too far behind."""
        fault = ""
        with self._mutex:
            if self._writing:
                fault = self._enqueue(frame)
            else:
                try:
                    sent = self._wire.try_send(frame)
                except OSError:
                    fault = "transport error"
                else:
                    if sent == len(frame):
                        return
                    self._begin(memoryview(frame)[sent:] if sent else frame)
        if fault:
            self._give_up(fault)

    def drained(self, timeout: float) -> bool:
        """Wait until nothing waits, for as long as the peer goes on taking."""
        self.progressed = max(self.progressed, time.monotonic())
        while self._writing:
            if time.monotonic() - self.progressed > timeout:
                return False
            green.sleep(0.02)
        return True

    def drop(self) -> None:
        """Forget what waits: the connection is over."""
        with self._mutex:
            self._waiting.clear()
            self._bytes = 0

    def _enqueue(self, frame: bytes) -> str:
        if len(self._waiting) >= PACKETS or self._bytes > BYTES:
            return "too slow"
        self._waiting.append(frame)
        self._bytes += len(frame)
        return ""

    def _begin(self, rest: Bytes) -> None:
        self._waiting.append(rest)
        self._bytes += len(rest)
        self._writing = True
        green.spawn(self._write_waiting)

    def _write_waiting(self) -> None:
        try:
            while (piece := self._next()) is not None:
                sent = self._wire.send(piece[:PIECE])
                self.progressed = time.monotonic()
                self._sent(sent)
        except OSError:
            self.drop()
            self._writing = False
            self._give_up("transport error")

    def _next(self) -> Bytes | None:
        with self._mutex:
            if self._waiting:
                return self._waiting[0]
            self._writing = False
            return None

    def _sent(self, count: int) -> None:
        with self._mutex:
            if not self._waiting:  # dropped meanwhile
                return
            piece = self._waiting.popleft()
            self._bytes -= count
            if count < len(piece):
                self._waiting.appendleft(memoryview(piece)[count:])
