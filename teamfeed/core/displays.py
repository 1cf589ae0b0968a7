"""Wall screens: devices that read, and that anybody of the office can turn dark."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from teamfeed.core import names
from teamfeed.core.feed import Row, Transaction
from teamfeed.core.refusal import invalid, not_found
from teamfeed.core.schema import displays, sessions
from teamfeed.database import all_rows
from teamfeed.language import _


def add(tx: Transaction, name: str) -> int:
    """Name a new display; its screen is opened by an invitation."""
    name = names.clean(name)
    if not 1 <= len(name) <= 40:
        raise invalid(name=_("Give the display a name of 1 to 40 characters."))
    number = tx.next_id()
    tx.execute(displays.insert(), {"id": number, "name": name, "created_at": tx.now})
    return number


def revoke(tx: Transaction, display_id: int) -> None:
    """End a display for good: its screen is dark within a second."""
    alive = sa.and_(displays.c.id == display_id, displays.c.revoked_at.is_(None))
    if tx.execute(displays.update().where(alive).values(revoked_at=tx.now)).rowcount == 0:
        raise not_found()
    tx.execute(sessions.delete().where(sessions.c.display_id == display_id))
    tx.announce("revocation", {"displays": [display_id], "reason": "display"})


def all_of(connection: Connection) -> list[Row]:
    """The displays that are not revoked, with when each was last seen."""
    seen = (
        sa.select(sa.func.max(sessions.c.seen_at))
        .where(sessions.c.display_id == displays.c.id)
        .scalar_subquery()
        .label("seen_at")
    )
    query = sa.select(displays, seen).where(displays.c.revoked_at.is_(None))
    return all_rows(connection.execute(query.order_by(displays.c.name)))


def by_name(connection: Connection, name: str) -> Row:
    """One display by its name; refuses an unknown one."""
    for row in all_of(connection):
        if row["name"] == name:
            return row
    raise not_found(_("There is no display named “%(name)s”.", name=name))
