"""The timeline of the firm."""

from flask import Response

from teamfeed.api import entities, inputs, params, reading, responses
from teamfeed.api.blueprint import answers, blueprint
from teamfeed.services import services


@blueprint.get("/api/v1/timelines/home")
@answers(list[entities.Status], query=inputs.Paging, refuses=(422,))
def home() -> Response:
    """Everybody's posts, newest first; a guest's site and his own."""
    asked = params.page()
    with services().reading() as connection:
        return responses.page(reading.page(connection, asked), asked)
