"""Tell every viewer that we are alive and where the feed stands."""

from collections.abc import Callable

import structlog

from teamfeed import green
from teamfeed.live import frames
from teamfeed.live.broadcast import send_to
from teamfeed.live.channels import Channels

log = structlog.get_logger()


class Heartbeat:
    """The same bytes to all, every few seconds."""

    def __init__(self, channels: Channels, seconds: float, now: Callable[[], int]) -> None:
        self._channels = channels
        self._seconds = seconds
        self._now = now
        self._stopped = green.Event()

    def start(self) -> None:
        green.spawn(self._run)

    def stop(self) -> None:
        self._stopped.set()

    def beat(self) -> None:
        """Send one; its head is never ahead of what went out before it."""
        with self._channels.lock:
            send_to(self._channels.all(), frames.heartbeat(self._channels.head, self._now()))

    def _run(self) -> None:
        while not self._stopped.wait(self._seconds):
            try:
                self.beat()
            except Exception:
                log.exception("heartbeat failed")
