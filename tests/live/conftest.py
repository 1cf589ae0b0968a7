"""A running firm for each file of live tests."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from sqlalchemy.engine import Engine

from teamfeed import database
from teamfeed.core import posts, sessions
from teamfeed.core.drafts import Draft
from teamfeed.settings import Settings
from teamfeed.writer import Writer
from tests import cast as people
from tests.cast import Cast, Person
from tests.live.clients import Client
from tests.servers import SOURCE, Server

SECRET = "a secret of these tests"
COMMAND = (sys.executable, str(SOURCE / "wsgi.py"))


@dataclass(frozen=True)
class Firm:
    """A server, its people, and a writer of another process."""

    server: Server
    cast: Cast
    settings: Settings
    engine: Engine
    writer: Writer

    @property
    def url(self) -> str:
        """Where it listens."""
        return self.server.url

    def client(self, who: Person, cursor: int | None = None) -> Client:
        """Somebody's connection, by token."""
        return Client(self.url, who.token, cursor)

    def post(self, who: Person, text: str, **values: Any) -> posts.Published:
        """A post that another process commits."""
        return self.writer.do(posts.publish, who.id, Draft(text=text, language="fr", **values))

    def cookie(self, who: Person) -> str:
        """A new device's cookie."""
        return signed(self.writer.do(sessions.open_for, who.id, who.role, "a test"))


def signed(reference: str) -> str:
    """The cookie that holds a session's reference."""
    app = Flask("teamfeed")
    app.secret_key = SECRET
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer is not None
    return f"teamfeed={serializer.dumps({'_user_id': reference, '_fresh': True})}"


@pytest.fixture(scope="module")
def start(
    request: pytest.FixtureRequest, async_mode: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[..., Firm]]:
    """Start a firm with settings of one's own."""
    firms: list[Firm] = []
    kind = request.config.getoption("--database")
    copy: Callable[[Path], str] = request.getfixturevalue(f"new_{kind}")

    def start_one(**given: object) -> Firm:
        folder = tmp_path_factory.mktemp("firm")
        settings = Settings().with_(data_dir=folder, database_url=copy(folder), rate_limits="off")
        engine = database.engine(settings)
        writer = Writer(engine, settings)
        cast = people.hire(writer)
        named: Any = {f"TEAMFEED_{name.upper()}": value for name, value in given.items()}
        server = Server(
            folder,
            database_url=settings.database_url,
            async_mode=async_mode,
            command=COMMAND,
            TEAMFEED_SECRET_KEY=SECRET,
            PYTHONPATH=SOURCE,
            **named,
        )
        firms.append(Firm(server.start(), cast, settings, engine, writer))
        return firms[-1]

    yield start_one
    for firm in firms:
        firm.server.stop()
        firm.engine.dispose()


@pytest.fixture(scope="module")
def firm(start: Callable[..., Firm]) -> Firm:
    """A firm that runs through all tests of a file."""
    return start()


@pytest.fixture(autouse=True)
def no_fault(request: pytest.FixtureRequest) -> Iterator[None]:
    """No test may leave a traceback in the server's log."""
    server = request.getfixturevalue("firm").server if "firm" in request.fixturenames else None
    before = len(server.log()) if server else 0
    yield
    if server:
        log = server.log()[before:]
        assert "Traceback" not in log
        assert '"level": "error"' not in log
