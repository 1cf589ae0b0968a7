"""The database cannot write: everybody is told to try again, and later it goes on by itself."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest

from teamfeed.core import sites
from teamfeed.core.feed import Transaction
from teamfeed.core.refusal import Refusal
from tests.core.firm import Firm, together
from tests.postgres import Cluster

Away = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def away(request: pytest.FixtureRequest, firm: Firm) -> Away:
    """No write succeeds meanwhile: the disk is full, or the server takes no connection."""
    if firm.settings.sqlite:
        return lambda: _full_disk(firm)
    return lambda: _nobody_let_in(firm, request.getfixturevalue("cluster"))


def opens_many(prefix: str) -> list[Callable[[Transaction], Any]]:
    """Verbs that together need more room than the database's file has left."""
    return [
        lambda tx, n=n: sites.add(tx, f"{prefix}{n}", address="x" * 200)  # type: ignore[misc]
        for n in range(100)
    ]


def test_while_it_is_away_all_are_told_to_try_again(firm: Firm, away: Away) -> None:
    head = firm.head()
    with away():
        answers = together(firm.writer, opens_many("A"))
    assert {(type(answer), answer.status, answer.retry_after) for answer in answers} == {
        (Refusal, 503, 2)
    }
    assert firm.head() == head
    assert len(firm.read(sites.all_of)) == 2


def test_when_it_is_back_it_goes_on_without_a_gap(firm: Firm, away: Away) -> None:
    head = firm.head()
    with away():
        together(firm.writer, opens_many("A"))
    answers = together(firm.writer, opens_many("B"))
    assert all(isinstance(answer, int) for answer in answers)
    assert [change["position"] for change in firm.changes(head)] == [
        head + number for number in range(1, 101)
    ]


def test_nobody_is_told_of_a_commit_that_failed(firm: Firm, away: Away) -> None:
    told: list[str] = []
    firm.writer.on_commit.append(lambda: told.append("committed"))
    with away():
        together(firm.writer, opens_many("A"))
    assert not told


@contextmanager
def _full_disk(firm: Firm) -> Iterator[None]:
    _limit_pages(firm, 1)  # SQLite takes the present size, which is more
    try:
        yield
    finally:
        _limit_pages(firm, 1_000_000)


@contextmanager
def _nobody_let_in(firm: Firm, cluster: Cluster) -> Iterator[None]:
    name = firm.engine.url.database
    cluster.run(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false')
    cluster.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
    try:
        yield
    finally:
        cluster.run(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true')


def _limit_pages(firm: Firm, most: int) -> None:
    with firm.engine.connect() as connection:
        connection.exec_driver_sql(f"pragma max_page_count={most}").all()
