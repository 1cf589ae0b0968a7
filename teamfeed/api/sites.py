"""The places of work."""

from flask import Response

from teamfeed.api import entities, reading
from teamfeed.api.blueprint import answers, blueprint
from teamfeed.api.responses import json
from teamfeed.core import shapes
from teamfeed.core import sites as core
from teamfeed.services import services


@blueprint.get("/api/v1/teamfeed/sites")
@answers(list[entities.Site])
def sites() -> Response:
    """Every site, open ones first; a guest's own."""
    only, _account = reading.guest()
    with services().reading() as connection:
        return json([shapes.site(row) for row in core.all_of(connection, only=only)])
