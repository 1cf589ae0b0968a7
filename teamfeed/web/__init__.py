"""The pages: parse, call one verb or read, render."""

from flask import Flask

from teamfeed.web import health
from teamfeed.web.blueprint import blueprint

__all__ = ["attach", "health"]


def attach(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(blueprint)
