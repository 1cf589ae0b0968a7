"""What a page's script starts from, so that its first picture needs no further request."""

from typing import Any

import orjson
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup
from sqlalchemy.engine import Connection

from teamfeed.api import reading
from teamfeed.auth import principal
from teamfeed.clock import iso
from teamfeed.core import accounts, board, feed, shapes, sites, trades
from teamfeed.core.availability import Rules
from teamfeed.core.drafts import TEXT_LIMIT
from teamfeed.core.timeline import Column, Page
from teamfeed.language import catalogue
from teamfeed.services import Services, services

Json = dict[str, Any]
EVERYBODY = Column()


def bootstrap(
    *,
    with_board: bool = False,
    posts: int = 0,
    with_photo: bool = False,
    column: Column = EVERYBODY,
) -> Json:
    """The JSON block of a page for whoever is asking."""
    own = services()
    with own.reading() as connection:
        found = {"head": feed.head(connection), **_firm(own, connection)}
        _introduce(found, own, connection)
        if with_board:
            found["board"] = board.read(connection, own.settings, own.now(), *reading.guest())
        if posts:
            found["timeline"] = reading.page(connection, Page(posts), column)
        if with_photo:
            newest = reading.page(connection, Page(1), Column(with_photo=True))
            found["photo"] = newest[0] if newest else None
    return found


def trade_of(found: Json, code: str | None) -> Json | None:
    """The trade with a code, as the reader calls it."""
    return next((trade for trade in found["trades"] if trade["code"] == code), None)


def block(found: Json) -> Markup:
    """JSON that cannot end the script element it stands in."""
    text = orjson.dumps(found).decode()
    for sign, escaped in (
        ("<", "\\u003c"),
        (">", "\\u003e"),
        ("&", "\\u0026"),
        ("\u2028", "\\u2028"),
        ("\u2029", "\\u2029"),
    ):
        text = text.replace(sign, escaped)
    # nosemgrep: no-unescaped-in-python - every sign that HTML reads is escaped above
    return Markup(text)  # noqa: S704


def _firm(own: Services, connection: Connection) -> Json:
    settings, language = own.settings, principal().language
    only, _account = reading.guest()
    return {
        "language": language,
        "zone": settings.zone,
        "server_time": iso(own.now()),
        "csrf": generate_csrf(),
        "settings": _rules(own),
        "trades": [shapes.trade(row, language) for row in trades.all_of(connection)],
        "sites": [shapes.site(row) for row in sites.all_of(connection, only=only)],
        "messages": catalogue(language, "browser"),
    }


def _rules(own: Services) -> Json:
    settings = own.settings
    return {
        "aged_after_minutes": settings.aged_after_minutes,
        "silent_after_minutes": settings.silent_after_minutes,
        "work_starts": f"{settings.work_starts:%H:%M}",
        "work_ends": f"{settings.work_ends:%H:%M}",
        "work_days": settings.work_days,
        "text_limit": TEXT_LIMIT,
        "correct_minutes": settings.correct_minutes,
    }


def _introduce(found: Json, own: Services, connection: Connection) -> None:
    who = principal()
    found |= {"you": None, "display": who.name}
    if who.account_id is None:
        return
    row = accounts.find(connection, who.account_id)
    found["display"] = None
    found["you"] = shapes.account(row, own.settings.url, Rules.of(own.settings), own.now())
