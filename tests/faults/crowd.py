"""A process of eight writers, for the ordering test: python -m tests.faults.crowd URL KIND SECONDS.

KIND `feed` writes through our writer; `sequence` is the control: a plain bigserial. Both pause
between insert and commit and roll some back. Each line printed is a position that was committed.
"""

import random
import sys
import threading
import time

import sqlalchemy as sa

from teamfeed import database
from teamfeed.core.feed import Transaction
from teamfeed.settings import Settings
from teamfeed.writer import Writer

WRITERS = 8
INSERT = sa.text("INSERT INTO plain (word) VALUES ('x') RETURNING id")


class GivenUp(Exception):
    """A writer changed its mind after it had written."""


def pause() -> None:
    """As long as a busy machine may hold a transaction open."""
    time.sleep(random.uniform(0, 0.006))


def write(tx: Transaction) -> int:
    """Announce a change, wait, and sometimes give up."""
    position = tx.announce("site", {"id": "1"})
    tx.flush()
    pause()
    if random.random() < 0.15:
        raise GivenUp
    return position


def feed(settings: Settings, until: float) -> None:
    """One writer of ours."""
    writer = Writer(database.engine(settings), settings)
    while time.monotonic() < until:
        try:
            say(writer.do(write))
        except GivenUp:
            continue


def sequence(settings: Settings, until: float) -> None:
    """One writer that trusts a sequence."""
    engine = database.engine(settings)
    while time.monotonic() < until:
        with engine.connect() as connection:
            number = connection.execute(INSERT).scalar_one()
            pause()
            if random.random() < 0.15:
                connection.rollback()
                continue
            connection.commit()
            say(number)


def say(position: int) -> None:
    """Tell the test that this position is committed."""
    sys.stdout.write(f"{position}\n")
    sys.stdout.flush()


def main(url: str, kind: str, seconds: str) -> None:
    """Run eight writers side by side."""
    settings = Settings().with_(database_url=url)
    until = time.monotonic() + float(seconds)
    run = {"feed": feed, "sequence": sequence}[kind]
    threads = [threading.Thread(target=run, args=(settings, until)) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


if __name__ == "__main__":
    main(*sys.argv[1:])
