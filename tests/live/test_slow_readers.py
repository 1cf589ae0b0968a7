"""Slow and dead peers cost nobody else anything, and what they do get is whole."""

import json
import time
from collections.abc import Callable

import psutil
import pytest

from tests.live.clients import Raw, frame, until
from tests.live.conftest import Firm

SMALL = 4096  # bytes of receive buffer: the kernel's least
LONG = "mur " * 34


def test_a_viewer_who_reads_late_gets_every_frame_whole_and_in_order(firm: Firm) -> None:
    lazy = Raw(firm.url, receive_buffer=SMALL)
    lazy.connect(firm.cast.tess.token)
    with firm.client(firm.cast.mo) as mo:
        for number in range(400):
            mo.emit("post", {"status": f"{number} {LONG}"[:140]})
        until(lambda: len(mo.said()) == 400, 30)
    positions: list[int] = []
    while len(positions) < 400:
        event, data = json.loads((lazy.receive() or "").removeprefix("42"))
        if event == "feed":
            positions += [change["position"] for change in data["changes"]]
    assert positions == list(range(positions[0], positions[0] + 400))
    lazy.close()


def test_a_viewer_who_never_reads_is_closed_at_512_waiting_packets(
    start: Callable[..., Firm],
) -> None:
    quick = start(broadcast_window_ms=0)
    before = _connections(quick)
    dead = [Raw(quick.url, receive_buffer=SMALL) for _ in range(5)]
    for raw in dead:
        raw.connect(quick.cast.tess.token)
    slowest = 0.0
    with quick.client(quick.cast.mo) as mo:
        deadline = time.monotonic() + 50
        while _connections(quick) > before + 1 and time.monotonic() < deadline:
            began = time.monotonic()
            mo.post(LONG)
            slowest = max(slowest, time.monotonic() - began)
        assert _connections(quick) == before + 1
        until(lambda: len(mo.said()) > 500)
        assert mo.gaps == 0
    assert slowest < 1
    for raw in dead:
        raw.close()


def test_a_catch_up_waits_for_its_reader_and_stays_bounded(start: Callable[..., Firm]) -> None:
    firm = start()
    for number in range(2500):
        firm.post(firm.cast.mo, f"{number} {LONG}"[:140])
    process = psutil.Process(firm.server.pid)
    memory = process.memory_info().rss
    lazy = [Raw(firm.url, receive_buffer=SMALL) for _ in range(5)]
    for raw in lazy:
        raw.connect(firm.cast.tess.token)
        raw.send('42["catch_up",{"cursor":0}]')
    time.sleep(2)
    assert process.memory_info().rss - memory < 40_000_000
    assert _positions(lazy[0], 2500)[:2500] == list(range(1, 2501))
    for raw in lazy:
        raw.close()


def test_a_dead_peer_is_noticed_and_a_living_one_is_not(start: Callable[..., Firm]) -> None:
    firm = start(ping_seconds=0.5, ping_timeout_seconds=1.5)
    silent = Raw(firm.url)
    silent.connect(firm.cast.tess.token)
    with firm.client(firm.cast.mo) as mo:  # answers pings
        assert silent.closed_within(6)
        assert not mo.gone.wait(3)
    silent.close()


def test_a_peer_that_vanishes_without_reading_is_noticed(start: Callable[..., Firm]) -> None:
    firm = start(ping_seconds=0.5, ping_timeout_seconds=1.5)
    before = _connections(firm)
    gone = Raw(firm.url, receive_buffer=SMALL)
    gone.connect(firm.cast.tess.token)
    with firm.client(firm.cast.mo) as mo:
        for _ in range(300):
            mo.emit("post", {"status": LONG})
        until(lambda: _connections(firm) == before + 1, 15)
    gone.close()


def test_a_viewer_who_hangs_up_in_the_middle_leaves_no_trace(firm: Firm) -> None:
    before = _connections(firm)
    for number in range(30):
        raw = Raw(firm.url)
        raw.connect(firm.cast.tess.token)
        raw.send_bytes(frame(b"42" * 100)[: number * 3])
        raw.close()
    until(lambda: _connections(firm) == before, 5)


@pytest.mark.slow
def test_fifty_who_never_read_cost_under_30_mb(start: Callable[..., Firm]) -> None:
    firm = start()
    dead = [Raw(firm.url, receive_buffer=SMALL) for _ in range(50)]
    for raw in dead:
        raw.connect(firm.cast.tess.token)
    delays: list[float] = []
    with firm.client(firm.cast.mo) as mo:
        mo.post("chauffe")
        process = psutil.Process(firm.server.pid)
        memory = process.memory_info().rss
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            began = time.monotonic()
            mo.post(LONG)
            delays.append(time.monotonic() - began)
        grown = process.memory_info().rss - memory
    assert grown < 30_000_000
    assert sorted(delays)[int(len(delays) * 0.99)] < 0.5
    for raw in dead:
        raw.close()


def _connections(firm: Firm) -> int:
    port = firm.server.port
    return sum(
        1
        for found in psutil.Process(firm.server.pid).net_connections("tcp")
        if found.laddr.port == port and found.status == psutil.CONN_ESTABLISHED
    )


def _positions(raw: Raw, last: int) -> list[int]:
    """The positions that a page would apply from the beginning, and what it would drop."""
    positions = [0]
    while positions[-1] < last:
        packet = raw.receive()
        assert packet is not None
        if packet == "2":
            raw.send("3")
        elif packet.startswith('42["feed"'):
            found = [change["position"] for change in json.loads(packet[2:])[1]["changes"]]
            positions += [
                position
                for position in found
                if position > positions[-1] and found[0] <= positions[-1] + 1
            ]
    return positions[1:]
