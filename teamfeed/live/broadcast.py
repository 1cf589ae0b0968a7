"""Send committed changes to every viewer: one frame per audience."""

import time
from collections.abc import Sequence

from teamfeed import green
from teamfeed.core.feed import Change
from teamfeed.live import audiences, frames
from teamfeed.live.channels import Channels, Viewer
from teamfeed.live.frames import Frame

TOGETHER = 500  # viewers served before the others of the process run


class Broadcast:
    """Goes out at once when idle; then at most one frame a viewer in each window."""

    def __init__(self, channels: Channels, window_ms: int) -> None:
        self._channels = channels
        self._window = window_ms / 1000

    def send(self, changes: Sequence[Change]) -> float:
        """Send changes that follow the head; returns the seconds to rest before the next."""
        began = time.monotonic()
        with self._channels.lock:
            # First, so that whoever catches up right now reads on until here.
            self._channels.head = changes[-1].position
            self._send(changes)
        # At most half of the time goes to the fan-out, or posts would wait for it.
        return max(self._window, time.monotonic() - began)

    def _send(self, changes: Sequence[Change]) -> None:
        head = changes[-1].position
        for audience, viewers in self._channels.by_audience().items():
            send_to(viewers, frames.feed(head, audiences.joined(audience, changes)))


def send_to(viewers: Sequence[Viewer], frame: Frame) -> None:
    """Write the same bytes to many viewers; none of them can hold up the others."""
    for start in range(0, len(viewers), TOGETHER):
        if start:
            green.sleep(0)
        for viewer in viewers[start : start + TOGETHER]:
            viewer.socket.write_event(frame)
