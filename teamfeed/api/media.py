"""Photos: upload one, ask for it, describe it."""

from flask import Response, request

from teamfeed.api import entities, inputs, params
from teamfeed.api.blueprint import answers, blueprint
from teamfeed.api.responses import json
from teamfeed.auth import principal
from teamfeed.core import media as core
from teamfeed.core import shapes, values
from teamfeed.core.refusal import not_found
from teamfeed.services import services

LONGEST_ALT = 1500  # of what is given; it is cut shorter


@blueprint.post("/api/v1/media")
@blueprint.post("/api/v2/media")
@answers(entities.Attachment, takes=inputs.NewMedia, refuses=(422, 503))
def upload_media() -> Response:
    """Upload a photo for a post that is sent within a day: JPEG, PNG, WebP or HEIC."""
    own, who = services(), principal()
    own.throttle.hit("post", who.person)
    alt = _alt()
    given = request.files.get("file")
    developed = core.develop(given.read() if given else b"", own.settings.data_dir)
    row = own.do(core.add, who.person, developed, alt)
    return json(shapes.attachment(row, own.settings.url))


@blueprint.get("/api/v1/media/<id:media_id>")
@answers(entities.Attachment, refuses=(404,))
def media(media_id: int) -> Response:
    """One's own photo; it is ready as soon as it was uploaded."""
    own, who = services(), principal()
    with own.reading() as connection:
        row = core.find(connection, media_id)
    if row is None or row["account_id"] != who.person:
        raise not_found()
    return json(shapes.attachment(row, own.settings.url))


@blueprint.put("/api/v1/media/<id:media_id>")
@answers(entities.Attachment, takes=inputs.Description, refuses=(404, 422, 503))
def describe_media(media_id: int) -> Response:
    """Say in words what one's own photo shows, before it is posted."""
    own, who = services(), principal()
    row = own.do(core.describe, who.person, media_id, _alt())
    return json(shapes.attachment(row, own.settings.url))


def _alt() -> str:
    reader = values.Reader(params.fields())
    alt = reader.read("description", values.line(LONGEST_ALT))
    params.check(reader)
    return alt or ""
