"""The API: Mastodon's calls at the edge, teamfeed's own beside them, always JSON."""

from flask import Flask

from teamfeed.api import (
    accounts,
    board,
    feed,
    instance,
    me,
    media,
    notifications,
    openapi,
    push,
    roster,
    sites,
    statuses,
    timelines,
)
from teamfeed.api.blueprint import blueprint

NOUNS = (
    statuses,
    timelines,
    accounts,
    instance,
    media,
    board,
    feed,
    roster,
    sites,
    notifications,
    me,
    push,
    openapi,
)


def attach(app: Flask) -> None:
    """Add the calls of every noun."""
    app.register_blueprint(blueprint)
