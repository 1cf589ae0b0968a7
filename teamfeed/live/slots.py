"""Places for live connections: who holds them, and how many each may hold."""

import time
from collections import Counter
from collections.abc import Callable, Hashable

from teamfeed import green
from teamfeed.core.principal import Principal
from teamfeed.live.words import Refused
from teamfeed.settings import Settings

PENDING_PER_ADDRESS = 500  # connections that have not yet said who they are
CONNECT_SECONDS = 10.0
REFUSED_SECONDS = 1.0  # to read why


class Slots:
    """Counts the connections of this process."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._counts: Counter[Hashable] = Counter()
        self._mutex = green.mutex()
        self.open: set[Slot] = set()

    def enter(self, address: str) -> "Slot":
        """A place for somebody who has not yet said who he is; raises Refused."""
        slot = Slot(self)
        with self._mutex:
            slot.take("total", self._settings.sockets_total, 503)
            slot.take(("address", address), self._settings.sockets_per_address, 429)
            slot.take(("pending", address), PENDING_PER_ADDRESS, 429)
            self.open.add(slot)
        return slot

    def claim(self, slot: "Slot", principal: Principal) -> None:
        """Count a place among those of its device or token and its account; raises Refused."""
        device = ("session", principal.session_id or 0, principal.token_id or 0)
        with self._mutex:
            slot.take(device, self._settings.sockets_per_session, 429)
            if principal.account_id is not None:
                account = ("account", principal.account_id)
                slot.take(account, self._settings.sockets_per_account, 429)
            slot.principal = principal

    def count(self, key: Hashable, by: int) -> int:
        """Add to a count, which is forgotten at zero."""
        self._counts[key] += by
        left = self._counts[key]
        if not left:
            del self._counts[key]
        return left

    def leave(self, slot: "Slot") -> None:
        """Give the place back."""
        with self._mutex:
            slot.give_back()
            self.open.discard(slot)


class Slot:
    """One connection's place, from the handshake to the end of its request."""

    KEY = "teamfeed.slot"  # where the gate leaves it in the environ

    def __init__(self, slots: Slots) -> None:
        self._slots = slots
        self._held: list[Hashable] = []
        self.checked_at = 0  # the feed's position before the database was asked who
        self.principal: Principal | None = None
        self.deadline: float | None = time.monotonic() + CONNECT_SECONDS
        self.abort: Callable[[str], None] = _no_socket_yet

    def take(self, key: Hashable, most: int, status: int) -> None:
        """Count it under one more heading; gives everything back when there are too many."""
        self._held.append(key)
        if self._slots.count(key, 1) > most:
            self.give_back()
            raise Refused(status, f"too_many_{key[0] if isinstance(key, tuple) else key}")

    def give_back(self) -> None:
        """Count it no more."""
        while self._held:
            self._slots.count(self._held.pop(), -1)

    def admitted(self) -> None:
        """The Socket.IO connection stands: no deadline any more."""
        self.deadline = None
        self._held = [key for key in self._held if not self._was_pending(key)]

    def refused(self) -> None:
        """The client may read why, then the connection goes."""
        self.deadline = time.monotonic() + REFUSED_SECONDS

    def _was_pending(self, key: Hashable) -> bool:
        pending = isinstance(key, tuple) and key[0] == "pending"
        if pending:
            self._slots.count(key, -1)
        return pending


def _no_socket_yet(_reason: str) -> None:
    """The handshake is not done: the web server's read timeout ends it."""
