"""The engine and how to read; only the writer writes."""

import os
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from teamfeed.settings import Settings


def engine(settings: Settings) -> Engine:
    """An engine for SQLite (one process) or PostgreSQL (several)."""
    return _sqlite(settings.database) if settings.sqlite else _postgresql(settings.database)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection for reading; what it wrote would be rolled back."""
    with engine.connect() as connection:
        yield connection


def all_rows(found: Any) -> list[Mapping[str, Any]]:
    """The rows of a result as dictionaries."""
    return [dict(row) for row in found.mappings()]


def first_row(found: Any) -> dict[str, Any] | None:
    """The first row of a result, if there is one."""
    first = found.mappings().first()
    return dict(first) if first else None


def is_sqlite(connection: Connection) -> bool:
    """Whether this is the embedded database."""
    return connection.dialect.name == "sqlite"


def _sqlite(url: str) -> Engine:
    _create_private(sa.make_url(url).database or "")
    made = sa.create_engine(
        url,
        poolclass=sa.QueuePool,
        pool_size=8,
        max_overflow=24,
        hide_parameters=True,  # errors are logged: without what people wrote
        connect_args={"check_same_thread": False, "timeout": 10},
    )
    sa.event.listen(made, "connect", _prepare_sqlite)
    sa.event.listen(made, "begin", _begin_sqlite)
    return made


def _create_private(path: str) -> None:
    """Make the file first: SQLite would let everybody on this machine read it."""
    with suppress(OSError):  # connecting says it better
        os.close(os.open(path, os.O_RDONLY | os.O_CREAT, 0o600))


def _prepare_sqlite(raw: sqlite3.Connection, _record: Any) -> None:
    raw.isolation_level = (
        None  # the driver's own deferred BEGIN fails when a reader starts to write
    )
    # NORMAL acknowledged posts before they were on disk: FULL is the rule.
    raw.executescript(
        "pragma journal_mode=wal; pragma synchronous=full; pragma foreign_keys=on;"
        "pragma busy_timeout=10000; pragma secure_delete=on; pragma cache_size=-16000;"
    )


def _begin_sqlite(connection: Connection) -> None:
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _postgresql(url: str) -> Engine:
    made = sa.create_engine(
        url,
        pool_size=10,
        max_overflow=20,
        pool_pre_ping=True,
        pool_recycle=1800,
        hide_parameters=True,
        # A batch of VALUES instead of a statement a row: what makes grouped commits cheap.
        executemany_mode="values_plus_batch",
        connect_args={
            "connect_timeout": 5,
            "application_name": "teamfeed",
            "options": "-c statement_timeout=15000 -c lock_timeout=10000 "
            "-c idle_in_transaction_session_timeout=30000 -c timezone=UTC",
        },
    )
    sa.event.listen(made, "handle_error", _drop_values)
    return made


def _drop_values(context: Any) -> None:
    """Keep an error's first line: LINE and DETAIL below it repeat what people wrote."""
    for error in (context.original_exception, context.sqlalchemy_exception):
        if error is not None:
            error.args = (str(error.args[0] if error.args else "").split("\n")[0], *error.args[1:])
