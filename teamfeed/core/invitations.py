"""Links that let one person in, once, within 72 hours."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from teamfeed.clock import HOUR
from teamfeed.core import accounts, names, newcomers, roles, secrets
from teamfeed.core.feed import Row, Transaction
from teamfeed.core.refusal import Refusal
from teamfeed.core.schema import invitations
from teamfeed.database import first_row
from teamfeed.language import _

LIFETIME = 72 * HOUR


def invite(
    tx: Transaction,
    handle: str,
    name: str,
    role: str,
    *,
    trade: str | None = None,
    language: str | None = None,
    site_id: int | None = None,
    until: int | None = None,
) -> str:
    """Invite a person; returns the secret of the link, which is shown this once."""
    handle, name = handle.strip().lower(), names.clean(name)
    language = language or tx.settings.language_default
    newcomers.check(
        tx.connection,
        handle,
        name,
        role,
        language=language,
        trade=trade,
        site_id=site_id,
        until=until,
    )
    return _new(
        tx,
        handle=handle,
        name=name,
        role=role,
        trade=trade,
        language=language,
        site_id=site_id,
        until=until,
    )


def invite_display(tx: Transaction, display_id: int, name: str) -> str:
    """Invite a screen to become a display; returns the secret of the link."""
    return _new(
        tx,
        name=name,
        role=roles.DISPLAY,
        language=tx.settings.language_default,
        display_id=display_id,
    )


def find(connection: Connection, secret: str, now: int) -> Row:
    """A good invitation; refuses one that is unknown, used or too old."""
    query = sa.select(invitations).where(invitations.c.hash == secrets.fingerprint(secret))
    row = first_row(connection.execute(query))
    if row is None or row["used_at"] or row["expires_at"] <= now:
        raise Refusal(410, _("This link was used already, or is too old. Ask for a new one."))
    return row


def accept(tx: Transaction, secret: str, password_hash: str) -> int:
    """Make the invited account with its password; the link is used up."""
    row = find(tx.connection, secret, tx.now)
    if row["role"] == roles.DISPLAY:
        raise Refusal(410, _("This link is for a display, not for a person."))
    _use(tx, row)
    return accounts.add(
        tx,
        row["handle"],
        row["name"],
        row["role"],
        trade=row["trade"],
        language=row["language"],
        password_hash=password_hash,
        site_id=row["site_id"],
        until=row["until"],
    )


def accept_display(tx: Transaction, secret: str) -> int:
    """Use up a display's link; returns the display."""
    row = find(tx.connection, secret, tx.now)
    if row["display_id"] is None:
        raise Refusal(410, _("This link is for a person, not for a display."))
    _use(tx, row)
    return int(row["display_id"])


def _new(tx: Transaction, **values: object) -> str:
    secret = secrets.new_reference()
    tx.execute(
        invitations.insert(),
        {
            "id": tx.next_id(),
            "hash": secrets.fingerprint(secret),
            "created_at": tx.now,
            "expires_at": tx.now + LIFETIME,
            **values,
        },
    )
    return secret


def _use(tx: Transaction, row: Row) -> None:
    tx.execute(invitations.update().where(invitations.c.id == row["id"]).values(used_at=tx.now))
