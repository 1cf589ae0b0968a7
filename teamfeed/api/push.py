"""Web Push: the key to subscribe with, and which browsers are woken."""

from flask import Response

from teamfeed import push
from teamfeed.api import bell, inputs, params
from teamfeed.api.blueprint import answers, blueprint
from teamfeed.api.responses import json
from teamfeed.auth import principal
from teamfeed.core import push as core
from teamfeed.core import values
from teamfeed.core.refusal import forbidden, invalid
from teamfeed.language import _
from teamfeed.outgoing import LONGEST_URL
from teamfeed.services import services


@blueprint.get("/api/v1/teamfeed/push")
@answers(bell.PushKey)
def push_key() -> Response:
    """The key that a browser subscribes with."""
    return json({"public_key": push.public_key(services().settings)})


@blueprint.post("/api/v1/teamfeed/push/subscription")
@answers(bell.Subscribed, takes=inputs.GivenSubscription, refuses=(422, 503))
def subscribe() -> Response:
    """Let this browser be woken, until it signs out."""
    own, who = services(), principal()
    if who.session_id is None:
        raise forbidden()
    subscription = core.check(params.fields(), own.settings)
    own.do(core.subscribe, who.person, who.session_id, subscription)
    return json({"subscribed": True})


@blueprint.delete("/api/v1/teamfeed/push/subscription")
@answers(bell.Subscribed, takes=inputs.GivenEndpoint, refuses=(422, 503))
def unsubscribe() -> Response:
    """Wake this browser no more."""
    reader = values.Reader(params.fields())
    endpoint = reader.read("endpoint", values.line(LONGEST_URL))
    params.check(reader)
    if endpoint is None:
        raise invalid(endpoint=_("Say which subscription: endpoint is missing."))
    services().do(core.unsubscribe, principal().person, endpoint)
    return json({"subscribed": False})
