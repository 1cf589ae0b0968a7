"""A process that can hold no more connections goes on when some have left."""

import socket
import sys
from pathlib import Path

import requests

from tests.live.clients import until
from tests.live.conftest import COMMAND
from tests.servers import Server

MOST_FILES = 120
LIMITED = (
    "import resource, os, sys;"
    f"resource.setrlimit(resource.RLIMIT_NOFILE, ({MOST_FILES}, {MOST_FILES}));"
    "os.execv(sys.argv[1], sys.argv[1:])"
)


def test_more_connections_than_a_process_can_hold_do_not_end_it(
    tmp_path: Path, database_url: str, async_mode: str
) -> None:
    command = (sys.executable, "-c", LIMITED, *COMMAND)
    server = Server(tmp_path, database_url=database_url, async_mode=async_mode, command=command)
    server.start()

    crowd = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(MOST_FILES + 30)]
    for one in crowd:
        one.close()

    until(lambda: _answers(server))
    assert server.stop() == 0


def test_the_process_asks_for_as_many_files_as_it_may(
    tmp_path: Path, database_url: str, async_mode: str
) -> None:
    command = (sys.executable, "-c", LIMITED.replace(f", {MOST_FILES})", ", 9000)"), *COMMAND)
    server = Server(tmp_path, database_url=database_url, async_mode=async_mode, command=command)
    server.start()

    limits = Path(f"/proc/{server.pid}/limits").read_text()
    server.stop()

    assert limits.split("Max open files")[1].split()[:2] == ["9000", "9000"]


def _answers(server: Server) -> bool:
    try:
        return requests.get(f"{server.url}/healthz", timeout=5).ok
    except requests.RequestException:
        return False
