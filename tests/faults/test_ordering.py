"""Readers that resume from the last position they saw miss nothing - and a sequence would."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from teamfeed import database
from teamfeed.core import feed
from teamfeed.settings import Settings
from tests.servers import SOURCE, environment

PROCESSES, SECONDS = 3, 4.0
Reader = Callable[[Connection, int], list[int]]


@pytest.fixture
def shared(postgresql_url: str) -> Engine:
    """Connections to a PostgreSQL that three processes write to."""
    return database.engine(Settings().with_(database_url=postgresql_url))


@pytest.mark.timeout(90)
def test_readers_see_every_committed_change_in_order(
    shared: Engine, postgresql_url: str, tmp_path: Path
) -> None:
    run = Run(shared, postgresql_url, "feed", tmp_path, read_feed)
    run.go()
    with database.reading(shared) as connection:
        head = feed.head(connection)
    assert head > 100
    for seen in run.seen:
        assert seen == list(range(1, head + 1))
    assert run.acknowledged <= set(run.seen[0])


@pytest.mark.timeout(90)
def test_a_plain_sequence_would_lose_changes(
    shared: Engine, postgresql_url: str, tmp_path: Path
) -> None:
    """The control: were nothing missed here, the test above could not see the fault."""
    with shared.begin() as connection:
        connection.execute(sa.text("CREATE TABLE plain (id bigserial PRIMARY KEY, word text)"))
    run = Run(shared, postgresql_url, "sequence", tmp_path, read_sequence)
    run.go()
    with database.reading(shared) as connection:
        committed = set(connection.execute(sa.text("SELECT id FROM plain")).scalars())
    missed = committed - set(run.seen[0])
    assert len(missed) > len(committed) // 100


def read_feed(connection: Connection, cursor: int) -> list[int]:
    """The positions after a cursor."""
    return [change.position for change in feed.after(connection, cursor, 100)]


def read_sequence(connection: Connection, cursor: int) -> list[int]:
    """The ids after the last one seen."""
    query = sa.text("SELECT id FROM plain WHERE id > :cursor ORDER BY id LIMIT 100")
    return list(connection.execute(query, {"cursor": cursor}).scalars())


class Run:
    """Three processes of writers, one of them killed and replaced, and two readers."""

    def __init__(self, engine: Engine, url: str, kind: str, folder: Path, read: Reader) -> None:
        self._engine, self._url, self._kind, self._read = engine, url, kind, read
        self._folder = folder
        self._files: list[Path] = []
        self._writing = True
        self.seen: list[list[int]] = [[], []]

    def go(self) -> None:
        """Write and read for a few seconds, then read to the end."""
        crowd = [self._crowd(SECONDS) for _ in range(PROCESSES)]
        readers = [threading.Thread(target=self._follow, args=(seen,)) for seen in self.seen]
        for reader in readers:
            reader.start()
        time.sleep(SECONDS / 2)
        crowd[0].kill()
        crowd.append(self._crowd(SECONDS / 2))
        assert [process.wait(30) for process in crowd][1:] == [0] * PROCESSES
        self._writing = False
        for reader in readers:
            reader.join(30)

    @property
    def acknowledged(self) -> set[int]:
        """What the writers were told is committed."""
        return {int(line) for file in self._files for line in file.read_text().split("\n")[:-1]}

    def _crowd(self, seconds: float) -> "subprocess.Popen[bytes]":
        self._files.append(self._folder / f"crowd-{len(self._files)}")
        with self._files[-1].open("wb") as out:
            return subprocess.Popen(
                [sys.executable, "-m", "tests.faults.crowd", self._url, self._kind, str(seconds)],
                stdout=out,
                cwd=SOURCE,
                env=environment(),
            )

    def _follow(self, seen: list[int]) -> None:
        """Read from the cursor on, on a new connection each time, as after a restart."""
        last = False
        while not last:
            last = not self._writing
            with database.reading(self._engine) as connection:
                seen += self._read(connection, seen[-1] if seen else 0)
            last = last and not self._more(seen)
            time.sleep(0.002)

    def _more(self, seen: list[int]) -> bool:
        with database.reading(self._engine) as connection:
            return bool(self._read(connection, seen[-1] if seen else 0))
