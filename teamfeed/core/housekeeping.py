"""What the firm forgets each day."""

from teamfeed.clock import DAY
from teamfeed.core import feed, media, notifications, posts, sessions
from teamfeed.core.feed import Transaction


def run(tx: Transaction) -> list[str]:
    """Forget what is old; the names of photos to erase."""
    feed.forget(tx, tx.now - tx.settings.feed_kept_days * DAY)
    posts.forget_client_ids(tx)
    notifications.forget_old(tx)
    sessions.forget_expired(tx)
    return media.forget_unused(tx)
