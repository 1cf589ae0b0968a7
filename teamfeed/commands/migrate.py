"""teamfeed migrate: bring the database to this version."""

import click

from teamfeed import database, settings
from teamfeed import migrate as migrations
from teamfeed.commands import checks, host
from teamfeed.language import _


@click.command("migrate")
def command() -> None:
    """Bring the database to this version's tables."""
    own = settings.read()
    checks.data_dir(own)
    engine = database.engine(own)
    migrations.upgrade(engine)
    engine.dispose()
    host.say(_("The database has this version's tables."))
