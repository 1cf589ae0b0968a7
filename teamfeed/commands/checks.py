"""What can stand in the way of a start: port, data folder, database; one line each."""

import tempfile

from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

from teamfeed import green
from teamfeed.commands.failure import fail
from teamfeed.language import _
from teamfeed.settings import Settings


def port(settings: Settings) -> None:
    """Refuse a port that another program listens on."""
    try:
        green.listen(settings.host, settings.port, reuse_port=False).close()
    except OSError as error:
        raise fail(
            _(
                "Port %(port)d of %(host)s cannot be used (%(reason)s). Stop the other "
                "program, or choose another port, as in: PORT=%(other)d make run",
                port=settings.port,
                host=settings.host,
                reason=error.strerror,
                other=settings.port + 1 if settings.port < 65535 else 8000,
            )
        ) from error


def data_dir(settings: Settings) -> None:
    """Make the data folder; refuse one that cannot be written."""
    try:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=settings.data_dir):
            pass
    except OSError as error:
        raise fail(
            _(
                "The data folder %(folder)s cannot be written (%(reason)s). Choose another "
                "one with TEAMFEED_DATA_DIR.",
                folder=settings.data_dir.absolute(),
                reason=error.strerror,
            )
        ) from error


def database(engine: Engine) -> None:
    """Refuse a database that does not answer."""
    try:
        engine.connect().close()
    except DBAPIError as error:
        reason = str(error.orig).strip().splitlines()[0]
        raise fail(
            _(
                "The database does not answer (%(reason)s). Start it, or check "
                "TEAMFEED_DATABASE_URL.",
                reason=reason,
            )
        ) from error
