"""A person's square on the board: follows what was said last."""

from typing import Any

import sqlalchemy as sa

from teamfeed.core import shapes
from teamfeed.core.availability import Rules
from teamfeed.core.feed import Row, Transaction
from teamfeed.core.schema import availabilities, posts, sites
from teamfeed.database import first_row

_FIELDS = ("availability", "free_from", "site_id", "place", "since", "said_at", "post_id",
           "site_name")
_KEPT = tuple(column.name for column in availabilities.columns if column.name != "account_id")


def follow(tx: Transaction, person: dict[str, Any], post: Row) -> bool:
    """Let a new post move its person's tile; one said before the newest word does not."""
    if post["availability"] is None or _said_earlier(post, person):
        return False
    person.update(_tile(post, person, Rules.of(tx.settings)))
    _keep(tx, person)
    return True


def recompute(tx: Transaction, person: dict[str, Any], post_id: int) -> bool:
    """Rebuild a tile after a correction or removal of a post; whether it could have moved."""
    newest = _newest(tx, person["id"])
    if post_id not in (person["post_id"], newest["id"] if newest else None):
        return False
    if newest is None:
        person.update(dict.fromkeys(_FIELDS))
        tx.execute(availabilities.delete().where(availabilities.c.account_id == person["id"]))
    else:
        person.update(_tile(newest, {}, Rules.of(tx.settings)))
        _keep(tx, person)
    return True


def announce(tx: Transaction, person: Row, post_id: int | None) -> None:
    """Tell everybody what a person's tile says now."""
    entity = shapes.tile(person, Rules.of(tx.settings), tx.now)
    tx.announce("availability", entity, account_id=person["id"], site_id=person["site_id"],
                post_id=post_id)


def _said_earlier(post: Row, person: Row) -> bool:
    return person["said_at"] is not None and post["said_at"] < person["said_at"]


def _tile(post: Row, before: Row, rules: Rules) -> dict[str, Any]:
    """The tile that a post makes; without a place it keeps that of the same day."""
    placed = post if post["site_id"] is not None or post["place"] else None
    if placed is None and before.get("said_at") and before["said_at"] >= rules.day_start(
            post["said_at"]):
        placed = before
    return {
        "availability": post["availability"], "free_from": post["free_from"],
        "site_id": placed["site_id"] if placed else None,
        "place": placed["place"] if placed else None,
        "site_name": placed["site_name"] if placed else None,
        "since": _since(post, before), "said_at": post["said_at"], "post_id": post["id"],
    }


def _since(post: Row, before: Row) -> int:
    """Saying the same again keeps the time since when it is so, within a day's work."""
    same = before.get("availability") == post["availability"] and _where(before) == _where(post)
    recent = same and post["said_at"] - before["said_at"] < 12 * 3_600_000
    return int(before["since"] if recent else post["said_at"])


def _where(row: Row) -> tuple[Any, Any]:
    return row.get("site_id"), row.get("place")


def _keep(tx: Transaction, person: Row) -> None:
    tx.upsert(availabilities, {"account_id": person["id"],
                               **{name: person[name] for name in _KEPT}})


def _newest(tx: Transaction, account_id: int) -> Row | None:
    about = sa.func.coalesce(posts.c.on_behalf_of, posts.c.account_id) == account_id
    whose = sa.or_(posts.c.account_id == account_id, posts.c.on_behalf_of == account_id)
    query = (sa.select(posts, sites.c.name.label("site_name"))
             .select_from(posts.outerjoin(sites, sites.c.id == posts.c.site_id))
             .where(whose, about, posts.c.availability.is_not(None), posts.c.removed_at.is_(None))
             .order_by(posts.c.said_at.desc(), posts.c.id.desc()).limit(1))
    return first_row(tx.execute(query))
