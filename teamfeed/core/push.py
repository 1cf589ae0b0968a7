"""Browsers that can be woken: subscribe, unsubscribe, forget."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric import ec

from teamfeed import outgoing
from teamfeed.core import values
from teamfeed.core.accounts import open_at
from teamfeed.core.feed import Transaction
from teamfeed.core.refusal import forbidden, invalid
from teamfeed.core.schema import accounts, push_subscriptions, sessions
from teamfeed.core.values import Bad
from teamfeed.language import _
from teamfeed.settings import Settings

MOST_SUBSCRIPTIONS = 20  # of one person: more phones than anybody has
MOST_FAILURES = 5  # notifications in a row that could not be delivered

_s = push_subscriptions.c


@dataclass(frozen=True, slots=True)
class Subscription:
    """What a browser gives to be woken: an address and two keys, both base64url."""

    endpoint: str
    p256dh: str
    auth: str


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
    if tx.execute(sa.select(sessions.c.id).where(sessions.c.id == session_id)).first() is None:
        raise forbidden()  # signed out meanwhile
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


def awake(now: int) -> sa.Select[Any]:
    """The browsers whose sign-in and account are still good."""
    return (
        sa.select(push_subscriptions)
        .select_from(
            push_subscriptions.join(sessions, sessions.c.id == _s.session_id).join(
                accounts, accounts.c.id == _s.account_id
            )
        )
        .where(sessions.c.expires_at > now, open_at(now))
    )


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
