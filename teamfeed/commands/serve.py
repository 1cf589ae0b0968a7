"""teamfeed serve: the server of a migrated database, until it is told to stop."""

import sys

import click

from teamfeed import database, migrate, serving, settings
from teamfeed.app import create_app
from teamfeed.commands import checks
from teamfeed.commands.failure import fail
from teamfeed.language import _
from teamfeed.settings import Settings


@click.command("serve")
@click.option("--one", is_flag=True, hidden=True, help="One process, whatever the settings say.")
def command(one: bool) -> None:
    """Serve on HOST and PORT, in as many processes as set, until SIGTERM."""
    own = settings.read()
    if not one:
        _check(own)
    if own.processes > 1 and not one:
        sys.exit(serving.serve_many(serving.this_command(), own.processes))
    serving.serve(create_app(own))


def _check(own: Settings) -> None:
    checks.data_dir(own)
    checks.port(own)
    engine = database.engine(own)
    checks.database(engine)
    if not migrate.is_current(engine):
        raise fail(_("The database has no tables yet, or old ones. Run: teamfeed migrate"))
    engine.dispose()
