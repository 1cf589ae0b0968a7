"""PostgreSQL tells of commits in other processes."""

from collections.abc import Callable
from typing import Any

import structlog
from sqlalchemy.engine import Engine

from teamfeed import green
from teamfeed.core.feed import CHANNEL

QUIET = 15.0  # seconds without a word, then we ask whether anybody is still there
PAUSE = 1.0  # seconds between tries while the database is away

log = structlog.get_logger()


class Listener:
    """LISTEN on a connection of its own; survives the database's restart."""

    def __init__(self, engine: Engine, told: Callable[[], None]) -> None:
        self._engine = engine
        self._told = told
        self._stopped = False

    def start(self) -> None:
        green.spawn(self._run)

    def stop(self) -> None:
        self._stopped = True

    def _run(self) -> None:
        lost = False
        while not self._stopped:
            try:
                self._listen()
            except Exception as error:  # noqa: BLE001 - the clock goes on without us
                if not lost:
                    log.warning("notifications lost, reconnecting", error=str(error))
                lost = True
                green.sleep(PAUSE)

    def _listen(self) -> None:
        pooled = self._engine.raw_connection()
        connection: Any = pooled.driver_connection
        pooled.detach()  # afterwards the pool knows it no more
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(f"LISTEN {CHANNEL}")
                self._told()  # of what was missed
                while not self._stopped:
                    self._hear(connection, cursor)
        finally:
            connection.close()

    def _hear(self, connection: Any, cursor: Any) -> None:
        if not green.wait_readable(connection.fileno(), QUIET):
            cursor.execute("SELECT 1")
        connection.poll()
        if connection.notifies:
            connection.notifies.clear()
            self._told()
