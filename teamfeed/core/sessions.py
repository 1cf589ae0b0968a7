"""Devices that are signed in: opening, recognising, listing, closing."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from teamfeed.clock import DAY, HOUR, MINUTE
from teamfeed.core import roles, secrets
from teamfeed.core.accounts import is_open
from teamfeed.core.feed import Row, Transaction
from teamfeed.core.principal import Principal
from teamfeed.core.refusal import not_found
from teamfeed.core.schema import accounts, displays, sessions
from teamfeed.database import all_rows, first_row

_LIFETIMES = {roles.ADMIN: 12 * HOUR}
_USUAL = 90 * DAY
_FOREVER = 100 * 365 * DAY  # a display has no expiry, only revocation
SEEN_EVERY = 10 * MINUTE  # how precisely "last seen" is kept

_FIND = sa.select(
    sessions.c.id,
    sessions.c.account_id,
    sessions.c.display_id,
    sessions.c.expires_at,
    sessions.c.seen_at,
    accounts.c.handle,
    accounts.c.name,
    accounts.c.role,
    accounts.c.language,
    accounts.c.active,
    accounts.c.site_id,
    accounts.c.until,
    displays.c.revoked_at,
    displays.c.name.label("display_name"),
).select_from(
    sessions.outerjoin(accounts, accounts.c.id == sessions.c.account_id).outerjoin(
        displays, displays.c.id == sessions.c.display_id
    )
)
_BY_HASH = _FIND.where(sessions.c.hash == sa.bindparam("hash"))
_BY_ID = _FIND.where(sessions.c.id == sa.bindparam("id"))


def open_for(tx: Transaction, account_id: int, role: str, device: str) -> str:
    """Sign a device in; returns the reference that its cookie holds."""
    return _open(tx, device, _LIFETIMES.get(role, _USUAL), account_id=account_id)


def open_display(tx: Transaction, display_id: int, device: str) -> str:
    """Make a screen a display; returns the reference that its cookie holds."""
    return _open(tx, device, _FOREVER, display_id=display_id)


def find(connection: Connection, reference: str, now: int, language: str) -> Principal | None:
    """Who holds this reference, if it is still good; `language` is a display's."""
    row = first_row(connection.execute(_BY_HASH, {"hash": secrets.fingerprint(reference)}))
    return _principal(row, now, language) if row else None


def touch(tx: Transaction, session_id: int) -> None:
    """Remember that a device was seen, and let its time slide."""
    row = first_row(tx.execute(_BY_ID, {"id": session_id}))
    if row is not None:
        tx.execute(
            sessions.update()
            .where(sessions.c.id == session_id)
            .values(seen_at=tx.now, expires_at=tx.now + _lifetime(row))
        )


def seen_at(connection: Connection, session_id: int) -> int:
    """When a device was last seen."""
    query = sa.select(sessions.c.seen_at).where(sessions.c.id == session_id)
    return int(connection.execute(query).scalar() or 0)


def of_account(connection: Connection, account_id: int) -> list[Row]:
    """A person's devices, the one seen last first."""
    query = (
        sa.select(sessions)
        .where(sessions.c.account_id == account_id)
        .order_by(sessions.c.seen_at.desc())
    )
    return all_rows(connection.execute(query))


def close(tx: Transaction, session_id: int, account_id: int | None = None) -> None:
    """Sign a device out, here and on its open sockets; `account_id` says whose it must be."""
    where = sessions.c.id == session_id
    if account_id is not None:
        where &= sessions.c.account_id == account_id
    if tx.execute(sessions.delete().where(where)).rowcount == 0:
        raise not_found()
    tx.announce("revocation", {"sessions": [session_id], "reason": "signed_out"})


def close_others(tx: Transaction, account_id: int, but: int | None) -> None:
    """Sign out every other device of a person, as after a change of password."""
    query = sa.select(sessions.c.id).where(
        sessions.c.account_id == account_id, sessions.c.id != (but or 0)
    )
    ids = list(tx.execute(query).scalars())
    if ids:
        tx.execute(sessions.delete().where(sessions.c.id.in_(ids)))
        tx.announce("revocation", {"sessions": ids, "reason": "password"})


def forget_expired(tx: Transaction) -> None:
    """Drop the sessions whose time is over."""
    tx.execute(sessions.delete().where(sessions.c.expires_at < tx.now))


def _open(tx: Transaction, device: str, lifetime: int, **whose: Any) -> str:
    reference = secrets.new_reference()
    tx.execute(
        sessions.insert(),
        {
            "id": tx.next_id(),
            "hash": secrets.fingerprint(reference),
            "device": device[:120],
            "created_at": tx.now,
            "seen_at": tx.now,
            "expires_at": tx.now + lifetime,
            **whose,
        },
    )
    return reference


def _lifetime(row: Row) -> int:
    return _FOREVER if row["display_id"] else _LIFETIMES.get(row["role"], _USUAL)


def _principal(row: Row, now: int, language: str) -> Principal | None:
    # By today's role: whoever became admin since has an admin's short time.
    expires = min(row["expires_at"], row["seen_at"] + _lifetime(row))
    if expires <= now:
        return None
    if row["display_id"] is not None:
        return None if row["revoked_at"] else _display(row, language)
    return _person(row, expires) if is_open(row, now) else None


def _display(row: Row, language: str) -> Principal:
    return Principal(
        roles.DISPLAY,
        language,
        name=row["display_name"],
        scopes=frozenset({"read"}),
        session_id=row["id"],
        display_id=row["display_id"],
    )


def _person(row: Row, expires: int) -> Principal:
    return Principal(
        row["role"],
        row["language"],
        account_id=row["account_id"],
        handle=row["handle"],
        name=row["name"],
        session_id=row["id"],
        site_id=row["site_id"],
        expires_at=min(expires, row["until"] or expires),
    )
