"""The board: everybody's availability."""

from flask import Response

from teamfeed.api import entities, reading
from teamfeed.api.blueprint import answers, blueprint
from teamfeed.api.responses import json
from teamfeed.core import board as core
from teamfeed.services import services


@blueprint.get("/api/v1/teamfeed/board")
@answers(entities.Board)
def board() -> Response:
    """One tile for each person with a trade, in the order of the wall; a guest's site only."""
    own = services()
    with own.reading() as connection:
        return json(core.read(connection, own.settings, own.now(), *reading.guest()))
