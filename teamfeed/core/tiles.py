"""A person's square on the board: follows what was said last."""

from typing import Any

import sqlalchemy as sa

from teamfeed.clock import DAY, HOUR
from teamfeed.core import shapes
from teamfeed.core.availability import Rules
from teamfeed.core.feed import Row, Transaction
from teamfeed.core.schema import availabilities, posts, sites
from teamfeed.database import all_rows

_FIELDS = (
    "availability",
    "free_from",
    "site_id",
    "place",
    "since",
    "said_at",
    "post_id",
    "site_name",
)
_KEPT = tuple(column.name for column in availabilities.columns if column.name != "account_id")
_DAYS_WORK = 12 * HOUR
_MOST = 100  # posts that a tile is rebuilt from; nobody says more in a day

ABOUT = sa.func.coalesce(posts.c.on_behalf_of, posts.c.account_id)  # whose tile a post moves

# A clock may be two minutes fast, but nobody speaks after he was heard.
SAID = sa.case((posts.c.said_at > posts.c.received_at, posts.c.received_at), else_=posts.c.said_at)


def follow(tx: Transaction, person: dict[str, Any], post: Row) -> bool:
    """Let a new post move its person's tile; one said before the newest word does not."""
    if post["availability"] is None or _said_earlier(post, person):
        return False
    person.update(_tile(post, person, Rules.of(tx.settings)))
    _keep(tx, person)
    return True


def recompute(tx: Transaction, person: dict[str, Any]) -> bool:
    """Rebuild a tile from the posts that are left; whether it says something else now."""
    before = {name: person[name] for name in _FIELDS}
    person.update(_replayed(tx, person["id"]))
    if before == {name: person[name] for name in _FIELDS}:
        return False
    if person["post_id"] is None:
        tx.execute(availabilities.delete().where(availabilities.c.account_id == person["id"]))
    else:
        _keep(tx, person)
    return True


def announce(tx: Transaction, person: Row) -> None:
    """Tell everybody what a person's tile says now."""
    entity = shapes.tile(person, Rules.of(tx.settings), tx.now)
    tx.announce(
        "availability",
        entity,
        account_id=person["id"],
        site_id=person["site_id"],
        post_id=person["post_id"],
    )


def about(account_id: int) -> sa.ColumnElement[bool]:
    """That a post is about this person: one's own, but not what one said for another."""
    person = ABOUT
    # The first half is what the indexes know.
    told = sa.or_(posts.c.account_id == account_id, posts.c.on_behalf_of == account_id)
    return sa.and_(told, person == account_id)


def _said_earlier(post: Row, person: Row) -> bool:
    return person["said_at"] is not None and _said(post) < person["said_at"]


def _said(post: Row) -> int:
    return int(min(post["said_at"], post["received_at"]))


def _tile(post: Row, before: Row, rules: Rules) -> dict[str, Any]:
    """The tile that a post makes; without a place it keeps that of the same day."""
    placed = post if post["site_id"] is not None or post["place"] else None
    if placed is None and before["said_at"] and before["said_at"] >= rules.day_start(_said(post)):
        placed = before
    tile = {
        "availability": post["availability"],
        "free_from": post["free_from"],
        "site_id": placed["site_id"] if placed else None,
        "place": placed["place"] if placed else None,
        "site_name": placed["site_name"] if placed else None,
        "said_at": _said(post),
        "post_id": post["id"],
    }
    return {**tile, "since": _since(tile, before)}


def _since(tile: Row, before: Row) -> int:
    """Saying the same again keeps the time since when it is so, within a day's work."""
    same = all(tile[name] == before[name] for name in ("availability", "site_id", "place"))
    recent = same and tile["said_at"] - before["said_at"] < _DAYS_WORK
    return int(before["since"] if recent else tile["said_at"])


def _keep(tx: Transaction, person: Row) -> None:
    tx.upsert(
        availabilities, {"account_id": person["id"], **{name: person[name] for name in _KEPT}}
    )


def _replayed(tx: Transaction, account_id: int) -> dict[str, Any]:
    """The tile that a person's last day of words makes, told again from its beginning."""
    tile: dict[str, Any] = dict.fromkeys(_FIELDS)
    for post in reversed(_last_day(tx, account_id)):
        tile = _tile(post, tile, Rules.of(tx.settings))
    return tile


def _last_day(tx: Transaction, account_id: int) -> list[Row]:
    """The posts that moved a tile, newest first, up to a day before the newest."""
    query = (
        sa.select(posts, sites.c.name.label("site_name"))
        .select_from(posts.outerjoin(sites, sites.c.id == posts.c.site_id))
        .where(
            about(account_id),
            posts.c.availability.is_not(None),
            posts.c.removed_at.is_(None),
        )
        .order_by(SAID.desc(), posts.c.id.desc())
        .limit(_MOST)
    )
    found = all_rows(tx.execute(query))
    return [post for post in found if _said(post) > _said(found[0]) - DAY]
