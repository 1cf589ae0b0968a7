"""Up, down and up again with data: nothing that was said is lost on the way."""

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


def _everything(engine: Engine) -> dict[str, list[Any]]:
    with engine.connect() as connection:
        names = sa.inspect(connection).get_table_names()
        return {name: _rows(connection, name) for name in names}


def _rows(connection: Connection, name: str) -> list[Any]:
    found = connection.execute(sa.text(f'SELECT * FROM "{name}"')).mappings()
    return sorted(({key: str(value) for key, value in row.items()} for row in found), key=str)
