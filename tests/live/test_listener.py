"""A commit of another process is heard at once, not only by the clock."""

import threading

import sqlalchemy as sa

from teamfeed import database
from teamfeed.core.feed import CHANNEL
from teamfeed.live.listener import Listener
from teamfeed.settings import Settings


def test_postgresql_tells_of_a_commit_in_another_process(postgresql_url: str) -> None:
    engine = database.engine(Settings().with_(database_url=postgresql_url))
    heard = threading.Semaphore(0)
    listener = Listener(engine, heard.release)
    listener.start()
    try:
        assert heard.acquire(timeout=10), "it never listened"
        with engine.begin() as connection:
            connection.execute(sa.text(f"NOTIFY {CHANNEL}"))
        assert heard.acquire(timeout=5), "it did not hear"
    finally:
        listener.stop()
        engine.dispose()
