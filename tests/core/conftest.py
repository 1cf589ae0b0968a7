"""What tests of the core ask for: the firm at work, on a database that is emptied after each."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from teamfeed import database
from teamfeed.core.schema import feed_head, metadata
from teamfeed.settings import Settings
from teamfeed.writer import Writer
from tests.cast import Cast
from tests.conftest import Clock
from tests.core.firm import Firm


@pytest.fixture(scope="session")
def one_postgresql(
    new_postgresql: Callable[[Path], str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Engine]:
    """A migrated PostgreSQL database for all these tests: making one for each takes too long."""
    folder = tmp_path_factory.mktemp("one")
    made = database.engine(Settings().with_(database_url=new_postgresql(folder)))
    yield made
    made.dispose()


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty migrated database of the run's kind; empty means SQLite in tmp_path."""
    if request.config.getoption("--database") == "sqlite":
        yield request.getfixturevalue("new_sqlite")(tmp_path)
        return
    kept: Engine = request.getfixturevalue("one_postgresql")
    yield kept.url.render_as_string(hide_password=False)
    _empty(kept)


@pytest.fixture
def firm(engine: Engine, settings: Settings, clock: Clock, writer: Writer, cast: Cast) -> Firm:
    """The firm on Monday at nine, everybody hired, nothing said yet."""
    return Firm(engine, settings, clock, writer, cast)


def _empty(engine: Engine) -> None:
    with engine.begin() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
        connection.execute(feed_head.insert(), {"id": 1, "position": 0, "floor": 0, "last_id": 0})
