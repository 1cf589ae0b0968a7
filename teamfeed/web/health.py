"""/healthz: the process answers; /readyz: it can do its work."""

import sqlalchemy as sa
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import DBAPIError

from teamfeed import migrate
from teamfeed.services import services
from teamfeed.web.blueprint import blueprint


@blueprint.get("/healthz")
def health() -> ResponseReturnValue:
    """The process answers."""
    return {"ok": True}


@blueprint.get("/readyz")
def ready() -> ResponseReturnValue:
    """The database answers and has this version's tables."""
    try:
        with services().reading() as connection:
            connection.execute(sa.text("SELECT 1"))
        current = migrate.is_current(services().engine)
    except DBAPIError:
        current = False
    return {"ok": current}, 200 if current else 503
