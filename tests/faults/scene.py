"""A firm at work: posters at 300 posts/s, thirty viewers, and what must be true afterwards."""

import time

import sqlalchemy as sa

from teamfeed import database
from teamfeed.core import feed
from teamfeed.core.schema import posts
from teamfeed.settings import Settings
from teamfeed.writer import Writer
from tests import cast as people
from tests.faults.crew import Poster, Viewer, doubled
from tests.servers import Server

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
        turned = [urls[turn % len(urls) :] + urls[: turn % len(urls)] for turn in range(VIEWERS)]
        self.posters = [Poster(turned[n], cast.tess.token, RATE / POSTERS) for n in range(POSTERS)]
        eyes = [cast.dana, cast.mo, cast.tariq, cast.ada]  # one token may not open 30 sockets
        self.viewers = [Viewer(turned[n], eyes[n % 4].token) for n in range(VIEWERS)]
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
            late = [viewer.describe() for viewer in self.viewers if viewer.cursor < head]
            assert time.monotonic() - begun < seconds, f"head {head}, behind: {late}"
            time.sleep(0.02)
        return time.monotonic() - begun

    def wait_until_acknowledged(self, count: int, seconds: float) -> None:
        """Wait until so many posts were acknowledged."""
        begun = time.monotonic()
        while sum(len(poster.acknowledged) for poster in self.posters) < count:
            assert time.monotonic() - begun < seconds, "nothing is acknowledged any more"
            time.sleep(0.02)

    def check(self) -> None:
        """The oracle: acknowledged is present exactly once, unknown at most once, order is one."""
        written = self.written()
        acknowledged = {name for poster in self.posters for name in poster.acknowledged}
        unknown = {name for poster in self.posters for name in poster.unknown}
        assert doubled(written) == []
        assert acknowledged - set(written) == set(), "acknowledged and lost"
        assert set(written) - acknowledged <= unknown, "written, and nobody ever asked for it"
        assert all(viewer.posts == written for viewer in self.viewers)
        assert sum(viewer.reloads for viewer in self.viewers) == 0

    def leave(self) -> None:
        """Everybody goes home."""
        members = (*self.viewers, *self.posters)
        for member in members:
            member.leaving.set()
        for member in members:
            member.join(10)
        for server in self.servers:
            server.stop()
        self.engine.dispose()

    def __enter__(self) -> "Scene":
        return self

    def __exit__(self, *_: object) -> None:
        self.leave()
