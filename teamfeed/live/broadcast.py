"""Send committed changes to every viewer: one frame for all who see the same."""

import time
from collections.abc import Mapping, Sequence, Set

from teamfeed import green
from teamfeed.core.feed import Change
from teamfeed.live import audiences, frames
from teamfeed.live.audiences import Audience
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
        for audience, viewers in self._by_reader(changes).items():
            send_to(viewers, frames.feed(head, audiences.joined(audience, changes)))

    def _by_reader(self, changes: Sequence[Change]) -> dict[Audience, list[Viewer]]:
        """Everybody by audience; those to whom a change is addressed apart, by person."""
        addressed = {c.account_id for c in changes if c.kind in audiences.PERSONAL}
        groups = self._channels.by_audience()
        return _apart(groups, addressed) if addressed else groups


def _apart(
    groups: Mapping[Audience, list[Viewer]], addressed: Set[int | None]
) -> dict[Audience, list[Viewer]]:
    found: dict[Audience, list[Viewer]] = {}
    for audience, viewers in groups.items():
        for viewer in viewers:
            alone = viewer.principal.account_id in addressed
            reader = audiences.reader(viewer.principal) if alone else audience
            found.setdefault(reader, []).append(viewer)
    return found


def send_to(viewers: Sequence[Viewer], frame: Frame) -> None:
    """Write the same bytes to many viewers; none of them can hold up the others."""
    for start in range(0, len(viewers), TOGETHER):
        if start:
            green.sleep(0)
        for viewer in viewers[start : start + TOGETHER]:
            viewer.socket.write_event(frame)
