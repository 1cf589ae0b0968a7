"""Places of work."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from teamfeed.core import shapes
from teamfeed.core.feed import Row, Transaction
from teamfeed.core.schema import sites
from teamfeed.database import all_rows, first_row

_BY_ID = sa.select(sites).where(sites.c.id == sa.bindparam("id"))


def add(
    tx: Transaction,
    name: str,
    *,
    address: str = "",
    lat: float | None = None,
    lon: float | None = None,
    radius_m: int = 100,
    progress: int | None = None,
) -> int:
    """Open a site and tell everybody."""
    number = tx.next_id()
    row = {
        "id": number,
        "name": name,
        "address": address,
        "lat": lat,
        "lon": lon,
        "radius_m": radius_m,
        "open": True,
        "progress": progress,
        "blocked": False,
        "created_at": tx.now,
    }
    tx.execute(sites.insert(), row)  # at once: the next verb may post there
    _announce(tx, row)
    return number


def change(tx: Transaction, site_id: int, /, **values: Any) -> None:
    """Change what is known of a site - `open`, `progress`, `blocked`, ... - and tell everybody."""
    row = get(tx, site_id)
    if row is None or all(row[name] == value for name, value in values.items()):
        return
    tx.execute(sites.update().where(sites.c.id == site_id).values(**values))
    tx.memory["site", site_id] = row = {**row, **values}
    _announce(tx, row)


def get(tx: Transaction, site_id: int) -> Row | None:
    """One site, read once a batch."""
    key = "site", site_id
    if key not in tx.memory:
        tx.memory[key] = find(tx.connection, site_id)
    found: Row | None = tx.memory[key]
    return found


def find(connection: Connection, site_id: int) -> Row | None:
    """One site."""
    return first_row(connection.execute(_BY_ID, {"id": site_id}))


def all_of(connection: Connection, *, only: int | None = None) -> list[Row]:
    """Every site by name, open ones first; a guest's `only`."""
    query = sa.select(sites).order_by(sites.c.open.desc(), sites.c.name)
    if only is not None:
        query = query.where(sites.c.id == only)
    return all_rows(connection.execute(query))


def _announce(tx: Transaction, row: Row) -> None:
    tx.announce("site", shapes.site(row), site_id=row["id"])
