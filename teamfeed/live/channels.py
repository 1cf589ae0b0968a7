"""The connected viewers of this process, by audience."""

from dataclasses import dataclass
from typing import Any

from teamfeed import green
from teamfeed.core.principal import Principal
from teamfeed.live import frames
from teamfeed.live.audiences import Audience
from teamfeed.live.guard import GuardedSocket
from teamfeed.live.revocations import Recent, Revocation


@dataclass(eq=False, slots=True)
class Viewer:
    """One connection that was let in."""

    sid: str
    principal: Principal
    audience: Audience
    socket: GuardedSocket
    you: Any  # what hello tells him of himself


class Channels:
    """Who is connected, and up to which position everything was sent to all of them."""

    def __init__(self) -> None:
        self.lock = green.Lock()  # held while a frame goes out, so that nobody joins in between
        self.head = 0
        self._viewers: dict[str, Viewer] = {}
        self._groups: dict[Audience, dict[str, Viewer]] = {}
        self._recent = Recent()

    def join(self, viewer: Viewer, now: int) -> None:
        """Greet a viewer; from the head he is told on, he misses nothing."""
        with self.lock:
            if self._recent.hit_since(viewer.socket.slot.checked_at, viewer.principal):
                viewer.socket.abort("revoked")
                return
            viewer.socket.write_event(frames.hello(self.head, viewer.you, now))
            viewer.you = None  # said; it would be kept for as long as the connection
            self._viewers[viewer.sid] = viewer
            self._groups.setdefault(viewer.audience, {})[viewer.sid] = viewer

    def leave(self, sid: str) -> Viewer | None:
        """Forget a viewer who has gone."""
        viewer = self._viewers.pop(sid, None)
        if viewer is not None:
            group = self._groups[viewer.audience]
            del group[sid]
            if not group:
                del self._groups[viewer.audience]
        return viewer

    def get(self, sid: str) -> Viewer | None:
        """The viewer behind a Socket.IO id, unless he was shut out."""
        viewer = self._viewers.get(sid)
        return None if viewer is None or viewer.socket.closed else viewer

    def all(self) -> list[Viewer]:
        """Everybody."""
        return list(self._viewers.values())

    def by_audience(self) -> dict[Audience, list[Viewer]]:
        """Everybody, grouped by what they may see."""
        return {audience: list(group.values()) for audience, group in list(self._groups.items())}

    def close(self, revocation: Revocation) -> None:
        """Shut out at once whom a revocation names, also those just connecting."""
        self._recent.add(revocation)
        for viewer in self.all():
            if revocation.hits(viewer.principal):
                viewer.socket.abort("revoked")
