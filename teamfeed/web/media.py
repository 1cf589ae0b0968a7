"""Photos, for whoever may read their post."""

from flask import Response, send_file

from teamfeed.api import reading
from teamfeed.auth import principal
from teamfeed.core import media as core
from teamfeed.core.refusal import not_found
from teamfeed.services import services
from teamfeed.web.blueprint import blueprint


@blueprint.get("/media/<name>")
def media(name: str) -> Response:
    """A photo as it was posted."""
    return _photo(name, small=False)


@blueprint.get("/media/<name>/small")
def media_small(name: str) -> Response:
    """A photo as the timeline shows it."""
    return _photo(name, small=True)


def _photo(name: str, *, small: bool) -> Response:
    own = services()
    with own.reading() as connection:
        row = core.by_name(connection, name)
        if row is None:
            raise not_found()
        if row["post_id"] is not None:
            reading.post(connection, row["post_id"])
        elif row["account_id"] != principal().account_id:
            raise not_found()
    path = core.path_of(own.settings.data_dir, name, small=small)
    if not path.exists():
        raise not_found()
    response = send_file(path.absolute(), mimetype="image/jpeg", etag=False, conditional=False)
    response.headers["Cache-Control"] = "no-store"
    return response
