"""Who is shut out is shut out on every process within a second, and stays out."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from teamfeed import database
from teamfeed.core import accounts, posts, tokens
from teamfeed.core.drafts import Draft
from teamfeed.settings import Settings
from teamfeed.writer import Writer
from tests import cast as people
from tests.cast import Cast
from tests.faults.raw_socket import Gone, RawSocket
from tests.servers import fleet

WAYS: dict[str, Callable[[Writer, Cast], object]] = {
    "token": lambda writer, cast: writer.do(tokens.revoke, cast.tess.id, "tests"),
    "account": lambda writer, cast: writer.do(accounts.deactivate, cast.tess.id),
    "role": lambda writer, cast: writer.do(accounts.change_role, cast.tess.id, "dispatcher"),
}


@pytest.mark.parametrize("way", WAYS)
def test_three_processes_shut_out_within_a_second(
    way: str, tmp_path: Path, postgresql_url: str
) -> None:
    settings = Settings().with_(data_dir=tmp_path, database_url=postgresql_url)
    writer = Writer(database.engine(settings), settings)
    cast = people.hire(writer)
    servers = [server.start() for server in fleet(3, tmp_path, postgresql_url)]
    try:
        sockets = [RawSocket(server.url, cast.tess.token) for server in servers]
        WAYS[way](writer, cast)
        began = time.monotonic()
        writer.do(posts.publish, cast.mo.id, Draft(text="pas pour elle", language="fr"))
        heard = [everything(socket) for socket in sockets]
        assert time.monotonic() - began < 1
        assert not any("pas pour elle" in text for text in heard)
        if way != "role":
            for server in servers:
                with pytest.raises(Gone):
                    RawSocket(server.url, cast.tess.token)
    finally:
        for server in servers:
            server.stop()


def everything(socket: RawSocket) -> str:
    """All that a socket still hears until it is closed."""
    socket.settle(2)
    heard = []
    while True:
        try:
            heard.append(repr(socket.read()))
        except Gone:
            socket.close()
            return "".join(heard)
