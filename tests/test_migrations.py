"""Up, down and up again with data: nothing that was said is lost on the way."""

import signal
import subprocess
import sys
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.engine import Connection, Engine

from teamfeed import migrate
from teamfeed.core import notifications, posts
from teamfeed.core.drafts import Draft
from teamfeed.core.schema import metadata
from teamfeed.settings import Settings
from teamfeed.writer import Writer
from tests import cast as people
from tests.servers import SOURCE

FIRST, SECOND = "0001", "0002"


@pytest.fixture
def at_work(engine: Engine, settings: Settings) -> Engine:
    """A firm that has posted, replied and been asked."""
    writer = Writer(engine, settings)
    cast = people.hire(writer)
    said = writer.do(posts.publish, cast.tess.id, Draft(text="bonjour @dana", language="fr"))
    answer = Draft(text="bien reçu", language="fr", in_reply_to_id=said.post_id)
    writer.do(posts.publish, cast.dana.id, answer)
    writer.do(notifications.ask, cast.tariq.id, cast.dupont)
    return engine


def test_down_and_up_again_keeps_what_the_older_version_knew(at_work: Engine) -> None:
    before = _everything(at_work)

    migrate.downgrade(at_work, FIRST)
    down = _everything(at_work)
    migrate.upgrade(at_work)

    older = set(before) - {"notifications", "preferences", "push_subscriptions"}
    assert {name: down[name] for name in older - {"alembic_version"}} == {
        name: before[name] for name in older - {"alembic_version"}
    }
    after = _everything(at_work)
    assert after == {**before, "notifications": []}
    assert migrate.is_current(at_work)


def test_an_upgrade_keeps_every_row(at_work: Engine) -> None:
    migrate.downgrade(at_work, FIRST)
    before = _everything(at_work)

    migrate.upgrade(at_work, SECOND)

    after = _everything(at_work)
    assert {name: after[name] for name in before if name != "alembic_version"} == {
        name: rows for name, rows in before.items() if name != "alembic_version"
    }


def test_the_migrations_make_the_tables_that_the_code_knows(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_down_to_nothing_and_up_again_is_a_firm_that_can_start(
    at_work: Engine, settings: Settings
) -> None:
    migrate.downgrade(at_work, "base")
    assert set(_everything(at_work)) == {"alembic_version"}
    assert not migrate.is_current(at_work)

    migrate.upgrade(at_work)

    assert migrate.is_current(at_work)
    assert people.hire(Writer(at_work, settings)).tess


@pytest.mark.parametrize(
    ("start", "at"),
    [
        ("base", "CREATE TABLE"),
        ("base", "INSERT INTO feed_head"),
        (FIRST, "CREATE TABLE"),
        (FIRST, "UPDATE alembic_version"),
    ],
)
def test_killed_midway_it_is_as_before_and_the_next_start_goes_on(
    at_work: Engine, settings: Settings, start: str, at: str
) -> None:
    migrate.downgrade(at_work, start)
    before = _everything(at_work)
    at_work.dispose()

    assert _upgraded([_upgrading(settings, at)]) == [-signal.SIGKILL]

    assert _everything(at_work) == before
    migrate.upgrade(at_work)
    assert migrate.is_current(at_work)


def test_processes_that_start_together_migrate_once(at_work: Engine, settings: Settings) -> None:
    migrate.downgrade(at_work, "base")
    at_work.dispose()

    starting = [_upgrading(settings, pause=0.02) for _ in range(3)]

    assert _upgraded(starting) == [0, 0, 0]
    assert migrate.is_current(at_work)


# Upgrades; dies after the first statement that begins with a word, as by a power cut, and pauses
# after each look, so that those who start together are in each other's way.
_UPGRADE = """
import os, signal, sys, time
from pathlib import Path
import sqlalchemy as sa
from teamfeed import database, migrate
from teamfeed.settings import Settings

folder, url, at, pause = sys.argv[1:]
engine = database.engine(Settings().with_(data_dir=Path(folder), database_url=url))

@sa.event.listens_for(engine, "after_cursor_execute")
def die(_connection, _cursor, statement, *_):
    if statement.strip().startswith(("SELECT", "PRAGMA")):
        time.sleep(float(pause))
    if at and statement.strip().startswith(at):
        os.kill(os.getpid(), signal.SIGKILL)

print("ready", flush=True)
sys.stdin.readline()
migrate.upgrade(engine)
"""


def _upgrading(settings: Settings, at: str = "", pause: float = 0) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _UPGRADE, settings.data_dir, settings.database_url, at, str(pause)],
        cwd=SOURCE,
        text=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )


def _upgraded(processes: list[subprocess.Popen[str]]) -> list[int]:
    """Let them go at the same moment; how each ended."""
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        process.communicate(timeout=30)
    return [process.returncode for process in processes]


def _everything(engine: Engine) -> dict[str, list[Any]]:
    with engine.connect() as connection:
        names = sa.inspect(connection).get_table_names()
        return {name: _rows(connection, name) for name in names}


def _rows(connection: Connection, name: str) -> list[Any]:
    found = connection.execute(sa.text(f'SELECT * FROM "{name}"')).mappings()
    return sorted(({key: str(value) for key, value in row.items()} for row in found), key=str)
