"""What waits for a viewer: nothing mixed, nothing lost, never too much."""

import contextlib
import random
import socket
import struct
import threading
import time
from collections.abc import Iterator

import pytest

from teamfeed.live.outbox import PACKETS, Outbox
from teamfeed.live.wire import Wire
from tests.live.clients import until


@pytest.fixture
def line() -> Iterator[tuple[Wire, socket.socket]]:
    """Our end of a real connection with small buffers, and the peer's."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        peer = socket.socket()
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        peer.connect(server.getsockname())
        ours = server.accept()[0]
    wire = Wire({"werkzeug.socket": ours})
    ours.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4096)
    yield wire, peer
    ours.close()
    peer.close()


def read(peer: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        received = peer.recv(65536)
        assert received
        data += received
    return data


def test_a_frame_goes_out_at_once_when_nothing_waits(line: tuple[Wire, socket.socket]) -> None:
    wire, peer = line
    threads = threading.active_count()
    outbox = Outbox(wire, pytest.fail)
    outbox.write(b"un")
    outbox.write(b"deux")
    assert read(peer, 6) == b"undeux"
    assert threading.active_count() == threads  # no writer was needed


def test_frames_larger_than_the_buffers_arrive_whole_and_in_order(
    line: tuple[Wire, socket.socket],
) -> None:
    wire, peer = line
    outbox = Outbox(wire, pytest.fail)
    frames = [random.randbytes(random.randint(1, 200_000)) for _ in range(60)]
    writing = threading.Thread(target=lambda: list(map(outbox.write, frames)))
    writing.start()
    sent = b"".join(frames)
    assert read(peer, len(sent)) == sent
    writing.join()
    assert outbox.drained(1)


def test_without_a_native_socket_everything_still_arrives(line: tuple[Wire, socket.socket]) -> None:
    wire, peer = line
    wire._native = None  # as when eventlet has moved it: see test_canary.py
    outbox = Outbox(wire, pytest.fail)
    frames = [random.randbytes(5000) for _ in range(100)]
    for frame in frames:
        outbox.write(frame)
    assert read(peer, 500_000) == b"".join(frames)


def test_frames_of_many_writers_never_mix(line: tuple[Wire, socket.socket]) -> None:
    wire, peer = line
    outbox = Outbox(wire, pytest.fail)

    def write(mark: int) -> None:
        for _ in range(50):
            outbox.write(struct.pack("!I", 3000) + bytes([mark]) * 3000)

    writers = [threading.Thread(target=write, args=(mark,)) for mark in range(8)]
    for writer in writers:
        writer.start()
    for _ in range(8 * 50):
        size = struct.unpack("!I", read_exactly(peer, 4))[0]
        assert len(set(read_exactly(peer, size))) == 1
    for writer in writers:
        writer.join()


def read_exactly(peer: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        received = peer.recv(size - len(data))
        assert received
        data += received
    return data


def test_who_has_too_many_waiting_is_given_up(line: tuple[Wire, socket.socket]) -> None:
    wire, _peer = line
    faults: list[str] = []
    outbox = Outbox(wire, faults.append)
    began = time.monotonic()
    while not faults:
        outbox.write(b"x" * 1000)
    assert faults == ["too slow"]
    assert time.monotonic() - began < 5
    outbox.drop()


def test_a_peer_that_takes_nothing_is_not_drained(line: tuple[Wire, socket.socket]) -> None:
    wire, _peer = line
    outbox = Outbox(wire, lambda _fault: None)
    for _ in range(PACKETS // 2):
        outbox.write(b"x" * 100_000)
    assert not outbox.drained(0.2)
    outbox.drop()


def test_a_peer_that_has_gone_is_given_up(line: tuple[Wire, socket.socket]) -> None:
    wire, peer = line
    faults: list[str] = []
    outbox = Outbox(wire, faults.append)
    peer.close()

    def noticed() -> bool:
        outbox.write(b"x")
        return bool(faults)

    until(noticed, 2)
    assert faults[0] == "transport error"


def test_a_reset_drops_what_the_kernel_holds(line: tuple[Wire, socket.socket]) -> None:
    wire, peer = line
    outbox = Outbox(wire, lambda _fault: None)
    for _ in range(50):
        outbox.write(b"x" * 10_000)
    outbox.drop()
    wire.reset()
    time.sleep(0.1)
    received = 0
    with contextlib.suppress(ConnectionResetError):
        while data := peer.recv(65536):
            received += len(data)
        pytest.fail("the connection ended politely")
    assert received < 100_000
