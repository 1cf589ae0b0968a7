"""The roster: who is ready, by trade and site."""

from flask import Response

from teamfeed.api import entities
from teamfeed.api.blueprint import answers, blueprint
from teamfeed.api.responses import json
from teamfeed.core import roster as core
from teamfeed.services import services


@blueprint.get("/api/v1/teamfeed/roster")
@answers(entities.Roster)
def roster() -> Response:
    """Who is expected, ready, silent and off now, with a line for each person."""
    own = services()
    with own.reading() as connection:
        return json(core.read(connection, own.settings, own.now()))
