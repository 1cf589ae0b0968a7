"""What one wants to be woken for."""

from flask import Response

from teamfeed.api import bell, inputs, params
from teamfeed.api.blueprint import answers, blueprint
from teamfeed.api.responses import json
from teamfeed.auth import principal
from teamfeed.core import preferences as core
from teamfeed.services import services


@blueprint.get("/api/v1/teamfeed/me")
@answers(bell.Preferences)
def preferences() -> Response:
    """One's own quiet hours and switches."""
    own = services()
    with own.reading() as connection:
        return json(core.shape(core.of(connection, principal().person, own.settings)))


@blueprint.put("/api/v1/teamfeed/me")
@answers(bell.Preferences, takes=inputs.GivenPreferences, refuses=(422, 503))
def change_preferences() -> Response:
    """Change those that are given; the others stay as they are."""
    changed = services().do(core.change, principal().person, params.fields())
    return json(core.shape(changed))
