"""SIGKILL under load: nothing acknowledged is lost, nothing doubled, all viewers agree."""

import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from teamfeed import database
from teamfeed.core import feed
from teamfeed.core.schema import posts
from teamfeed.settings import Settings
from teamfeed.writer import Writer
from tests import cast as people
from tests.faults.crew import Poster, Viewer, doubled
from tests.servers import Server, fleet

POSTERS, RATE, VIEWERS = 6, 300.0, 30


class Scene:
    """A firm on one database, some servers, posters at 300 posts/s together, and viewers."""

    def __init__(self, settings: Settings, servers: list[Server]) -> None:
        self.engine = database.engine(settings)
        cast = people.hire(Writer(self.engine, settings))
        self.servers = servers
        for server in servers:
            server.start()
        urls = [server.url for server in servers]
        turned = [urls[turn % len(urls):] + urls[:turn % len(urls)] for turn in range(VIEWERS)]
        self.posters = [Poster(turned[n], cast.tess.token, RATE / POSTERS) for n in range(POSTERS)]
        self.viewers = [Viewer(turned[n], cast.dana.token) for n in range(VIEWERS)]
        for member in (*self.viewers, *self.posters):
            member.start()

    def finish(self) -> None:
        """Let the posters send what is unknown, and stop posting."""
        for poster in self.posters:
            poster.finishing.set()
        for poster in self.posters:
            poster.join(20)

    def head(self) -> int:
        """Where the feed ends."""
        with database.reading(self.engine) as connection:
            return feed.head(connection)

    def written(self) -> list[str]:
        """The client ids in the database, in its order."""
        query = sa.select(posts.c.client_id).order_by(posts.c.feed_position)
        with database.reading(self.engine) as connection:
            return [str(name) for name in connection.execute(query).scalars()]

    def wait_for_viewers(self, seconds: float) -> float:
        """How long until every viewer is at the head."""
        begun, head = time.monotonic(), self.head()
        while min(viewer.cursor for viewer in self.viewers) < head:
            assert time.monotonic() - begun < seconds, [v.cursor for v in self.viewers]
            time.sleep(0.02)
        return time.monotonic() - begun

    def check(self) -> None:
        """The oracle: acknowledged is present exactly once, and all see the database's order."""
        written = self.written()
        acknowledged = [name for poster in self.posters for name in poster.acknowledged]
        assert doubled(written) == []
        assert set(acknowledged) == set(written)
        assert all(viewer.posts == written for viewer in self.viewers)
        assert sum(viewer.reloads for viewer in self.viewers) == 0

    def leave(self) -> None:
        """Everybody goes home."""
        for member in (*self.viewers, *self.posters):
            member.leaving.set()
        for server in self.servers:
            server.stop()


@pytest.mark.timeout(180)
@pytest.mark.parametrize("kills", [4, pytest.param(20, marks=pytest.mark.long)])
def test_a_killed_server_loses_and_doubles_nothing(tmp_path: Path, settings: Settings,
                                                   kills: int) -> None:
    scene = Scene(settings, [Server(tmp_path, database_url=settings.database_url)])
    for _ in range(kills):
        time.sleep(1.5)
        scene.servers[0].kill()
        scene.servers[0].start()
        assert scene.wait_for_viewers(5) < 5
    scene.finish()
    scene.wait_for_viewers(5)
    scene.leave()
    scene.check()
    assert len(scene.written()) > kills * RATE / 2


@pytest.mark.timeout(180)
def test_one_of_three_killed_loses_and_doubles_nothing(tmp_path: Path,
                                                       postgresql_url: str) -> None:
    settings = Settings().with_(data_dir=tmp_path, database_url=postgresql_url)
    scene = Scene(settings, fleet(3, tmp_path, postgresql_url))
    for turn in range(3):
        time.sleep(1.5)
        scene.servers[turn].kill()
        scene.wait_for_viewers(5)
        scene.servers[turn].start()
    scene.finish()
    scene.wait_for_viewers(5)
    scene.leave()
    scene.check()
    assert len(scene.written()) > RATE
