"""The API: Mastodon's calls at the edge, teamfeed's own beside them, always JSON."""

from flask import Flask

from teamfeed.api import (
    accounts,
    board,
    feed,
    instance,
    media,
    openapi,
    roster,
    sites,
    statuses,
    timelines,
)
from teamfeed.api.blueprint import blueprint

NOUNS = (statuses, timelines, accounts, instance, media, board, feed, roster, sites, openapi)


def attach(app: Flask) -> None:
    """Add the calls of every noun."""
    app.register_blueprint(blueprint)
