"""A site's progress and BLOCKED: follow what was said last of it."""

from typing import Any

import sqlalchemy as sa

from teamfeed.core import sites
from teamfeed.core.feed import Row, Transaction
from teamfeed.core.schema import posts
from teamfeed.core.tiles import SAID


def follow(tx: Transaction, post: Row) -> None:
    """Let its site say what was said last, after a post told of it or was taken back."""
    if post["site_id"] is None or (post["progress"] is None and post["blocked"] is None):
        return
    blocked = _newest(tx, post["site_id"], _TELLING, "blocked")
    changes: dict[str, Any] = {"blocked": bool(blocked)}
    if post["progress"] is not None:
        told = posts.c.progress.is_not(None)
        changes["progress"] = _newest(tx, post["site_id"], told, "progress")
    sites.change(tx, post["site_id"], **changes)


# Progress means that work goes on again, so it ends a BLOCKED too.
_TELLING = sa.or_(posts.c.progress.is_not(None), posts.c.blocked.is_not(None))


def _newest(tx: Transaction, site_id: int, telling: Any, name: str) -> Any:
    query = sa.select(posts.c[name]).where(
        posts.c.site_id == site_id, posts.c.removed_at.is_(None), telling
    )
    return tx.execute(query.order_by(SAID.desc(), posts.c.id.desc()).limit(1)).scalar()
