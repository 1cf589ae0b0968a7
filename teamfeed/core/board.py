"""Everyone's availability on one screen."""

from collections import Counter
from typing import Any

from sqlalchemy.engine import Connection

from teamfeed.clock import iso
from teamfeed.core import accounts, availability, feed, shapes
from teamfeed.core.availability import Effective, Rules
from teamfeed.core.feed import Row
from teamfeed.core.schema import accounts as people
from teamfeed.core.schema import availabilities
from teamfeed.database import all_rows
from teamfeed.settings import Settings


def read(
    connection: Connection,
    settings: Settings,
    now: int,
    guest_site: int | None = None,
    guest_id: int | None = None,
) -> dict[str, Any]:
    """The board: {head, server_time, counts, tiles}, tiles in the order of the wall."""
    rules = Rules.of(settings)
    head = feed.head(connection)  # before the tiles: a change in between is applied twice, not lost
    lines = ordered(rows(connection, guest_site, guest_id), rules, now)
    counts = Counter(worth.code for _, worth in lines)
    return {
        "head": head,
        "server_time": iso(now),
        "counts": {code: counts[code] for code in availability.ORDER},
        "tiles": [shapes.tile(row, rules, now) for row, _ in lines],
    }


def rows(
    connection: Connection, guest_site: int | None = None, guest_id: int | None = None
) -> list[Row]:
    """The people of the board: active, with a trade; a guest sees those at his site."""
    query = accounts.SELECT.where(people.c.active, people.c.trade.is_not(None))
    if guest_site is not None:
        query = query.where((availabilities.c.site_id == guest_site) | (people.c.id == guest_id))
    return all_rows(connection.execute(query))


def ordered(lines: list[Row], rules: Rules, now: int) -> list[tuple[Row, Effective]]:
    """Help, free (longest first), soon (by time), silent, working by site, travelling, ..."""
    worth = [
        (
            row,
            availability.effective(
                row["availability"], row["said_at"], row["free_from"], now, rules
            ),
        )
        for row in lines
    ]
    return sorted(worth, key=lambda pair: _rank(*pair))


def _rank(row: Row, worth: Effective) -> tuple[int, str, int, str]:
    site = row["site_name"] or row["place"] or "" if worth.code == availability.WORKING else ""
    when = row["free_from"] if worth.code == availability.SOON else worth.since
    return availability.ORDER.index(worth.code), site, when or 0, row["name"]
