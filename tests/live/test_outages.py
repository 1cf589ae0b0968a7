"""The database goes and comes back: viewers stay, and miss nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from teamfeed import database, migrate
from teamfeed.core import posts
from teamfeed.core.drafts import Draft
from teamfeed.settings import Settings
from teamfeed.writer import Writer
from tests import cast as people
from tests.live.clients import Client, until
from tests.live.conftest import COMMAND, SECRET
from tests.postgres import Cluster
from tests.servers import SOURCE, Server, free_port

pytestmark = pytest.mark.postgresql


@pytest.fixture
def own_cluster() -> Iterator[Cluster]:
    """A PostgreSQL server that may be restarted."""
    made = Cluster(free_port())
    made.start()
    yield made
    made.remove()


def test_viewers_on_three_processes_see_every_post_at_once_and_after_a_restart(
    own_cluster: Cluster, tmp_path: Path, async_mode: str
) -> None:
    settings = Settings().with_(data_dir=tmp_path, database_url=own_cluster.create())
    with _engine(settings) as engine:
        migrate.upgrade(engine)
        cast = people.hire(Writer(engine, settings))
        servers = [
            Server(
                tmp_path,
                database_url=settings.database_url,
                async_mode=async_mode,
                command=COMMAND,
                TEAMFEED_SECRET_KEY=SECRET,
                PYTHONPATH=SOURCE,
            )
            for _ in range(3)
        ]
        clients = [Client(server.start().url, cast.mo.token) for server in servers]
        for client in clients:
            client.connect()
        assert clients[0].post("avant")["ok"]
        until(lambda: all(client.said() == ["avant"] for client in clients), 1)
        own_cluster.restart()
        until(lambda: clients[1].post("pendant", client_id="p")["ok"], 10)
        until(lambda: all(client.said() == ["avant", "pendant"] for client in clients), 5)
        Writer(engine, settings).do(posts.publish, cast.dana.id, Draft(text="après", language="fr"))
        until(lambda: all(client.said()[-1] == "après" for client in clients), 1)
        assert [client.gaps for client in clients] == [0, 0, 0]
        assert not any(client.gone.is_set() for client in clients)
        for client, server in zip(clients, servers, strict=True):
            client.leave()
            assert server.stop() == 0
            assert server.log().count("feed cannot be followed") <= 1
            assert "notifications lost" in server.log()


@contextmanager
def _engine(settings: Settings) -> Iterator[Engine]:
    engine = database.engine(settings)
    yield engine
    engine.dispose()
