"""Whom a text names: people by @handle, crews by @trade."""

from collections.abc import Iterable, Mapping

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from teamfeed.core import accounts, names, text, trades
from teamfeed.core.feed import Row, Transaction
from teamfeed.core.schema import accounts as table
from teamfeed.database import all_rows

_BY_HANDLES = accounts.SELECT.where(table.c.handle.in_(sa.bindparam("handles", expanding=True)))
_BY_TRADES = accounts.SELECT.where(table.c.trade.in_(sa.bindparam("trades", expanding=True)))


def people(connection: Connection, texts: Iterable[str]) -> dict[str, Row]:
    """The accounts that these texts name, by handle; no read where there is no @."""
    handles = {name for said in texts for name in of(said) if names.HANDLE.fullmatch(name)}
    if not handles:
        return {}
    found = connection.execute(_BY_HANDLES, {"handles": sorted(handles)})
    return {row["handle"]: row for row in all_rows(found)}


def of(said: str) -> list[str]:
    """The names after @ in a text."""
    return text.mentions(said) if "@" in said else []


def named(said: str, known: Mapping[str, Row]) -> list[Row]:
    """Those of the known people that a text names, in its order."""
    return [known[name] for name in of(said) if name in known]


def crew(tx: Transaction, said: str, known: Mapping[str, Row]) -> list[Row]:
    """Everybody of the trades that a text names: @mason, @Maçons, @masons."""
    others = [name for name in of(said) if name not in known]
    codes = {code for name in others if (code := _trades(tx).get(text.fold(name)))}
    if not codes:
        return []
    return all_rows(tx.connection.execute(_BY_TRADES, {"trades": sorted(codes)}))


def _trades(tx: Transaction) -> dict[str, str]:
    """What a trade may be called -> its code, read once a batch."""
    if "trades" not in tx.memory:
        tx.flush()
        tx.memory["trades"] = {
            called: row["code"] for row in trades.all_of(tx.connection) for called in _called(row)
        }
    found: dict[str, str] = tx.memory["trades"]
    return found


def _called(row: Row) -> list[str]:
    """One or several of a trade, in both languages; spaces are written as _."""
    singular = [text.fold(row[name]).replace(" ", "_") for name in ("code", "name_fr", "name_en")]
    return singular + [f"{word}s" for word in singular]
