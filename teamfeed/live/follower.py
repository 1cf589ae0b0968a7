"""Follow the feed from its head: one per process, woken by whoever commits."""

from collections.abc import Callable, Sequence

import structlog

from teamfeed import green
from teamfeed.core import feed
from teamfeed.core.feed import Change
from teamfeed.live import revocations
from teamfeed.live.audiences import REVOCATION
from teamfeed.live.broadcast import Broadcast
from teamfeed.live.channels import Channels
from teamfeed.services import Services

EVERY = 0.25  # seconds; a lost hint costs no more
PAGE = 250
LONGEST_PAUSE = 2.0  # seconds between tries while the database is away

log = structlog.get_logger()


class Follower:
    """Hands each change on once, in order; nothing that goes wrong ends it."""

    def __init__(self, services: Services, channels: Channels, broadcast: Broadcast) -> None:
        self._services = services
        self._channels = channels
        self._broadcast = broadcast
        self._hint = green.Event()
        self._stopped = False
        self.wake = self._hint.set
        self.on_changes: list[Callable[[Sequence[Change]], None]] = []  # each returns at once

    def start(self) -> None:
        """Begin at the head; raises what the database raises."""
        with self._services.reading() as connection:
            self._channels.head = feed.head(connection)
        self._services.writer.on_commit.append(self.wake)
        green.spawn(self._run)

    def stop(self) -> None:
        self._stopped = True
        self.wake()

    def _run(self) -> None:
        failures = 0
        while not self._stopped:
            self._hint.wait(EVERY)
            self._hint.clear()
            try:
                self._follow()
            except Exception as error:
                failures += 1
                if failures == 1:
                    log.error("feed cannot be followed", exc_info=error)
                green.sleep(min(0.1 * 2**failures, LONGEST_PAUSE))
            else:
                if failures:
                    log.info("feed is followed again", tries=failures)
                failures = 0

    def _follow(self) -> None:
        with self._services.reading() as connection:
            changes = feed.after(connection, self._channels.head, PAGE)
        if not changes:
            return
        self._shut_out(changes)
        for told in self.on_changes:
            told(changes)
        if len(changes) == PAGE:
            self.wake()
        green.sleep(self._broadcast.send(changes))

    def _shut_out(self, changes: list[Change]) -> None:
        """Before anything of this page is sent: what follows a revocation reaches nobody named."""
        for change in changes:
            if change.kind == REVOCATION:
                self._channels.close(revocations.read(change))
