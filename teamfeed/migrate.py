"""Bring a database to this version's tables."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection, Engine

from teamfeed import places
from teamfeed.database import is_sqlite

_LOCK = 7_310_001  # PostgreSQL: one process migrates, the others wait


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Run the migrations that are missing; several processes may call it at once."""
    with _alone(engine) as connection:
        command.upgrade(_config(connection), revision)


def downgrade(engine: Engine, revision: str) -> None:
    """Run the migrations backwards."""
    with _alone(engine) as connection:
        command.downgrade(_config(connection), revision)


def is_current(engine: Engine) -> bool:
    """Whether the database has this version's tables."""
    script = ScriptDirectory.from_config(_config(None))
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return False
        found = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    return found == script.get_current_head()


@contextmanager
def _alone(engine: Engine) -> Iterator[Connection]:
    """One transaction, so that a crash midway leaves all as it was, while others wait."""
    with engine.connect().execution_options(immediate=True) as connection, connection.begin():
        if not is_sqlite(connection):
            # A large table takes longer than a request may.
            connection.execute(sa.text("SET LOCAL statement_timeout = 0"))
            connection.execute(sa.text("SET LOCAL lock_timeout = 0"))
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
        yield connection


def _config(connection: Connection | None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(places.migrations()))
    config.attributes["connection"] = connection
    return config
