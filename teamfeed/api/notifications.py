"""What one is told: read it, have read it, answer the morning's question."""

from flask import Response

from teamfeed.api import bell, entities, inputs, params, reading
from teamfeed.api.blueprint import answers, blueprint
from teamfeed.api.responses import json
from teamfeed.auth import principal
from teamfeed.core import notifications as core
from teamfeed.core import questions, values
from teamfeed.core.refusal import invalid
from teamfeed.language import _
from teamfeed.services import services


@blueprint.get("/api/v1/teamfeed/notifications")
@answers(list[bell.Notification], query=inputs.Older, refuses=(422,))
def notifications() -> Response:
    """One's own notifications, newest first."""
    own, who, asked = services(), principal(), params.page()
    with own.reading() as connection:
        found = core.read(
            connection, who.person, own.settings, own.now(), asked.max_id, asked.limit
        )
    return json(reading.shown(found))


@blueprint.post("/api/v1/teamfeed/notifications/read")
@answers(bell.Unread, takes=inputs.ReadUpTo, refuses=(422, 503))
def read_notifications() -> Response:
    """Have read them up to this one; how many are left."""
    reader = values.Reader(params.fields())
    up_to = reader.read("up_to_id", values.identity)
    params.check(reader)
    if up_to is None:
        raise invalid(up_to_id=_("Say up to which one: up_to_id is missing."))
    return json({"unread": services().do(core.mark_read, principal().person, up_to)})


@blueprint.post("/api/v1/teamfeed/questions/<id:question_id>/answer")
@answers(
    entities.Status,
    takes=inputs.GivenAnswer,
    headers=inputs.Once,
    refuses=(400, 404, 409, 410, 413, 415, 422, 429, 503),
)
def answer_question(question_id: int) -> Response:
    """Answer the morning's question by a post of one's own, once."""
    own, who, given = services(), principal(), params.posted()
    own.throttle.hit("post", who.person)
    said = given.get("answer")
    with own.reading() as connection:
        question = questions.find(connection, who.person, question_id)
    draft = own.draft(questions.fields(said, question, given))
    return json(own.do(questions.answer, who.person, question_id, str(said), draft).status)
