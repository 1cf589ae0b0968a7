"""No acknowledgement leaves before the write-ahead log is on disk, as the kernel tells."""

import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest

from teamfeed.settings import Settings
from teamfeed.writer import Writer
from tests import cast as people
from tests.clients import Rest
from tests.servers import Server

POSTS = 20
SYNC = re.compile(r"(fsync|fdatasync)\((\d+)")
ANSWER = re.compile(r"(sendto|send|sendmsg|write|writev)\(\d+.*HTTP/1\.1 200")


@pytest.mark.timeout(90)
def test_every_acknowledgement_follows_a_sync(
    tmp_path: Path, writer: Writer, settings: Settings
) -> None:
    if shutil.which("strace") is None or not settings.sqlite:
        pytest.skip("needs strace, and the embedded database")
    token = people.hire(writer).tess.token
    server = Server(tmp_path).start()
    try:
        trace = _traced(server, Rest(server.url, token), tmp_path / "trace")
    finally:
        server.stop()
    assert _early(trace) == 0
    assert len([line for line in trace if ANSWER.search(line)]) == POSTS


def _traced(server: Server, tess: Rest, output: Path) -> list[str]:
    strace = subprocess.Popen(
        [
            "strace",
            "-f",
            "-y",
            "-s",
            "64",
            "-o",
            str(output),
            "-p",
            str(server.pid),
            "-e",
            "trace=pwrite64,fsync,fdatasync,sendto,sendmsg,write,writev",
        ],
        stderr=subprocess.DEVNULL,
    )
    time.sleep(1)
    for number in range(POSTS):
        tess.say(f"seau {number}", key=f"k{number}")
    strace.terminate()
    strace.wait(10)
    return output.read_text(errors="replace").splitlines()


def _early(trace: list[str]) -> int:
    """How many answers left while a write to the log was not yet synced, or without any write."""
    written = synced = False
    early = 0
    for line in trace:
        if "db-wal>" in line and "pwrite64(" in line:
            written, synced = True, False
        elif SYNC.search(line) and "db-wal>" in line and written:
            synced = True
        elif ANSWER.search(line):
            early += not (written and synced)
            written = synced = False
    return early
