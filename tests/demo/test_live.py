"""The demo firm works through real clients, also while its server goes away."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from rich.console import Console
from sqlalchemy.engine import Engine

from teamfeed import clock, demo
from teamfeed.core import schema
from teamfeed.demo import firm
from teamfeed.demo.live import badges, play
from teamfeed.demo.phone import Tally
from teamfeed.services import Services
from teamfeed.settings import Settings
from teamfeed.throttle import Throttle
from teamfeed.writer import Writer
from tests.servers import Server

FAST = 1800  # half an hour a second


@pytest.fixture
def own(settings: Settings, engine: Engine) -> Services:
    """The demo firm on a fresh database."""
    made = Services(settings, engine, Writer(engine, settings), Throttle(settings))
    demo.create(made, "trois seaux de plâtre")
    return made


@pytest.fixture
def server(own: Services, async_mode: str) -> Iterator[Server]:
    """A server of the demo firm."""
    made = Server(
        own.settings.data_dir, database_url=own.settings.database_url, async_mode=async_mode
    )
    made.start()
    yield made
    made.stop()


class Playing:
    """A play in a thread of its own."""

    def __init__(self, server: Server, people: dict[str, str]) -> None:
        self.tally = Tally()
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._play, args=(server.url, people))
        self._thread.start()

    def _play(self, url: str, people: dict[str, str]) -> None:
        self.tally = play(url, people, FAST, stopped=self._stopped, console=Console(quiet=True))

    def stop(self) -> Tally:
        self._stopped.set()
        self._thread.join(40)
        assert not self._thread.is_alive()
        return self.tally


def posts_since(own: Services, since: int) -> list[int]:
    query = sa.select(schema.posts.c.id).where(schema.posts.c.received_at >= since)
    with own.reading() as connection:
        return list(connection.scalars(query))


def until(holds: Callable[[], object], seconds: float = 25) -> None:
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it did not come about in time"
        time.sleep(0.1)


@pytest.mark.timeout(120)
def test_a_day_is_played_once_although_the_server_is_killed(own: Services, server: Server) -> None:
    since = clock.now()
    with badges(own) as people:
        playing = Playing(server, people)
        until(lambda: len(posts_since(own, since)) > 30)
        server.kill()
        time.sleep(1)
        server.start()
        before = len(posts_since(own, since))
        until(lambda: len(posts_since(own, since)) > before + 30)
        tally = playing.stop()

    stored = [str(number) for number in posts_since(own, since)]
    assert set(tally.acknowledged) <= set(stored)
    assert len(tally.acknowledged) == len(set(tally.acknowledged))
    assert len(stored) - len(tally.acknowledged) <= len(firm.PEOPLE)  # stopped while on the way
    assert tally.refused == 0
    assert tally.retried > 0


def test_no_token_is_left_behind(own: Services) -> None:
    with badges(own) as people:
        assert set(people) == {person.handle for person in firm.PEOPLE}

    with own.reading() as connection:
        assert (
            connection.execute(sa.select(sa.func.count()).select_from(schema.tokens)).scalar_one()
            == 0
        )
