"""What tells one person of a mention, a reply or a question, until he has read it."""

from collections.abc import Collection, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from teamfeed.clock import DAY
from teamfeed.core import accounts, mentions, roles, shapes, sites, timeline
from teamfeed.core.availability import Rules
from teamfeed.core.feed import Row, Transaction
from teamfeed.core.schema import notifications, posts
from teamfeed.core.schema import sites as sites_table
from teamfeed.database import all_rows
from teamfeed.settings import Settings

MENTION, REPLY, QUESTION = "mention", "reply", "question"
CHANGE = "notification"  # the kind of the change that only its person may see
KEPT = 60 * DAY
LARGEST_PAGE = 40

SELECT = sa.select(notifications, sites_table.c.name.label("site_name")).select_from(
    notifications.outerjoin(sites_table, sites_table.c.id == notifications.c.site_id)
)


def follow(
    tx: Transaction,
    post: Row,
    status: Mapping[str, Any],
    known: Mapping[str, Row],
    *,
    replied: Row | None = None,
    told: Collection[int] = (),
) -> None:
    """Tell those whom a post answers or names, each once, nobody of what he may not read.

    `known` are the people that its text names, `told` those who were told of it before.
    """
    for person, kind in _addressees(tx, post, known, replied).values():
        if person["id"] not in told and _may_read(tx, person, post):
            _make(
                tx,
                person["id"],
                kind,
                status,
                from_account_id=post["account_id"],
                post_id=post["id"],
            )


def ask(tx: Transaction, account_id: int, site_id: int | None) -> int:
    """Ask a person whether he is at work, there; returns the question's id."""
    return _make(tx, account_id, QUESTION, None, site_id=site_id)


def told(tx: Transaction, post_id: int) -> set[int]:
    """Who was told of a post."""
    query = sa.select(notifications.c.account_id).where(notifications.c.post_id == post_id)
    return set(tx.execute(query).scalars())


def announce(tx: Transaction, row: Row, status: Mapping[str, Any] | None = None) -> None:
    """Tell a person's own screens, and nobody else's, what a notification says now."""
    site = sites.get(tx, row["site_id"]) if row["site_id"] is not None else None
    entity = _shape(
        {**row, "site_name": site["name"] if site else None}, status, Rules.of(tx.settings)
    )
    tx.announce(CHANGE, entity, account_id=row["account_id"], post_id=row["post_id"])


def read(
    connection: Connection,
    account_id: int,
    settings: Settings,
    now: int,
    max_id: int | None = None,
    limit: int = LARGEST_PAGE,
) -> list[dict[str, Any]]:
    """A person's notifications, newest first; none of a post that he may read no longer."""
    query = (
        SELECT.where(notifications.c.account_id == account_id)
        .order_by(notifications.c.id.desc())
        .limit(limit)
    )
    if max_id is not None:
        query = query.where(notifications.c.id < max_id)
    rows = all_rows(connection.execute(query))
    statuses = _statuses(connection, account_id, rows, settings, now)
    return [
        _shape(row, statuses.get(row["post_id"]), Rules.of(settings))
        for row in rows
        if row["kind"] == QUESTION or row["post_id"] in statuses
    ]


def unread(connection: Connection, account_id: int) -> int:
    """How many a person has not read."""
    query = sa.select(sa.func.count()).where(*_unread(account_id))
    return int(connection.execute(query).scalar_one())


def mark_read(tx: Transaction, account_id: int, up_to_id: int) -> int:
    """Note that a person has read them up to one, and tell his other screens; how many are left."""
    done = tx.execute(
        notifications.update()
        .where(*_unread(account_id), notifications.c.id <= up_to_id)
        .values(read_at=tx.now)
    )
    left = unread(tx.connection, account_id)
    if done.rowcount:
        tx.announce(
            CHANGE, {"id": str(up_to_id), "type": "read", "unread": left}, account_id=account_id
        )
    return left


def forget_post(tx: Transaction, post_id: int) -> None:
    """Nobody is told of a removed post; a question whose answer it was is open again."""
    here = notifications.c.post_id == post_id
    query = sa.select(notifications).where(here, notifications.c.kind == QUESTION)
    for row in all_rows(tx.execute(query)):
        change(tx, row, answer=None, post_id=None, read_at=None)
    tx.execute(notifications.delete().where(here))


def change(tx: Transaction, row: Row, **values: Any) -> None:
    """Change a question and tell its person's screens."""
    tx.execute(notifications.update().where(notifications.c.id == row["id"]).values(**values))
    # Without the post: removing the answer must not blank the question.
    announce(tx, {**row, **values, "post_id": None})


def forget_old(tx: Transaction) -> None:
    """Forget what was told long ago."""
    tx.execute(notifications.delete().where(notifications.c.created_at < tx.now - KEPT))


def expires_at(row: Row, rules: Rules) -> int | None:
    """When a question cannot be answered any more: at the end of its working day."""
    return rules.work_end(row["created_at"]) if row["kind"] == QUESTION else None


def _addressees(
    tx: Transaction, post: Row, known: Mapping[str, Row], replied: Row | None
) -> dict[int, tuple[Row, str]]:
    """Who is told, and as what; a reply is more than a mention, and nobody tells himself."""
    named = [*mentions.named(post["text"], known), *mentions.crew(tx, post["text"], known)]
    found = {person["id"]: (person, MENTION) for person in named}
    found |= {person["id"]: (person, REPLY) for person in _answered(tx, replied)}
    return {
        number: one
        for number, one in found.items()
        if number not in (post["account_id"], post["on_behalf_of"])
    }


def _answered(tx: Transaction, replied: Row | None) -> list[Row]:
    """The author of the answered post, and whom it was posted for."""
    ids = [replied["account_id"], replied["on_behalf_of"]] if replied else []
    return [accounts.get(tx, number) for number in ids if number is not None]


def _may_read(tx: Transaction, person: Row, post: Row) -> bool:
    mine = timeline.visible(post, _guest_site(person), person["id"])
    return mine and accounts.is_open(person, tx.now)


def _guest_site(person: Row) -> int | None:
    return person["guest_site_id"] if person["role"] == roles.GUEST else None


def _make(
    tx: Transaction, account_id: int, kind: str, status: Mapping[str, Any] | None, **values: Any
) -> int:
    row = {
        "id": tx.next_id(),
        "account_id": account_id,
        "kind": kind,
        "from_account_id": None,
        "post_id": None,
        "site_id": None,
        "created_at": tx.now,
        "read_at": None,
        "answer": None,
        "pushed_at": None,
        **values,
    }
    tx.insert(notifications, row)
    announce(tx, row, status)
    number: int = row["id"]
    return number


def _statuses(
    connection: Connection, account_id: int, rows: list[Row], settings: Settings, now: int
) -> dict[int, dict[str, Any]]:
    """The posts that these notifications tell of, by id, where their person may read them."""
    person = accounts.find(connection, account_id)
    ids = [row["post_id"] for row in rows if row["kind"] != QUESTION]
    found = timeline.those(connection, sa.select(posts.c.id).where(posts.c.id.in_(ids)), len(ids))
    seen = [post for post in found if timeline.visible(post, _guest_site(person), account_id)]
    return {
        int(status["id"]): status for status in timeline.statuses(connection, seen, settings, now)
    }


def _shape(row: Row, status: Mapping[str, Any] | None, rules: Rules) -> dict[str, Any]:
    return shapes.notification(
        row, status["account"] if status else None, status, row["site_name"], expires_at(row, rules)
    )


def _unread(account_id: int) -> tuple[Any, ...]:
    return notifications.c.account_id == account_id, notifications.c.read_at.is_(None)
