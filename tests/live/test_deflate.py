"""Compressed once, read by everybody who asked for it; a bomb is refused."""

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teamfeed.live import frames
from teamfeed.live.deflate import TooLong, deflate, inflate, offered
from teamfeed.live.websocket import MESSAGE_LIMIT, Broken, Reader
from tests.live.clients import Raw, frame, until
from tests.live.conftest import Firm


@given(st.binary(max_size=2000))
def test_what_is_deflated_is_inflated_again(message: bytes) -> None:
    assert inflate(deflate(message), 2000) == message


@given(st.binary(max_size=200))
def test_any_bytes_inflate_or_are_refused(data: bytes) -> None:
    try:
        assert len(inflate(data, 100)) <= 100
    except (TooLong, ValueError):
        return


def test_a_bomb_is_refused_before_it_grows() -> None:
    bomb = frame(deflate(b"x" * 2_000_000), rsv=4)
    assert len(bomb) < MESSAGE_LIMIT
    pieces = [bomb]
    reader = Reader(lambda _: pieces.pop(), lambda _: None, inflates=True)
    with pytest.raises(Broken) as caught:
        reader.message()
    assert caught.value.code == 1009


@pytest.mark.parametrize(
    ("header", "taken"),
    [
        ("permessage-deflate", True),
        ("permessage-deflate; client_max_window_bits", True),
        ("x-other, permessage-deflate; client_no_context_takeover", True),
        ("permessage-deflate; server_max_window_bits=10", False),
        ("permessage-deflate; server_max_window_bits=10, permessage-deflate", True),
        ("x-webkit-deflate-frame", False),
        ("", False),
    ],
)
def test_an_offer_is_taken_when_we_can_keep_it(header: str, taken: bool) -> None:
    assert offered(header) is taken


def test_small_events_stay_plain_and_large_ones_shrink() -> None:
    assert frames.heartbeat(5, 0).compressed == frames.heartbeat(5, 0).plain
    large = frames.feed(5, b"[" + b'{"position":5,"kind":"blank"},' * 100 + b"{}]")
    assert len(large.compressed) * 5 < len(large.plain)
    assert large.compressed is large.compressed


def test_viewers_with_and_without_compression_read_the_same_post(firm: Firm) -> None:
    zipped = Raw(firm.url, extensions="permessage-deflate; client_max_window_bits")
    answer = zipped.ws.handshake_response
    assert answer is not None
    assert answer.headers["sec-websocket-extensions"].startswith("permessage-deflate")
    body = zlib.compressobj(9, zlib.DEFLATED, -15)
    hello = body.compress(f'40{{"token":"{firm.cast.tess.token}"}}'.encode())
    hello += body.flush(zlib.Z_SYNC_FLUSH)
    zipped.send_bytes(frame(hello[:-4], rsv=4))  # a client may compress too
    with firm.client(firm.cast.mo) as mo:
        mo.post("lu par tous les deux")
        until(lambda: "lu par tous les deux" in mo.said())
    text = b""
    while b"lu par tous les deux" not in text:
        text = _payload(zipped)
    assert text.startswith(b'42["feed",{"head":')
    zipped.close()


def _payload(raw: Raw) -> bytes:
    first, second = _exactly(raw, 2)
    size = second & 0x7F
    if size >= 126:
        size = int.from_bytes(_exactly(raw, 2 if size == 126 else 8), "big")
    data = _exactly(raw, size)
    return inflate(data, 10_000_000) if first & 0x40 else data


def _exactly(raw: Raw, size: int) -> bytes:
    data = b""
    while len(data) < size:
        received = raw.socket.recv(size - len(data))
        assert received
        data += received
    return data
