"""What every template can say: sentences in the reader's language, hours of the firm, assets."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Flask
from markupsafe import Markup

from teamfeed import auth, errors
from teamfeed.core import accounts, availability
from teamfeed.core.principal import Principal
from teamfeed.core.refusal import Refusal
from teamfeed.language import translate
from teamfeed.services import Services, services
from teamfeed.web import assets, words


def attach(app: Flask) -> None:
    """Give every template its words."""
    app.jinja_env.globals.update(asset=assets.asset, sprite=_sprite)
    app.jinja_env.filters.update(hour=_local("%-H:%M"), day=_local("%d/%m/%Y"))
    app.context_processor(_context)


def _sprite() -> Markup:
    # nosemgrep: no-unescaped-in-python - a drawing of our own
    return Markup(assets.sprite())  # noqa: S704


def _context() -> dict[str, Any]:
    own = services()
    who, language = _who(), errors.reader()
    return {
        "_": _sentences(language),
        "language": language,
        "who": who,
        "firm": own.settings.firm_name,
        "theme": theme(own, who),
        "settings": own.settings,
        "role_name": lambda role: words.ROLES[role].say(language),
        "word": lambda code, free_from=None: words.word(language, code, free_from, _zone()),
    }


def theme(own: Services, who: Principal | None) -> str:
    """The look that a person chose: auto, light, dark or sunlight."""
    if who is None or who.account_id is None:
        return "auto"
    with own.reading() as connection:
        return str(accounts.find(connection, who.account_id)["theme"])


def worth(row: Any) -> availability.Effective:
    """What a person's last word is worth now."""
    own = services()
    return availability.effective(
        row["availability"],
        row["said_at"],
        row["free_from"],
        own.now(),
        availability.Rules.of(own.settings),
    )


def _who() -> Principal | None:
    try:
        return auth.principal()
    except Refusal:
        return None


def _sentences(language: str) -> Callable[..., str]:
    return lambda msgid, **params: translate(language, msgid, **params)


def _local(pattern: str) -> Callable[[int], str]:
    return lambda ms: datetime.fromtimestamp(ms / 1000, _zone()).strftime(pattern)


def _zone() -> ZoneInfo:
    return ZoneInfo(services().settings.zone)
