"""What the firm forgets each day."""

from teamfeed.clock import DAY
from teamfeed.core import feed, posts, sessions
from teamfeed.core.feed import Transaction


def run(tx: Transaction) -> None:
    """Forget old changes, client ids and sessions."""
    feed.forget(tx, tx.now - tx.settings.feed_kept_days * DAY)
    posts.forget_client_ids(tx)
    sessions.forget_expired(tx)
