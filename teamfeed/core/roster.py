"""The manager's view: who is available now, by trade and site."""

from typing import Any

from sqlalchemy.engine import Connection

from teamfeed.clock import iso
from teamfeed.core import availability, board, shapes, sites, trades
from teamfeed.core.availability import Effective, Rules
from teamfeed.core.feed import Row, head
from teamfeed.settings import Settings

_READY = (
    availability.AVAILABLE,
    availability.SOON,
    availability.WORKING,
    availability.TRAVELLING,
    availability.ON_BREAK,
    availability.HELP,
)


def read(connection: Connection, settings: Settings, now: int) -> dict[str, Any]:
    """{head, server_time, expected, ready, silent, off, trades, sites, lines}.

    A line is a tile with `effective`, what the declared availability is worth now.
    """
    rules = Rules.of(settings)
    position = head(connection)
    lines = board.ordered(board.rows(connection), rules, now)
    return {
        "head": position,
        "server_time": iso(now),
        **_sentence(lines),
        "trades": [_trade(row) for row in trades.all_of(connection)],
        "sites": [shapes.site(row) for row in sites.all_of(connection)],
        "lines": [
            {**shapes.tile(row, rules, now), "effective": worth.code, "aged": worth.aged}
            for row, worth in lines
        ],
    }


def _trade(row: Row) -> dict[str, Any]:
    return {name: row[name] for name in ("code", "name_fr", "name_en", "letter")}


def _sentence(lines: list[tuple[Row, Effective]]) -> dict[str, int]:
    """The one sentence: how many are expected, ready, silent, off."""
    codes = [worth.code for _, worth in lines]
    return {
        "expected": sum(code != availability.OFF for code in codes),
        "ready": sum(code in _READY for code in codes),
        "silent": codes.count(availability.SILENT),
        "off": codes.count(availability.OFF),
    }
