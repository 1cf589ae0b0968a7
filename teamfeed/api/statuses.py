"""Posts: write, read, correct and remove one."""

from flask import Response

from teamfeed.api import entities, inputs, params, reading
from teamfeed.api.blueprint import answers, blueprint
from teamfeed.api.responses import json
from teamfeed.auth import principal
from teamfeed.core import posts
from teamfeed.services import services


@blueprint.post("/api/v1/statuses")
@answers(
    entities.Status,
    takes=inputs.NewStatus,
    headers=inputs.Once,
    refuses=(400, 409, 413, 415, 422, 429, 503),
)
def create_status() -> Response:
    """Publish a post, once per Idempotency-Key; plain text is read by the short grammar."""
    own, who = services(), principal()
    own.throttle.hit("post", who.person)
    draft = own.draft(params.posted())
    return json(own.do(posts.publish, who.person, draft).status)


@blueprint.get("/api/v1/statuses/<id:post_id>")
@answers(entities.Status, refuses=(404,))
def status(post_id: int) -> Response:
    """One post."""
    with services().reading() as connection:
        return json(reading.status(connection, post_id))


@blueprint.get("/api/v1/statuses/<id:post_id>/context")
@answers(entities.Context, refuses=(404,))
def status_context(post_id: int) -> Response:
    """The posts that a post answers, and those that answer it, oldest first."""
    with services().reading() as connection:
        return json(reading.context(connection, post_id))


@blueprint.get("/api/v1/statuses/<id:post_id>/source")
@answers(entities.Source, refuses=(404,))
def status_source(post_id: int) -> Response:
    """The plain text of a post, as a client needs it for a correction."""
    with services().reading() as connection:
        found = reading.status(connection, post_id)
    return json({"id": found["id"], "text": found["text"], "spoiler_text": ""})


@blueprint.put("/api/v1/statuses/<id:post_id>")
@answers(entities.Status, takes=inputs.NewStatus, refuses=(400, 404, 413, 415, 422, 429, 503))
def correct_status(post_id: int) -> Response:
    """Replace what a post says, within 15 minutes; what it said before is kept."""
    own, who = services(), principal()
    own.throttle.hit("post", who.person)
    draft = own.draft(params.fields())
    return json(reading.shown([dict(own.do(posts.correct, who.person, post_id, draft))])[0])


@blueprint.delete("/api/v1/statuses/<id:post_id>")
@answers(entities.Status, refuses=(404, 503))
def delete_status(post_id: int) -> Response:
    """Remove a post everywhere; answers what it was, with its plain `text`."""
    own, who = services(), principal()
    with own.reading() as connection:
        found = reading.status(connection, post_id)
    own.do(posts.remove, who.person, post_id)
    return json(found)
