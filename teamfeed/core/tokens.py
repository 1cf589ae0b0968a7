"""Personal tokens for scripts and apps: named, scoped, revocable at once."""

import re

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from teamfeed.clock import MINUTE
from teamfeed.core import secrets, text
from teamfeed.core.accounts import is_open
from teamfeed.core.feed import Row, Transaction
from teamfeed.core.principal import Principal
from teamfeed.core.refusal import conflict, invalid, not_found
from teamfeed.core.schema import accounts, tokens
from teamfeed.database import all_rows, first_row
from teamfeed.language import _

SCOPES = ("read", "write", "follow", "push")
_SCOPE = re.compile(rf"(?:{'|'.join(SCOPES)})(?::[a-z_]{{1,30}})?")
_SCOPES_LIMIT = 200
USED_EVERY = MINUTE  # how precisely "last used" is kept

_FIND = sa.select(
    tokens.c.id,
    tokens.c.account_id,
    tokens.c.scopes,
    accounts.c.handle,
    accounts.c.name,
    accounts.c.role,
    accounts.c.language,
    accounts.c.active,
    accounts.c.site_id,
    accounts.c.until,
).select_from(tokens.join(accounts, accounts.c.id == tokens.c.account_id))
_BY_HASH = _FIND.where(tokens.c.hash == sa.bindparam("hash"))


def create(tx: Transaction, account_id: int, name: str, scopes: str) -> str:
    """Make a token and return it: it is shown this once."""
    wanted, name = _checked(scopes), text.clean(name)
    if not 1 <= len(name) <= 60:
        raise invalid(name=_("Give the token a name of 1 to 60 characters."))
    if _named(tx.connection, account_id, name) is not None:
        raise conflict(name=_("There is a token named “%(name)s” already.", name=name))
    token = secrets.new_reference()
    tx.execute(
        tokens.insert(),
        {
            "id": tx.next_id(),
            "hash": secrets.fingerprint(token),
            "account_id": account_id,
            "name": name,
            "scopes": " ".join(wanted),
            "created_at": tx.now,
        },
    )
    return token


def revoke(tx: Transaction, account_id: int, name: str) -> None:
    """End a token by its name, on open sockets too."""
    token_id = _named(tx.connection, account_id, name)
    if token_id is None:
        raise not_found(_("There is no token named “%(name)s”.", name=name))
    tx.execute(tokens.delete().where(tokens.c.id == token_id))
    tx.announce("revocation", {"tokens": [token_id], "reason": "token"})


def revoke_all(tx: Transaction, account_id: int) -> None:
    """End every token of a person, on open sockets too."""
    ids = list(
        tx.execute(sa.select(tokens.c.id).where(tokens.c.account_id == account_id)).scalars()
    )
    if ids:
        tx.execute(tokens.delete().where(tokens.c.id.in_(ids)))
        tx.announce("revocation", {"tokens": ids, "reason": "password"})


def find(connection: Connection, token: str, now: int) -> Principal | None:
    """Who holds this token, if it is still good."""
    row = first_row(connection.execute(_BY_HASH, {"hash": secrets.fingerprint(token)}))
    return _principal(row, now) if row else None


def touch(tx: Transaction, token_id: int) -> None:
    """Remember that a token was used."""
    tx.execute(tokens.update().where(tokens.c.id == token_id).values(used_at=tx.now))


def used_at(connection: Connection, token_id: int) -> int:
    """When a token was used last."""
    query = sa.select(tokens.c.used_at).where(tokens.c.id == token_id)
    return int(connection.execute(query).scalar() or 0)


def of_account(connection: Connection, account_id: int) -> list[Row]:
    """A person's tokens by name; never the secrets."""
    query = sa.select(
        tokens.c.id, tokens.c.name, tokens.c.scopes, tokens.c.created_at, tokens.c.used_at
    ).where(tokens.c.account_id == account_id)
    return all_rows(connection.execute(query.order_by(tokens.c.name)))


def _checked(scopes: str) -> list[str]:
    wanted = sorted(set(scopes.replace(",", " ").split()))
    known = all(_SCOPE.fullmatch(scope) for scope in wanted)
    if not known or not 1 <= len(" ".join(wanted)) <= _SCOPES_LIMIT:
        raise invalid(scopes=_("Scopes are: %(scopes)s.", scopes=", ".join(SCOPES)))
    return wanted


def _named(connection: Connection, account_id: int, name: str) -> int | None:
    query = sa.select(tokens.c.id).where(
        tokens.c.account_id == account_id, tokens.c.name == text.clean(name)
    )
    return connection.execute(query).scalar()


def _principal(row: Row, now: int) -> Principal | None:
    if not is_open(row, now):
        return None
    return Principal(
        row["role"],
        row["language"],
        account_id=row["account_id"],
        handle=row["handle"],
        name=row["name"],
        scopes=frozenset(row["scopes"].split()),
        token_id=row["id"],
        site_id=row["site_id"],
        expires_at=row["until"],
    )
