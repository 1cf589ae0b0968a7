"""Serve the built scripts, styles and images."""

from flask import Response, send_from_directory

from teamfeed.places import static
from teamfeed.web.assets import built_name
from teamfeed.web.blueprint import blueprint

FOR_EVER = 365 * 24 * 3600
AN_HOUR = 3600


@blueprint.get("/static/<path:name>", endpoint="static")
def static_file(name: str) -> Response:
    """A file by its hashed name, to keep for ever; by its plain name, for an hour."""
    hashed = built_name(name)
    kept = AN_HOUR if hashed else FOR_EVER
    response = send_from_directory(static(), hashed or name, max_age=kept)
    response.cache_control.no_cache = None
    response.cache_control.public = True
    response.cache_control.immutable = hashed is None
    return response
