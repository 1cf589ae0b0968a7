"""One clock for all connections: pings, deadlines and the end of sign-ins."""

import time
from typing import Any

import structlog

from teamfeed import clock, green
from teamfeed.live.slots import Slots

log = structlog.get_logger()


class Pulse:
    """Looks at every connection once a second, instead of a greenlet for each."""

    def __init__(self, engine: Any, slots: Slots, every: float = 1.0) -> None:
        self._engine = engine
        self._slots = slots
        self._every = every
        self._stopped = green.Event()

    def start(self) -> None:
        green.spawn(self._run)

    def stop(self) -> None:
        self._stopped.set()

    def _run(self) -> None:
        while not self._stopped.wait(self._every):
            try:
                self.beat()
            except Exception:
                log.exception("pulse failed")

    def beat(self) -> None:
        """Ping whoever is due; close the dead, the late and those whose sign-in has ended."""
        now, today = time.monotonic(), clock.now()
        for slot in list(self._slots.open):
            if slot.deadline is not None and now > slot.deadline:
                slot.abort("connect timeout")
            elif slot.principal and (slot.principal.expires_at or today) < today:
                slot.abort("expired")
        for guarded in list(self._engine.sockets.values()):
            guarded.tick(now)
