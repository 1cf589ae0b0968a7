"""The numbered record of every change, and the transaction that extends it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import orjson
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from teamfeed.core.schema import feed, feed_head
from teamfeed.database import is_sqlite
from teamfeed.settings import Settings

Row = Mapping[str, Any]
CHANNEL = "teamfeed_feed"  # PostgreSQL's NOTIFY channel; its payload is the new head


@dataclass(frozen=True, slots=True)
class Change:
    """One change: `body` is its JSON object, position and kind included."""

    position: int
    kind: str
    body: bytes
    account_id: int | None
    site_id: int | None
    post_id: int | None


@dataclass(slots=True)
class Head:
    """Where the feed ends: its last position, the oldest one kept, the last id given."""

    position: int
    floor: int
    last_id: int


class Transaction:
    """What a verb works in: one connection under the feed's lock, one time, one growing feed."""

    def __init__(self, connection: Connection, settings: Settings, now: int, head: Head) -> None:
        self.connection = connection
        self.settings = settings
        self.now = now
        self.head = head
        self.memory: dict[Any, Any] = {}  # rows that several verbs of a batch read
        self.kinds: set[str] = set()  # of the changes announced, perhaps rolled back since
        self.writes = 0
        self._waiting: dict[Any, list[Row]] = {}  # statement -> its rows

    def next_id(self) -> int:
        """An id that sorts by time: milliseconds shifted left by 16, plus a counter."""
        self.head.last_id = max(self.head.last_id + 1, self.now << 16)
        return self.head.last_id

    def announce(
        self,
        kind: str,
        entity: Mapping[str, Any],
        *,
        account_id: int | None = None,
        site_id: int | None = None,
        post_id: int | None = None,
    ) -> int:
        """Take the next position for a change and return it."""
        self.head.position += 1
        self.kinds.add(kind)
        position = self.head.position
        body = orjson.dumps({"position": position, "kind": kind, **entity}).decode()
        self.insert(
            feed,
            {
                "position": position,
                "kind": kind,
                "body": body,
                "at": self.now,
                "account_id": account_id,
                "site_id": site_id,
                "post_id": post_id,
            },
        )
        return position

    def insert(self, table: sa.Table, row: Row) -> None:
        """Insert a row before the next statement or the commit, many at once."""
        self._defer(_insert(table), row)

    def upsert(self, table: sa.Table, row: Row) -> None:
        """Insert a row or replace the one with its primary key, many at once."""
        self._defer(_upsert(table, tuple(row), self.connection.dialect.name), row)

    def execute(self, statement: Any, rows: Row | Sequence[Row] | None = None) -> Any:
        """Run a statement that sees all that this transaction did before."""
        self.flush()
        if not statement.is_select:
            self.writes += 1
        return self.connection.execute(statement, rows)

    def flush(self) -> None:
        """Send the rows that wait."""
        waiting, self._waiting = self._waiting, {}
        for statement, rows in waiting.items():
            self.connection.execute(statement, rows)

    def forget_waiting(self) -> None:
        """Drop the rows that wait: their verb was rolled back."""
        self._waiting.clear()

    def _defer(self, statement: Any, row: Row) -> None:
        self.writes += 1
        self._waiting.setdefault(statement, []).append(row)


@cache
def _insert(table: sa.Table) -> Any:
    return table.insert()


@cache
def _upsert(table: sa.Table, names: tuple[str, ...], dialect: str) -> Any:
    """Made once: building a statement costs more than running it."""
    make: Any = sqlite if dialect == "sqlite" else postgresql
    statement = make.insert(table)
    keys = [column.name for column in table.primary_key]
    new = {name: statement.excluded[name] for name in names if name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=new)


_LOCK = (
    sa.select(feed_head.c.position, feed_head.c.floor, feed_head.c.last_id)
    .where(feed_head.c.id == 1)
    .with_for_update()
)
_MOVE = (
    feed_head.update()
    .where(feed_head.c.id == 1)
    .values(position=sa.bindparam("p"), last_id=sa.bindparam("i"))
)
_AFTER = (
    sa.select(feed)
    .where(feed.c.position > sa.bindparam("cursor"), feed.c.position <= sa.bindparam("last"))
    .order_by(feed.c.position)
)
_NOTIFY = sa.text("SELECT pg_notify(:channel, :head)")


def lock(connection: Connection) -> Head:
    """Take the feed's lock until the transaction ends and return its head.

    PostgreSQL: the row lock waits, then reads the newest version of the row, so no position is
    given twice or skipped. SQLite: BEGIN IMMEDIATE has already locked.
    """
    return Head(*connection.execute(_LOCK).one())


def move(connection: Connection, head: Head) -> None:
    """Write the new head in the transaction that made the changes, and tell other processes."""
    connection.execute(_MOVE, {"p": head.position, "i": head.last_id})
    if not is_sqlite(connection):
        connection.execute(_NOTIFY, {"channel": CHANNEL, "head": str(head.position)})


def head(connection: Connection) -> int:
    """The last position."""
    return int(connection.execute(sa.select(feed_head.c.position)).scalar_one())


def floor(connection: Connection) -> int:
    """The cursor from which on everything is kept; an older one must reload."""
    return int(connection.execute(sa.select(feed_head.c.floor)).scalar_one())


def after(connection: Connection, cursor: int, limit: int) -> list[Change]:
    """The changes after a cursor, oldest first, without a gap, at most `limit`."""
    rows = connection.execute(_AFTER, {"cursor": cursor, "last": cursor + limit})
    return [_change(row) for row in rows]


def forget(tx: Transaction, before: int) -> int:
    """Blank the changes made before a time; a cursor below the new floor must reload."""
    last = tx.execute(sa.select(sa.func.max(feed.c.position)).where(feed.c.at < before)).scalar()
    floor = max(tx.head.floor, last or 0)
    tx.execute(
        feed.update()
        .where(feed.c.position <= floor, feed.c.body.is_not(None))
        .values(body=None, kind="blank")
    )
    tx.execute(feed_head.update().values(floor=floor))
    tx.head.floor = floor
    return floor


def blank_post(tx: Transaction, post_id: int) -> None:
    """Take a removed post out of every change that told of it."""
    told = sa.select(feed.c.position, feed.c.kind).where(feed.c.post_id == post_id)
    for position, kind in tx.execute(told).all():
        new = "post.removed" if kind.startswith("post.") else "blank"
        body = {"position": position, "kind": new, "id": str(post_id)} if new != "blank" else None
        tx.execute(
            feed.update()
            .where(feed.c.position == position)
            .values(kind=new, body=orjson.dumps(body).decode() if body else None)
        )


def blank_position(tx: Transaction, post_id: int) -> None:
    """Take where a post was made out of every change that told of it."""
    told = sa.select(feed.c.position, feed.c.body).where(
        feed.c.post_id == post_id, feed.c.kind.like("post.%"), feed.c.body.is_not(None)
    )
    for position, body in tx.execute(told).all():
        entity = orjson.loads(body)
        if entity.get("teamfeed", {}).get("position") is not None:
            entity["teamfeed"]["position"] = None
            changed = feed.update().where(feed.c.position == position)
            tx.execute(changed.values(body=orjson.dumps(entity).decode()))


def blank(position: int) -> bytes:
    """What a client sees of a change that is not for him: its position alone."""
    return b'{"position":%d,"kind":"blank"}' % position


def _change(row: Any) -> Change:
    body = row.body.encode() if row.body else blank(row.position)
    return Change(row.position, row.kind, body, row.account_id, row.site_id, row.post_id)
