"""The pages: parse, call one verb or read, render."""

from flask import Flask

from teamfeed.services import Services
from teamfeed.web import (
    desk,
    display,
    headers,
    health,
    invitation,
    links,
    me,
    media,
    pages,
    phone,
    roster,
    sign_in,
    static_files,
    wall,
)
from teamfeed.web.blueprint import blueprint

PAGES = (
    health,
    static_files,
    sign_in,
    invitation,
    display,
    phone,
    desk,
    wall,
    roster,
    me,
    media,
    links,
)


def attach(app: Flask) -> None:
    """Register the pages and what they all need."""
    own: Services = app.extensions["teamfeed"]
    pages.attach(app)
    headers.attach(app, own.settings)
    app.register_blueprint(blueprint)
