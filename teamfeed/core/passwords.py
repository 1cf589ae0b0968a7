"""A new password: whoever knew the old one is out, on every device and with every token."""

from teamfeed.core import accounts, sessions, tokens
from teamfeed.core.feed import Transaction


def change(tx: Transaction, account_id: int, password_hash: str, here: int | None) -> None:
    """Keep the new hash; end the person's tokens and every session but `here`."""
    accounts.set_password(tx, account_id, password_hash)
    sessions.close_others(tx, account_id, here)
    tokens.revoke_all(tx, account_id)
