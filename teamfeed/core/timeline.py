"""The feed as people read it: posts, newest first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from teamfeed.core import accounts, mentions, shapes
from teamfeed.core.availability import Rules
from teamfeed.core.feed import Row
from teamfeed.core.refusal import not_found
from teamfeed.core.schema import media, posts, sites
from teamfeed.database import all_rows, first_row
from teamfeed.settings import Settings

_SELECT = (
    sa.select(posts, sites.c.name.label("site_name"))
    .select_from(posts.outerjoin(sites, sites.c.id == posts.c.site_id))
    .where(posts.c.removed_at.is_(None))
)
_BY_ID = _SELECT.where(posts.c.id == sa.bindparam("id"))

_PHOTOS = (
    sa.select(media)
    .where(media.c.post_id.in_(sa.bindparam("ids", expanding=True)))
    .order_by(media.c.rank, media.c.id)
)
_REPLIES = (
    sa.select(posts.c.in_reply_to_id, sa.func.count())
    .where(
        posts.c.in_reply_to_id.in_(sa.bindparam("ids", expanding=True)),
        posts.c.removed_at.is_(None),
    )
    .group_by(posts.c.in_reply_to_id)
)


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a timeline: Mastodon's max_id, since_id and min_id, at most 40 posts."""

    limit: int = 20
    max_id: int | None = None
    since_id: int | None = None
    min_id: int | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """Which posts: those of a person or a site; everything where both are None."""

    account_id: int | None = None
    site_id: int | None = None
    with_photo: bool = False


def read(
    connection: Connection,
    page: Page,
    settings: Settings,
    now: int,
    column: Column = Column(),
    guest_site: int | None = None,
    guest_id: int | None = None,
) -> list[dict[str, Any]]:
    """A page of statuses, newest first; a guest reads his site and his own posts."""
    query = _paged(_filtered(column, guest_site, guest_id), page)
    rows = all_rows(connection.execute(query))
    if page.min_id is not None:
        rows.reverse()
    return statuses(connection, rows, settings, now)


def find(connection: Connection, post_id: int) -> dict[str, Any] | None:
    """One post that was not removed."""
    return first_row(connection.execute(_BY_ID, {"id": post_id}))


def those(connection: Connection, ids: sa.Select[Any], most: int) -> list[Row]:
    """The posts with these ids that were not removed, oldest first."""
    query = _SELECT.where(posts.c.id.in_(ids)).order_by(posts.c.id).limit(most)
    return [dict(row) for row in connection.execute(query).mappings()]


def status(connection: Connection, post_id: int, settings: Settings, now: int) -> dict[str, Any]:
    """The JSON of one post; refuses one that is unknown or removed."""
    if (row := find(connection, post_id)) is None:
        raise not_found()
    return statuses(connection, [row], settings, now)[0]


def statuses(
    connection: Connection, rows: Sequence[Row], settings: Settings, now: int
) -> list[dict[str, Any]]:
    """The JSON of posts, with their authors, photos and number of replies, in three reads."""
    if not rows:
        return []
    ids = [row["id"] for row in rows]
    people = _people(
        connection,
        {row[name] for row in rows for name in ("account_id", "on_behalf_of") if row[name]},
    )
    pictures, replies = photos(connection, ids), _replies(connection, ids)
    named = mentions.people(connection, (row["text"] for row in rows))
    rules = Rules.of(settings)
    authors = {
        number: shapes.account(person, settings.url, rules, now)
        for number, person in people.items()
    }
    return [
        shapes.status(
            row,
            authors[row["account_id"]],
            settings.url,
            media=pictures.get(row["id"], []),
            replies=replies.get(row["id"], 0),
            subject=people.get(row["on_behalf_of"]),
            mentioned=mentions.named(row["text"], named),
        )
        for row in rows
    ]


def photos(connection: Connection, post_ids: Iterable[int]) -> dict[int, list[Row]]:
    """The photos of posts, by post."""
    found: dict[int, list[Row]] = {}
    for row in all_rows(connection.execute(_PHOTOS, {"ids": list(post_ids)})):
        found.setdefault(row["post_id"], []).append(row)
    return found


def visible(post: Row, guest_site: int | None, guest_id: int | None) -> bool:
    """Whether a guest may read it: a post at his site, or his own."""
    return (
        guest_site is None
        or post["site_id"] == guest_site
        or guest_id in (post["account_id"], post["on_behalf_of"])
    )


def _filtered(column: Column, guest_site: int | None, guest_id: int | None) -> Any:
    query = _SELECT
    if column.account_id is not None:
        query = query.where(
            sa.or_(
                posts.c.account_id == column.account_id, posts.c.on_behalf_of == column.account_id
            )
        )
    if column.site_id is not None:
        query = query.where(posts.c.site_id == column.site_id)
    if column.with_photo:
        query = query.where(sa.exists().where(media.c.post_id == posts.c.id))
    if guest_site is not None:
        query = query.where(
            sa.or_(
                posts.c.site_id == guest_site,
                posts.c.account_id == guest_id,
                posts.c.on_behalf_of == guest_id,
            )
        )
    return query


def _paged(query: Any, page: Page) -> Any:
    """Keyset paging, flat however many posts there are."""
    if page.max_id is not None:
        query = query.where(posts.c.id < page.max_id)
    if page.since_id is not None:
        query = query.where(posts.c.id > page.since_id)
    if page.min_id is not None:
        return query.where(posts.c.id > page.min_id).order_by(posts.c.id).limit(page.limit)
    return query.order_by(posts.c.id.desc()).limit(page.limit)


def _people(connection: Connection, ids: set[int]) -> dict[int, Row]:
    return {row["id"]: row for row in accounts.some(connection, ids)}


def _replies(connection: Connection, ids: list[int]) -> dict[int, int]:
    return {row[0]: row[1] for row in connection.execute(_REPLIES, {"ids": ids})}
