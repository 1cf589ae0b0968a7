"""What tests ask for by name: a migrated database, a writer, the cast, a running server."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy.engine import Connection, Engine

from teamfeed import database, migrate
from teamfeed.settings import Settings
from teamfeed.writer import Writer
from tests import cast as people
from tests.cast import Cast
from tests.postgres import Cluster, found, memory
from tests.servers import Server, free_port

MONDAY_MORNING = 1_767_600_000_000  # 2026-01-05 09:00 in Paris


def pytest_addoption(parser: pytest.Parser) -> None:
    """Choose the variant of the whole run."""
    parser.addoption("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.addoption("--async-mode", choices=("eventlet", "threading"), default="eventlet")


def pytest_configure() -> None:
    """No setting of the person who runs the tests may change them."""
    for name in [n for n in os.environ if n.startswith("TEAMFEED_") or n in ("HOST", "PORT")]:
        del os.environ[name]


class Clock:
    """The time as a test wants it; starts on a Monday at nine in Paris."""

    def __init__(self, now: int = MONDAY_MORNING) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now

    def advance(self, minutes: float) -> None:
        """Let time pass."""
        self.now += int(minutes * 60_000)


@pytest.fixture(scope="session")
def async_mode(request: pytest.FixtureRequest) -> str:
    """The engine of this run's servers."""
    return str(request.config.getoption("--async-mode"))


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server of our own."""
    if found() is None:
        pytest.skip("PostgreSQL is not installed: initdb and postgres were not found")
    made = Cluster(free_port(), folder=memory())
    made.start()
    yield made
    made.remove()


@pytest.fixture(scope="session")
def new_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], str]:
    """Copy a migrated SQLite database into a data folder."""
    folder = tmp_path_factory.mktemp("template")
    _migrate(Settings().with_(data_dir=folder))

    def copy(data_dir: Path) -> str:
        shutil.copy(folder / "teamfeed.db", data_dir / "teamfeed.db")
        return ""

    return copy


@pytest.fixture(scope="session")
def new_postgresql(cluster: Cluster) -> Callable[[Path], str]:
    """Copy a migrated PostgreSQL database."""
    _migrate(Settings().with_(database_url=cluster.create(name="migrated")))
    return lambda _: cluster.create("migrated")


@pytest.fixture
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A fresh migrated database of the run's kind; empty means SQLite in tmp_path."""
    kind = request.config.getoption("--database")
    url = request.getfixturevalue(f"new_{kind}")(tmp_path)
    yield url
    if url:
        request.getfixturevalue("cluster").drop(url)


@pytest.fixture
def postgresql_url(
    new_postgresql: Callable[[Path], str], cluster: Cluster, tmp_path: Path
) -> Iterator[str]:
    """A fresh migrated PostgreSQL database, whatever kind the run is."""
    url = new_postgresql(tmp_path)
    yield url
    cluster.drop(url)


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    """Defaults on a fresh database, without rate limits."""
    return Settings().with_(data_dir=tmp_path, database_url=database_url, rate_limits="off")


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    """Connections to the fresh database."""
    made = database.engine(settings)
    yield made
    made.dispose()


@pytest.fixture
def clock() -> Clock:
    """The writer's time."""
    return Clock()


@pytest.fixture
def writer(engine: Engine, settings: Settings, clock: Clock) -> Writer:
    """The only committer; commits in the test's own thread, at `clock`'s time."""
    return Writer(engine, settings, clock)


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    """A connection for reading; its first statement fixes what it sees on SQLite."""
    with database.reading(engine) as made:
        yield made


@pytest.fixture
def cast(writer: Writer) -> Cast:
    """Everybody hired, on Monday at nine."""
    return people.hire(writer)


@pytest.fixture
def server_cast(engine: Engine, settings: Settings) -> Cast:
    """Everybody hired now, for a server that runs on the real clock."""
    return people.hire(Writer(engine, settings))


@pytest.fixture
def server(settings: Settings, server_cast: Cast, async_mode: str) -> Iterator[Server]:
    """A running server with the cast, in the run's engine and on its database."""
    made = Server(settings.data_dir, database_url=settings.database_url, async_mode=async_mode)
    made.start()
    yield made
    made.stop()


def _migrate(settings: Settings) -> None:
    engine = database.engine(settings)
    migrate.upgrade(engine)
    engine.dispose()
