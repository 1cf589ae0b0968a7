"""Starts teamfeed as it is served, with a firm whose people hold tokens."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from teamfeed import database, migrate
from teamfeed.core import sites, trades
from teamfeed.core.feed import Transaction
from teamfeed.settings import Settings
from teamfeed.writer import Writer
from tests import cast
from tests.bench.process import Server, running
from tests.servers import COMMAND, SOURCE, environment, free_port

ACCOUNTS = 50
FIELDS = (
    '"availability":"working","site_id":"%d",'
    '"position":{"lat":48.1173,"lon":-1.6778,"accuracy_m":12}'
)
FAN_SERVER = (sys.executable, "-m", "tests.bench.fan_server")
# A thousand people come from a thousand devices; here they share fifty tokens and one address.
ROOM = {
    "TEAMFEED_SOCKETS_PER_SESSION": 20000,
    "TEAMFEED_SOCKETS_PER_ACCOUNT": 20000,
    "TEAMFEED_SOCKETS_PER_ADDRESS": 20000,
}


@contextmanager
def ours(command: tuple[str, ...] = COMMAND, **settings: object) -> Iterator[Server]:
    """The product in a folder of its own, on SQLite with synchronous=FULL."""
    with tempfile.TemporaryDirectory(prefix="teamfeed-bench-") as name:
        folder, port = Path(name), free_port()
        site, tokens = _hire(folder)
        given = environment(
            HOST="127.0.0.1",
            PORT=port,
            TEAMFEED_DATA_DIR=folder,
            TEAMFEED_RATE_LIMITS="off",
            PYTHONPATH=SOURCE,
            **{**ROOM, **settings},
        )
        with running([*command], folder, given, f"http://127.0.0.1:{port}/healthz") as process:
            yield Server("teamfeed", port, tokens, process, FIELDS % site)


def _hire(folder: Path) -> tuple[int, Path]:
    settings = Settings().with_(data_dir=folder, rate_limits="off")
    engine = database.engine(settings)
    migrate.upgrade(engine)
    site, people = Writer(engine, settings).do(_open_firm)
    engine.dispose()
    tokens = folder / "tokens"
    tokens.touch(mode=0o600)
    tokens.write_text("".join(f"{person.token}\n" for person in people))
    return site, tokens


def _open_firm(tx: Transaction) -> tuple[int, list[cast.Person]]:
    for rank, trade in enumerate(cast.TRADES):
        trades.add(tx, *trade, rank)
    site = sites.add(tx, "Dupont", address="12 rue Saint-Malo, Rennes", lat=48.1173, lon=-1.6778)
    return site, [
        cast.person(tx, f"worker{number}", "worker", "painter")
        for number in range(100, 100 + ACCOUNTS)
    ]
