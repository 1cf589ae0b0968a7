"""Browsers that can be woken, and which notification wakes which."""

import base64
import binascii
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy.engine import Connection

from teamfeed import outgoing
from teamfeed.clock import MINUTE
from teamfeed.core import notifications, preferences, timeline, values
from teamfeed.core.availability import Rules
from teamfeed.core.feed import Row, Transaction
from teamfeed.core.refusal import invalid
from teamfeed.core.schema import accounts, push_subscriptions, sessions
from teamfeed.core.schema import notifications as table
from teamfeed.core.values import Bad
from teamfeed.database import all_rows
from teamfeed.language import _, translate
from teamfeed.settings import Settings

MOST_SUBSCRIPTIONS = 20  # of one person: more phones than anybody has
MOST_FAILURES = 5  # notifications in a row that could not be delivered
STILL_NEWS = 10 * MINUTE  # what an ended process left undone is pushed if it is no older
LONGEST_BODY = 300

_s = push_subscriptions.c


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a browser gives to be woken: an address and two keys, both base64url."""

    endpoint: str
    p256dh: str
    auth: str


@dataclass(frozen=True, slots=True)
class Wake:
    """One notification for one browser; `payload` is what its service worker gets."""

    subscription_id: int
    subscription: Subscription
    failures: int
    payload: Mapping[str, Any]
    urgent: bool
    seconds: int  # how long it is worth delivering


def check(given: Mapping[str, Any], settings: Settings) -> Subscription:
    """Read {endpoint, keys: {p256dh, auth}}; refuses what cannot be pushed to."""
    reader = values.Reader(given)
    keys = reader.mapping("keys")
    endpoint = reader.read("endpoint", lambda value: _endpoint(value, settings))
    p256dh, auth = keys.read("p256dh", _point), keys.read("auth", _secret)
    if reader.reasons:
        raise invalid(**reader.reasons)
    if endpoint is None or p256dh is None or auth is None:
        raise invalid(endpoint=_("A subscription has an endpoint and the keys p256dh and auth."))
    return Subscription(endpoint, p256dh, auth)


def subscribe(tx: Transaction, account_id: int, session_id: int, given: Subscription) -> None:
    """Let a signed-in browser be woken; whoever had its address before is woken no more."""
    tx.execute(push_subscriptions.delete().where(_s.endpoint == given.endpoint))
    tx.execute(
        push_subscriptions.insert(),
        {
            "id": tx.next_id(),
            "account_id": account_id,
            "session_id": session_id,
            "endpoint": given.endpoint,
            "p256dh": given.p256dh,
            "auth": given.auth,
            "failures": 0,
            "created_at": tx.now,
        },
    )
    kept = (
        sa.select(_s.id)
        .where(_s.account_id == account_id)
        .order_by(_s.id.desc())
        .limit(MOST_SUBSCRIPTIONS)
    )
    tx.execute(
        push_subscriptions.delete().where(
            _s.account_id == account_id, _s.id.not_in(list(tx.execute(kept).scalars()))
        )
    )


def unsubscribe(tx: Transaction, account_id: int, endpoint: str) -> None:
    """Wake a person's browser no more."""
    tx.execute(
        push_subscriptions.delete().where(_s.account_id == account_id, _s.endpoint == endpoint)
    )


def drop(tx: Transaction, subscription_id: int) -> None:
    """Forget a browser that is gone for good."""
    tx.execute(push_subscriptions.delete().where(_s.id == subscription_id))


def count(tx: Transaction, subscription_id: int, failures: int) -> None:
    """Note how often a browser could not be reached in a row; too often is gone."""
    if failures >= MOST_FAILURES:
        return drop(tx, subscription_id)
    tx.execute(
        push_subscriptions.update().where(_s.id == subscription_id).values(failures=failures)
    )
    return None


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
        table.c.account_id.in_(_awake(now).with_only_columns(_s.account_id)),
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


def wakes(connection: Connection, ids: Collection[int], settings: Settings, now: int) -> list[Wake]:
    """What to send to which browser for these notifications, each in its person's language."""
    rows = all_rows(
        connection.execute(
            notifications.SELECT.add_columns(accounts.c.language)
            .join(accounts, accounts.c.id == table.c.account_id)
            .where(table.c.id.in_(ids))
        )
    )
    found = _awake(now).where(_s.account_id.in_({row["account_id"] for row in rows}))
    browsers = all_rows(connection.execute(found))
    return [
        wake
        for row in rows
        if (told := _told(connection, row, settings, now)) is not None
        for wake in _each(row, told, browsers, Rules.of(settings), now)
    ]


def _awake(now: int) -> sa.Select[Any]:
    """The browsers whose sign-in and account are still good."""
    return (
        sa.select(push_subscriptions)
        .select_from(
            push_subscriptions.join(sessions, sessions.c.id == _s.session_id).join(
                accounts, accounts.c.id == _s.account_id
            )
        )
        .where(
            sessions.c.expires_at > now,
            accounts.c.active,
            sa.or_(accounts.c.until.is_(None), accounts.c.until > now),
        )
    )


def _each(
    row: Row, told: Mapping[str, Any], browsers: list[Row], rules: Rules, now: int
) -> list[Wake]:
    end = notifications.expires_at(row, rules)
    seconds = 12 * 3600 if end is None else max(0, end - now) // 1000
    return [
        Wake(
            one["id"],
            Subscription(one["endpoint"], one["p256dh"], one["auth"]),
            one["failures"],
            told,
            row["kind"] == notifications.QUESTION,
            seconds,
        )
        for one in browsers
        if one["account_id"] == row["account_id"]
    ]


def _told(
    connection: Connection, row: Row, settings: Settings, now: int
) -> Mapping[str, Any] | None:
    """The payload {kind, title, body, url, id, actions}; None when there is nothing to tell."""
    if row["kind"] == notifications.QUESTION:
        return _question(row)
    post = timeline.find(connection, row["post_id"])
    if post is None:
        return None
    status = timeline.statuses(connection, [post], settings, now)[0]
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


def _endpoint(value: object, settings: Settings) -> str:
    try:
        outgoing.check(str(value), loopback=not settings.public)
    except outgoing.Forbidden:
        raise Bad(_("The endpoint must be an https address of a public push service.")) from None
    return str(value)


def _point(value: object) -> str:
    """A public key on P-256, uncompressed."""
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _decoded(value, 65))
    except ValueError:
        raise _bad_key() from None
    return str(value)


def _secret(value: object) -> str:
    """Sixteen bytes that the browser made up."""
    try:
        _decoded(value, 16)
    except ValueError:
        raise _bad_key() from None
    return str(value)


def _decoded(value: object, length: int) -> bytes:
    if not isinstance(value, str) or not value.isascii():
        raise ValueError
    try:
        plain = value.rstrip("=")
        found = base64.b64decode(plain + "=" * (-len(plain) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError from error
    if len(found) != length:
        raise ValueError
    return found


def _bad_key() -> Bad:
    return Bad(_("This is not a key of a push subscription."))
