"""The trades of the firm: painter, mason, electrician and those it adds."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from teamfeed.core.feed import Row, Transaction
from teamfeed.core.schema import trades
from teamfeed.database import all_rows


def add(tx: Transaction, code: str, name_fr: str, name_en: str, letter: str, rank: int) -> None:
    """Add a trade, or change its names."""
    tx.upsert(
        trades,
        {"code": code, "name_fr": name_fr, "name_en": name_en, "letter": letter, "rank": rank},
    )


def all_of(connection: Connection) -> list[Row]:
    """Every trade, in the firm's order."""
    return all_rows(connection.execute(sa.select(trades).order_by(trades.c.rank, trades.c.code)))
