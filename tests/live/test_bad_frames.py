"""Malformed frames end their own connection at once, and nobody else's."""

import random
import threading
import time
from collections.abc import Callable

import pytest

from tests.live.clients import Raw, frame, until
from tests.live.conftest import Firm

MESSAGE = b'42["post",{"status":"x"}]'
BAD = {
    "unmasked": frame(MESSAGE, masked=False),
    "reserved bit": frame(MESSAGE, rsv=4),
    "unknown opcode": frame(MESSAGE, 3),
    "binary": frame(MESSAGE, 2),
    "continuation of nothing": frame(MESSAGE, 0),
    "text within a message": frame(b"42", final=False) + frame(b"[]"),
    "long ping": frame(b"x" * 126, 9),
    "cut ping": frame(b"x", 9, final=False),
    "too big": frame(b"4" * 16385),
    "claims to be huge": b"\x81\xff\x7f" + b"\xff" * 7,
    "too big in pieces": b"".join(
        [frame(b"4" * 8192, final=False)] + [frame(b"4" * 8192, 0, final=False)] * 2
    ),
    "too many empty pieces": frame(b"4", final=False) + frame(b"", 0, final=False) * 256,
    "not UTF-8": frame(b"42\xff\xfe"),
    "empty packet": frame(b""),
    "unknown packet": frame(b"9"),
    "upgrade": frame(b"5"),
    "ping of a client": frame(b"2probe"),
    "no JSON": frame(b"42[broken"),
    "no event": frame(b"42[]"),
    "an object": frame(b'42{"a":1}'),
    "deep": frame(b"42" + b"[" * 8000),
    "binary event": frame(b'451-["post",{"_placeholder":true,"num":0}]'),
    "unknown socket.io packet": frame(b"49"),
    "endless id": frame(b"42" + b"1" * 200 + b"[]"),
    "connect error": frame(b'44{"message":"x"}'),
}


@pytest.mark.parametrize("name", BAD)
def test_a_malformed_frame_closes_its_connection_at_once(firm: Firm, name: str) -> None:
    raw = Raw(firm.url)
    assert raw.connect(firm.cast.tess.token).startswith("40")
    raw.receive()
    began = time.monotonic()
    raw.send_bytes(BAD[name])
    assert raw.closed_within(2)
    assert time.monotonic() - began < 0.5
    raw.close()


def test_a_message_in_pieces_within_the_limit_is_read(firm: Firm) -> None:
    raw = Raw(firm.url)
    raw.connect(firm.cast.tess.token)
    raw.receive()
    text = '420["post",{"status":"en morceaux é"}]'.encode()
    pieces = [text[:10], text[10:33], text[33:34], text[34:]]
    raw.send_bytes(
        frame(pieces[0], final=False)
        + frame(b"", 9)
        + frame(pieces[1], 0, final=False)
        + frame(pieces[2], 0, final=False)
        + frame(pieces[3], 0)
    )
    while not (packet := raw.receive() or "").startswith("43"):
        assert packet
    assert '"ok":true' in packet
    raw.close()


def test_closed_connections_give_their_place_back(start: Callable[..., Firm]) -> None:
    small = start(sockets_per_session=2)
    for number in range(40):
        raw = Raw(small.url)
        assert raw.connect(small.cast.tess.token).startswith("40"), number
        raw.send_bytes(random.choice(list(BAD.values())))
        assert raw.closed_within(2)
        raw.close()


def test_a_flood_of_malformed_frames_delays_nobody(firm: Firm) -> None:
    random.seed(2)
    stop, sent = threading.Event(), [0]
    floods = [threading.Thread(target=_flood, args=(firm, stop, sent)) for _ in range(2)]
    slowest = 0.0
    with firm.client(firm.cast.mo) as mo:
        for flood in floods:
            flood.start()
        deadline = time.monotonic() + 6
        while time.monotonic() < deadline:
            began = time.monotonic()
            assert mo.call("catch_up", {"cursor": mo.cursor})["reload"] is False
            slowest = max(slowest, time.monotonic() - began)
        stop.set()
        for flood in floods:
            flood.join()
    assert sent[0] > 300
    assert slowest < 1


@pytest.mark.parametrize("what", ["an event", "a pong", "a page of the feed"])
def test_a_client_that_talks_without_pause_does_not_starve_the_others(
    firm: Firm, what: str
) -> None:
    raw = Raw(firm.url)
    raw.connect(firm.cast.tess.token)
    stop = threading.Event()
    chatter = threading.Thread(target=_chatter, args=(raw, stop, WITHOUT_PAUSE[what]))
    slowest = 0.0
    with firm.client(firm.cast.mo) as mo:
        before = len(mo.said())
        chatter.start()
        for _ in range(20):
            began = time.monotonic()
            mo.post("toujours vivant")
            slowest = max(slowest, time.monotonic() - began)
        stop.set()
        raw.close()
        chatter.join()
        until(lambda: len(mo.said()) > before)
    assert slowest < 1


WITHOUT_PAUSE = {
    "an event": frame(b'42["nothing"]'),
    "a pong": frame(b"", 10),
    "a page of the feed": frame(b'42["catch_up",{"cursor":0}]'),
}


def _flood(firm: Firm, stop: threading.Event, sent: list[int]) -> None:
    while not stop.is_set():
        raw = Raw(firm.url)
        try:
            raw.connect(firm.cast.tariq.token)
            raw.send_bytes(random.choice(list(BAD.values())) + random.randbytes(40))
            assert raw.closed_within(5)
        finally:
            raw.close()
        sent[0] += 1


def _chatter(raw: Raw, stop: threading.Event, said: bytes) -> None:
    some = said * 500
    while not stop.is_set():
        try:
            raw.send_bytes(some)
        except OSError:
            return
