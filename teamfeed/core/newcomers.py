"""What a new account can be: its handle, name, role, trade, site; refused with reasons."""

import re
from collections.abc import Iterator

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from teamfeed.core import names, roles
from teamfeed.core.refusal import conflict, invalid
from teamfeed.core.schema import accounts, sites, trades
from teamfeed.language import LANGUAGES, Message, _

THEMES = ("auto", "light", "dark", "sunlight")
_PHONE = re.compile(r"[+0-9 ().-]{3,32}")
_LONGEST_NAME, _LONGEST_SKELETON = 40, 80  # code points: what the table takes


def check(
    connection: Connection,
    handle: str,
    name: str,
    role: str,
    *,
    language: str,
    trade: str | None = None,
    phone: str | None = None,
    site_id: int | None = None,
    until: int | None = None,
) -> None:
    """Refuse what a new account cannot have; handle and name are cleaned already."""
    check_role(role, guest=site_id is not None and until is not None)
    check_profile(language=language, phone=phone)
    for fault in names.handle_faults(handle):
        raise invalid(handle=fault)
    for fault in _name_faults(name):
        raise invalid(name=fault)
    _check_known(connection, trade, site_id)
    _check_free(connection, handle, names.skeleton(name))


def check_role(role: str, *, guest: bool) -> None:
    """Refuse an unknown role, and a guest without bounds: he would see everything."""
    if role not in roles.ROLES:
        raise invalid(role=_("Roles are: %(roles)s.", roles=", ".join(roles.ROLES)))
    if (role == roles.GUEST) != guest:
        raise invalid(role=_("A guest needs a site and an end date; other roles have neither."))


def check_profile(*, language: str = "fr", theme: str = "auto", phone: str | None = None) -> None:
    """Refuse what nobody can choose for himself."""
    if language not in LANGUAGES:
        raise invalid(language=_("Languages are: fr, en."))
    if theme not in THEMES:
        raise invalid(theme=_("Themes are: auto, light, dark, sunlight."))
    if phone is not None and not _PHONE.fullmatch(phone):
        raise invalid(phone=_("A telephone number has digits, spaces and signs such as + only."))


def _name_faults(name: str) -> Iterator[Message]:
    yield from names.name_faults(name)
    if len(name) > _LONGEST_NAME or len(names.skeleton(name)) > _LONGEST_SKELETON:
        yield _("A name has at most %(most)s characters.", most=names.MAX_NAME)


def _check_known(connection: Connection, trade: str | None, site_id: int | None) -> None:
    codes = connection.execute(sa.select(trades.c.code).order_by(trades.c.rank)).scalars().all()
    if trade is not None and trade not in codes:
        raise invalid(trade=_("Trades are: %(trades)s.", trades=", ".join(codes)))
    here = sa.select(sites.c.id).where(sites.c.id == site_id)
    if site_id is not None and connection.execute(here).first() is None:
        raise invalid(site_id=_("There is no such site. Choose one of the list."))


def _check_free(connection: Connection, handle: str, skeleton: str) -> None:
    query = sa.select(accounts.c.handle).where(
        sa.or_(accounts.c.handle == handle, accounts.c.skeleton == skeleton)
    )
    taken = connection.execute(query).scalars().all()
    if handle in taken:
        raise conflict(
            handle=_(
                "The handle “%(handle)s” is taken, or was: handles are never used twice.",
                handle=handle,
            )
        )
    if taken:
        raise conflict(name=_("This name looks like that of @%(handle)s.", handle=taken[0]))
