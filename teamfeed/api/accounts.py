"""People: the one asking, another one, and a person's posts."""

from flask import Response

from teamfeed.api import entities, inputs, params, reading, responses
from teamfeed.api.blueprint import answers, blueprint
from teamfeed.api.responses import json
from teamfeed.auth import principal
from teamfeed.core import accounts, shapes
from teamfeed.core.availability import Rules
from teamfeed.core.timeline import Column
from teamfeed.services import services


@blueprint.get("/api/v1/accounts/verify_credentials")
@answers(entities.CredentialAccount)
def verify_credentials() -> Response:
    """Who is asking."""
    own, who = services(), principal()
    with own.reading() as connection:
        row = accounts.find(connection, who.person)
    found = shapes.account(row, own.settings.url, Rules.of(own.settings), own.now())
    return json(
        {
            **found,
            "source": {
                "privacy": "private",
                "sensitive": False,
                "language": row["language"],
                "note": "",
                "fields": [],
                "follow_requests_count": 0,
            },
        }
    )


@blueprint.get("/api/v1/accounts/<id:account_id>")
@answers(entities.Account, refuses=(404,))
def account(account_id: int) -> Response:
    """A person, with what he said last."""
    own = services()
    with own.reading() as connection:
        row = accounts.find(connection, account_id)
    return json(shapes.account(row, own.settings.url, Rules.of(own.settings), own.now()))


@blueprint.get("/api/v1/accounts/<id:account_id>/statuses")
@answers(list[entities.Status], query=inputs.Paging, refuses=(404, 422))
def account_statuses(account_id: int) -> Response:
    """What a person posted, or what was posted for him, newest first."""
    asked = params.page()
    with services().reading() as connection:
        accounts.find(connection, account_id)
        return responses.page(reading.page(connection, asked, Column(account_id=account_id)), asked)
