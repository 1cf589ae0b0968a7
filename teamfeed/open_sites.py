"""The names of the open sites, as each post with a word of the grammar needs them."""

import time
from collections.abc import Mapping

from sqlalchemy.engine import Engine

from teamfeed import database
from teamfeed.core import sites
from teamfeed.writer import Writer

KEPT = 0.25  # seconds: how late another process's new site may be known by its name


class OpenSites:
    """Read from the database, but not for each of hundreds of posts a second."""

    def __init__(self, engine: Engine, writer: Writer) -> None:
        self._engine = engine
        self._writer = writer
        self._known: tuple[int, float, Mapping[str, int]] = (-1, 0.0, {})  # replaced as a whole

    def names(self) -> Mapping[str, int]:
        """The name of each open site and its id."""
        changes, now = self._writer.committed["site"], time.monotonic()
        of_changes, until, names = self._known
        if changes != of_changes or now > until:
            names = self._read()
            self._known = changes, now + KEPT, names
        return names

    def _read(self) -> dict[str, int]:
        with database.reading(self._engine) as connection:
            return {row["name"]: row["id"] for row in sites.all_of(connection) if row["open"]}
