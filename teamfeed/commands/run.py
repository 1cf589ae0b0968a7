"""teamfeed run: what `make run` calls; from nothing to a firm that answers."""

import sys
import time
from http.client import HTTPConnection, HTTPException

import click
import sqlalchemy as sa

from teamfeed import database, green, migrate, serving, settings
from teamfeed.app import create_app
from teamfeed.commands import checks, host
from teamfeed.core.schema import accounts
from teamfeed.language import _
from teamfeed.services import build
from teamfeed.settings import Settings

PATIENCE = 60.0  # seconds until the server must have answered


@click.command("run")
def command() -> None:
    """Migrate, create the demo firm on the first start, serve, and say where."""
    own = settings.read()
    _prepare(own)
    green.spawn(_announce, own)
    if own.processes > 1:
        sys.exit(serving.serve_many(serving.this_command(), own.processes))
    serving.serve(create_app(own))


def _prepare(own: Settings) -> None:
    checks.data_dir(own)
    checks.port(own)
    engine = database.engine(own)
    checks.database(engine)
    if not migrate.is_current(engine):
        migrate.upgrade(engine)
    engine.dispose()
    _first_start(own)


def _first_start(own: Settings) -> None:
    services = build(own)
    with services.reading() as connection:
        empty = connection.execute(sa.select(accounts.c.id).limit(1)).first() is None
    if empty or host.is_demo(own):
        from teamfeed import demo  # its drawing parts are slow to import

        if empty:
            host.say(_("First start: hiring the demo firm…"))
            demo.create(services, host.demo_password(own))
        demo.freshen(services)
    services.engine.dispose()


def _announce(own: Settings) -> None:
    """Say the address once it really answers."""
    until = time.monotonic() + PATIENCE
    while not _answers(own):
        if time.monotonic() > until:
            return
        green.sleep(0.05)
    host.say(_("teamfeed answers at %(url)s", url=own.url))
    if host.is_demo(own):
        host.say(
            _(
                "Sign in as tess or tariq (tools), dana (dispatcher), mo (manager), ada (admin) "
                "or gil (guest). Password: %(password)s",
                password=host.demo_password(own),
            )
        )
    sys.stdout.flush()


def _answers(own: Settings) -> bool:
    # 0.0.0.0 and :: are every address of this machine; the loopback is one of them.
    everywhere = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104
    connection = HTTPConnection(everywhere.get(own.host, own.host), own.port, timeout=2)
    try:
        connection.request("GET", "/healthz", headers={"Host": own.url.split("://")[1]})
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
