"""Conversations: what a post answers, and what answers it."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from teamfeed.core import timeline
from teamfeed.core.feed import Row
from teamfeed.core.schema import posts

HIGHEST, LARGEST = 40, 200  # posts above, posts below


def ancestors(connection: Connection, post: Row) -> list[Row]:
    """The posts above, oldest first; one that was removed ends the way up."""
    found: list[Row] = []
    above = post
    while above["in_reply_to_id"] is not None and len(found) < HIGHEST:
        answered = timeline.find(connection, above["in_reply_to_id"])
        if answered is None:
            break
        found.insert(0, answered)
        above = answered
    return found


def descendants(connection: Connection, post: Row) -> list[Row]:
    """The posts below, oldest first."""
    below = sa.select(posts.c.id).where(posts.c.in_reply_to_id == post["id"]).cte(recursive=True)
    below = below.union(sa.select(posts.c.id).where(posts.c.in_reply_to_id == below.c.id))
    return timeline.those(connection, sa.select(below.c.id), LARGEST)
