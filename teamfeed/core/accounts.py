"""People: adding, changing, deactivating, and what is known of each now."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from teamfeed.core import names, newcomers, shapes
from teamfeed.core.availability import Rules
from teamfeed.core.feed import Row, Transaction
from teamfeed.core.refusal import not_found
from teamfeed.core.schema import accounts, availabilities, sites
from teamfeed.database import all_rows, first_row
from teamfeed.language import _

# An account with what the person last said; every shape of a person is made from this row.
SELECT = sa.select(
    accounts.c.id,
    accounts.c.handle,
    accounts.c.name,
    accounts.c.role,
    accounts.c.trade,
    accounts.c.language,
    accounts.c.theme,
    accounts.c.phone,
    accounts.c.active,
    accounts.c.created_at,
    accounts.c.until,
    accounts.c.site_id.label("guest_site_id"),
    availabilities.c.availability,
    availabilities.c.free_from,
    availabilities.c.site_id,
    availabilities.c.place,
    availabilities.c.since,
    availabilities.c.said_at,
    availabilities.c.post_id,
    sites.c.name.label("site_name"),
).select_from(
    accounts.outerjoin(availabilities, availabilities.c.account_id == accounts.c.id).outerjoin(
        sites, sites.c.id == availabilities.c.site_id
    )
)

_BY_IDS = SELECT.where(accounts.c.id.in_(sa.bindparam("ids", expanding=True)))
_BY_ID = SELECT.where(accounts.c.id == sa.bindparam("id"))
_BY_HANDLE = SELECT.where(accounts.c.handle == sa.bindparam("handle"))


def add(
    tx: Transaction,
    handle: str,
    name: str,
    role: str,
    *,
    trade: str | None = None,
    language: str | None = None,
    phone: str | None = None,
    password_hash: str | None = None,
    site_id: int | None = None,
    until: int | None = None,
) -> int:
    """Add a person and tell everybody; handles and names that look taken are refused."""
    handle, name = handle.strip().lower(), names.clean(name)
    language = language or tx.settings.language_default
    newcomers.check(
        tx.connection,
        handle,
        name,
        role,
        language=language,
        trade=trade,
        phone=phone,
        site_id=site_id,
        until=until,
    )
    number = tx.next_id()
    tx.execute(
        accounts.insert(),
        {
            "id": number,
            "handle": handle,
            "name": name,
            "skeleton": names.skeleton(name),
            "role": role,
            "trade": trade,
            "language": language,
            "phone": phone,
            "password_hash": password_hash,
            "site_id": site_id,
            "until": until,
            "active": True,
            "created_at": tx.now,
        },
    )
    announce(tx, number)
    return number


def deactivate(tx: Transaction, account_id: int) -> None:
    """Close an account: sign-ins, tokens and open sockets end with it."""
    _change(tx, account_id, active=False)
    tx.announce("revocation", {"accounts": [account_id], "reason": "deactivated"})


def change_role(tx: Transaction, account_id: int, role: str) -> None:
    """Give another role; open sockets end, so that nothing is shown by the old one."""
    newcomers.check_role(role, guest=False)
    _change(tx, account_id, role=role, site_id=None, until=None)
    tx.announce("revocation", {"accounts": [account_id], "reason": "role"})


def change_profile(tx: Transaction, account_id: int, /, **values: Any) -> None:
    """Change `language`, `theme` or `phone`."""
    newcomers.check_profile(**values)
    _change(tx, account_id, **values)


def by_handle(connection: Connection, handle: str) -> Row:
    """One account by its handle; refuses an unknown one."""
    asked = handle.strip().removeprefix("@").lower()
    row = first_row(connection.execute(_BY_HANDLE, {"handle": asked})) if _possible(asked) else None
    if row is None:
        raise not_found(_("Nobody has the handle “%(handle)s”.", handle=handle))
    return row


def find(connection: Connection, account_id: int) -> Row:
    """One account; refuses an unknown one."""
    if (row := first_row(connection.execute(_BY_ID, {"id": account_id}))) is None:
        raise not_found()
    return row


def get(tx: Transaction, account_id: int) -> dict[str, Any]:
    """One account, read once a batch; refuses an unknown one."""
    key = "account", account_id
    if key not in tx.memory:
        tx.memory[key] = dict(find(tx.connection, account_id))
    found: dict[str, Any] = tx.memory[key]
    return found


def all_of(connection: Connection) -> list[Row]:
    """Everybody by name, those who left last."""
    query = SELECT.order_by(accounts.c.active.desc(), accounts.c.name)
    return all_rows(connection.execute(query))


def credentials(connection: Connection, handle: str) -> Row | None:
    """What a sign-in is checked against: id, role, password_hash, active, until."""
    if not _possible(handle):
        return None
    query = sa.select(
        accounts.c.id,
        accounts.c.role,
        accounts.c.password_hash,
        accounts.c.active,
        accounts.c.until,
    ).where(accounts.c.handle == handle)
    return first_row(connection.execute(query))


def is_open(account: Row, now: int) -> bool:
    """Whether it may be used: not closed, and its last day not over."""
    return bool(account["active"]) and (account["until"] is None or now < account["until"])


def open_at(now: int) -> sa.ColumnElement[bool]:
    """The same, for a query."""
    lasting = sa.or_(accounts.c.until.is_(None), accounts.c.until > now)
    return sa.and_(accounts.c.active, lasting)


def set_password(tx: Transaction, account_id: int, password_hash: str) -> None:
    """Keep a new password's hash."""
    tx.execute(
        accounts.update().where(accounts.c.id == account_id).values(password_hash=password_hash)
    )


def some(connection: Connection, ids: Iterable[int]) -> list[Row]:
    """The accounts with these ids."""
    return all_rows(connection.execute(_BY_IDS, {"ids": list(ids)}))


def announce(tx: Transaction, account_id: int) -> None:
    """Tell everybody what an account is now."""
    tx.memory.pop(("account", account_id), None)
    tx.flush()
    row = get(tx, account_id)
    entity = shapes.account(row, tx.settings.url, Rules.of(tx.settings), tx.now)
    entity["teamfeed"]["active"] = row["active"]
    tx.announce("account", entity, account_id=account_id)


def _change(tx: Transaction, account_id: int, **values: Any) -> None:
    tx.execute(accounts.update().where(accounts.c.id == account_id).values(**values))
    announce(tx, account_id)


def _possible(handle: str) -> bool:
    """Whether anybody can be called so; PostgreSQL cannot even be asked for some texts."""
    return names.HANDLE.fullmatch(handle) is not None
