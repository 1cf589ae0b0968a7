"""Several writers on one database, each in its thread, called from many: still one feed."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from teamfeed import database
from teamfeed.core import sites
from teamfeed.core.feed import Transaction
from teamfeed.writer import Writer
from tests.core.firm import Firm

WRITERS, CALLERS, CALLS = 3, 8, 25


@pytest.fixture
def writers(firm: Firm) -> Iterator[list[Writer]]:
    """Each with an engine of its own, as each process has."""
    engines = [database.engine(firm.settings) for _ in range(WRITERS)]
    made = [Writer(engine, firm.settings, firm.clock) for engine in engines]
    for writer in made:
        writer.start()
    yield made
    for writer in made:
        writer.stop()
        writer.do(_nothing)  # returns once it is at rest
    for engine in engines:
        engine.dispose()


def test_several_writers_keep_the_feed_gapless(firm: Firm, writers: list[Writer]) -> None:
    head = firm.head()
    with ThreadPoolExecutor(CALLERS) as callers:
        kept = list(callers.map(lambda n: _calls(writers[n % WRITERS], n), range(CALLERS)))

    changes = firm.changes(head)
    assert [change["position"] for change in changes] == list(range(head + 1, firm.head() + 1))
    assert sorted(change["name"] for change in changes) == sorted(
        name for names in kept for name in names
    )
    assert len({change["id"] for change in changes}) == len(changes)


def test_what_one_caller_says_keeps_its_order(firm: Firm, writers: list[Writer]) -> None:
    head = firm.head()
    with ThreadPoolExecutor(CALLERS) as callers:
        list(callers.map(lambda n: _calls(writers[n % WRITERS], n), range(CALLERS)))

    names = [change["name"] for change in firm.changes(head)]
    for caller in range(CALLERS):
        own = [name for name in names if name.startswith(f"{caller} ")]
        assert own == sorted(own)


def test_a_writer_that_was_stopped_still_commits(firm: Firm) -> None:
    firm.writer.start()
    firm.do(sites.add, "Before")
    firm.writer.stop()
    firm.do(sites.add, "After")
    assert [change["name"] for change in firm.changes(firm.head() - 2)] == ["Before", "After"]


def _calls(writer: Writer, caller: int) -> list[str]:
    """Opens some sites and fails at others; the names of those that were opened."""
    kept = []
    for number in range(CALLS):
        name = f"{caller} {number:02}"
        if number % 5 == 3:
            with pytest.raises(ZeroDivisionError):
                writer.do(_fails, name)
        else:
            writer.do(sites.add, name)
            kept.append(name)
    return kept


def _fails(tx: Transaction, name: str) -> None:
    sites.add(tx, name)
    raise ZeroDivisionError


def _nothing(_tx: Transaction) -> None:
    return None
