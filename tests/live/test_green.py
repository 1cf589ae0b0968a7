"""The primitives promise the same on either engine."""

import subprocess
import sys

import pytest

from tests.servers import SOURCE

PROMISES = """
import time, threading
from teamfeed import green
green.patch({mode!r})
assert green.mode() == {mode!r}
event = green.Event()
assert not event.wait(0.02)
green.spawn(lambda: (green.sleep(0.02), event.set()))
assert event.wait(2) and event.wait()
event.set()
event.clear()
assert not event.wait(0.02)
promise = green.Promise()
green.spawn(promise.resolve, 5)
assert promise.wait(2) == promise.wait() == 5
failed = green.Promise()
failed.fail(KeyError("why"))
try:
    failed.wait()
except KeyError:
    pass
else:
    raise AssertionError
try:
    green.Promise().wait(0.02)
except TimeoutError:
    pass
else:
    raise AssertionError
lock, inside, most = green.Semaphore(2), [0], [0]
def enter():
    with lock:
        inside[0] += 1
        most[0] = max(most[0], inside[0])
        green.sleep(0.02)
        inside[0] -= 1
for _ in range(6):
    green.spawn(enter)
green.sleep(0.2)
assert (inside[0], most[0]) == (0, 2)
ticks = []
def tick():
    while True:
        ticks.append(1)
        green.sleep(0.01)
green.spawn(tick)
assert green.offload(lambda: (time.sleep if {mode!r} == "threading" else
                              __import__("eventlet").patcher.original("time").sleep)(0.3) or 7) == 7
assert len(ticks) > 5, "the others stood still"
import os
readable, writable = os.pipe()
assert not green.wait_readable(readable, 0.02)
os.write(writable, b"x")
assert green.wait_readable(readable, 2)
"""

POSTGRESQL = """
from teamfeed import green
green.patch("eventlet")
import time
from pathlib import Path
from teamfeed import database
from teamfeed.settings import Settings
import sqlalchemy as sa
engine = database.engine(Settings().with_(data_dir=Path("."), database_url={url!r}))
def nap(done):
    with engine.connect() as connection:
        connection.execute(sa.text("SELECT pg_sleep(0.5)"))
    done.set()
naps = [green.Event() for _ in range(4)]
began = time.monotonic()
for done in naps:
    green.spawn(nap, done)
assert all(done.wait(5) for done in naps)
assert time.monotonic() - began < 1.5, time.monotonic() - began
"""


DRIBBLE = """
from teamfeed import green
green.patch("eventlet")
green.READ_SECONDS = 0.4
import os, signal, socket, time
from teamfeed.settings import Settings
listening = green.listen("127.0.0.1", 0)
lasted = []
def dribble(beginning, more):
    began = time.monotonic()
    with socket.create_connection(listening.getsockname()) as client:
        client.sendall(beginning)
        try:
            while time.monotonic() < began + 5:
                client.sendall(more)
                green.sleep(0.1)
        except OSError:
            pass
    lasted.append(time.monotonic() - began)
def play():
    dribble(b"GET /", b"x")
    dribble(b"GET / HTTP/1.1\\r\\n", b"X: y\\r\\n")
    os.kill(os.getpid(), signal.SIGTERM)
green.spawn(play)
green.serve(lambda environ, start: [], Settings(), listening)
assert len(lasted) == 2 and max(lasted) < 2, lasted
"""


@pytest.mark.parametrize("mode", ["eventlet", "threading"])
def test_events_promises_semaphores_threads_and_descriptors(mode: str) -> None:
    _run(PROMISES.format(mode=mode))


@pytest.mark.postgresql
def test_the_postgresql_driver_lets_other_green_threads_run(postgresql_url: str) -> None:
    _run(POSTGRESQL.format(url=postgresql_url))


def test_whoever_sends_a_request_by_drops_is_cut_off() -> None:
    _run(DRIBBLE)


def test_the_engine_is_named_in_one_module_only() -> None:
    naming = [
        path.name
        for path in (SOURCE / "teamfeed").rglob("*.py")
        if "import eventlet" in path.read_text() or "from eventlet" in path.read_text()
    ]
    assert naming == ["green.py"]


def _run(program: str) -> None:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, cwd=SOURCE
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
