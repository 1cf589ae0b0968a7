"""The names of the open sites are at hand, and never out of date where it matters."""

from collections.abc import Iterator
from time import sleep

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from teamfeed import open_sites
from teamfeed.core import sites
from teamfeed.core.feed import Transaction
from teamfeed.open_sites import OpenSites
from teamfeed.settings import Settings
from teamfeed.writer import Writer
from tests.cast import Cast


@pytest.fixture
def known(engine: Engine, writer: Writer, cast: Cast) -> OpenSites:
    return OpenSites(engine, writer)


@pytest.fixture
def asked(engine: Engine, known: OpenSites) -> Iterator[list[str]]:
    """The statements that reach the database once the sites are known."""
    known.names()
    heard: list[str] = []

    def hear(*given: object) -> None:
        heard.append(str(given[2]))

    sa.event.listen(engine, "before_cursor_execute", hear)
    yield heard
    sa.event.remove(engine, "before_cursor_execute", hear)


def test_a_site_that_was_opened_or_closed_here_is_known_at_once(
    known: OpenSites, writer: Writer
) -> None:
    before = dict(known.names())
    number = writer.do(sites.add, "Legrand")
    assert known.names() == {**before, "Legrand": number}

    writer.do(sites.change, number, open=False)
    assert known.names() == before


def test_many_posts_ask_the_database_once(known: OpenSites, asked: list[str]) -> None:
    for _ in range(20):
        known.names()

    assert asked == []


def test_what_has_nothing_to_do_with_sites_changes_nothing(
    known: OpenSites, asked: list[str], writer: Writer
) -> None:
    before = known.names()
    writer.do(_say_something)

    assert known.names() is before


def test_a_site_of_another_process_is_known_soon(
    known: OpenSites, engine: Engine, settings: Settings
) -> None:
    known.names()
    Writer(engine, settings).do(sites.add, "Legrand")
    sleep(open_sites.KEPT + 0.02)

    assert "Legrand" in known.names()


def _say_something(tx: Transaction) -> None:
    tx.announce("blank", {})
