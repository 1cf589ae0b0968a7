"""Which notification wakes which browser, and with what words."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from teamfeed.clock import MINUTE
from teamfeed.core import notifications, preferences, push, timeline
from teamfeed.core.availability import Rules
from teamfeed.core.feed import Row, Transaction
from teamfeed.core.push import Subscription
from teamfeed.core.schema import accounts, posts, push_subscriptions
from teamfeed.core.schema import notifications as table
from teamfeed.database import all_rows
from teamfeed.language import translate
from teamfeed.settings import Settings

STILL_NEWS = 10 * MINUTE  # what an ended process left undone is pushed if it is no older
LONGEST_BODY = 300
WORTH_HOURS = 12  # a mention of yesterday wakes nobody

_s = push_subscriptions.c


@dataclass(frozen=True, slots=True)
class Wake:
    """One notification for one browser; `payload` is what its service worker gets."""

    subscription_id: int
    subscription: Subscription
    failures: int
    payload: Mapping[str, Any]
    urgent: bool
    seconds: int  # how long it is worth delivering


def recent(connection: Connection, now: int) -> list[int]:
    """The notifications of the last minutes that nobody has pushed."""
    query = sa.select(table.c.id).where(
        table.c.id >= (now - STILL_NEWS) << 16, table.c.pushed_at.is_(None)
    )
    return list(connection.execute(query).scalars())


def wanted(connection: Connection, ids: Collection[int], settings: Settings, now: int) -> list[int]:
    """Those of these notifications that are to wake anybody now."""
    query = sa.select(table.c.id, table.c.account_id, table.c.kind).where(
        table.c.id.in_(ids),
        table.c.pushed_at.is_(None),
        table.c.read_at.is_(None),
        table.c.account_id.in_(push.awake(now).with_only_columns(_s.account_id)),
    )
    rows = all_rows(connection.execute(query))
    wishes = preferences.of_all(connection, {row["account_id"] for row in rows}, settings)
    rules = Rules.of(settings)
    return [row["id"] for row in rows if wishes[row["account_id"]].wakes(row["kind"], now, rules)]


def claim(tx: Transaction, ids: Collection[int]) -> list[int]:
    """Take notifications to push; one that another process took is not among them."""
    taken = (
        table.update()
        .where(table.c.id.in_(ids), table.c.pushed_at.is_(None))
        .values(pushed_at=tx.now)
        .returning(table.c.id)
    )
    return list(tx.execute(taken).scalars())


def of(connection: Connection, ids: Collection[int], settings: Settings, now: int) -> list[Wake]:
    """What to send to which browser for these notifications, each in its person's language."""
    language = accounts.c.language
    query = notifications.SELECT.add_columns(language).join(
        accounts, accounts.c.id == table.c.account_id
    )
    rows = all_rows(connection.execute(query.where(table.c.id.in_(ids))))
    statuses = _statuses(connection, {row["post_id"] for row in rows}, settings, now)
    browsers = _browsers(connection, {row["account_id"] for row in rows}, now)
    return [
        _wake(row, told, browser, Rules.of(settings), now)
        for row in rows
        if (told := _told(row, statuses)) is not None
        for browser in browsers.get(row["account_id"], ())
    ]


def _browsers(connection: Connection, people: Collection[int], now: int) -> dict[int, list[Row]]:
    """The browsers of these people, by person."""
    found: dict[int, list[Row]] = {}
    for row in all_rows(connection.execute(push.awake(now).where(_s.account_id.in_(people)))):
        found.setdefault(row["account_id"], []).append(row)
    return found


def _statuses(
    connection: Connection, ids: Collection[int | None], settings: Settings, now: int
) -> dict[int, Mapping[str, Any]]:
    """These posts, by id; a trade's mention tells many people of one post."""
    query = sa.select(posts.c.id).where(posts.c.id.in_([number for number in ids if number]))
    rows = timeline.those(connection, query, len(ids))
    return {int(one["id"]): one for one in timeline.statuses(connection, rows, settings, now)}


def _wake(row: Row, told: Mapping[str, Any], browser: Row, rules: Rules, now: int) -> Wake:
    end = notifications.expires_at(row, rules)
    return Wake(
        browser["id"],
        Subscription(browser["endpoint"], browser["p256dh"], browser["auth"]),
        browser["failures"],
        told,
        row["kind"] == notifications.QUESTION,
        WORTH_HOURS * 3600 if end is None else max(0, end - now) // 1000,
    )


def _told(row: Row, statuses: Mapping[int, Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """The payload {kind, title, body, url, id, actions}; None when its post is gone."""
    if row["kind"] == notifications.QUESTION:
        return _question(row)
    if (status := statuses.get(row["post_id"])) is None:
        return None
    return {
        **_head(row),
        "title": _title(row, status["account"]["display_name"]),
        "body": status["text"][:LONGEST_BODY],
        "url": f"/p/{row['post_id']}",
        "actions": [],
    }


def _title(row: Row, name: str) -> str:
    if row["kind"] == notifications.REPLY:
        return translate(row["language"], "%(name)s answers you", name=name)
    return translate(row["language"], "%(name)s mentions you", name=name)


def _question(row: Row) -> Mapping[str, Any]:
    language = row["language"]
    title = translate(language, "At work?")
    if row["site_name"]:
        title = translate(language, "At %(site)s?", site=row["site_name"])
    answers = (
        ("yes", translate(language, "YES")),
        ("elsewhere", translate(language, "ELSEWHERE")),
        ("absent", translate(language, "ABSENT")),
    )
    return {
        **_head(row),
        "title": title,
        "url": f"/?question={row['id']}",
        "body": translate(language, "Nobody has heard from you this morning."),
        "actions": [{"action": code, "title": word} for code, word in answers],
    }


def _head(row: Row) -> dict[str, Any]:
    return {"kind": row["kind"], "id": str(row["id"])}
