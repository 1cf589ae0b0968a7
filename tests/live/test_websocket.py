"""The WebSocket reader takes whole messages, whatever the network cuts, and nothing else."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teamfeed.live import websocket
from teamfeed.live.websocket import MESSAGE_LIMIT, Broken, Reader
from tests.live.clients import frame


def reader(data: bytes, cuts: int = 7) -> tuple[Reader, list[bytes]]:
    """A reader of these bytes, which come in small pieces, and what it replies."""
    pieces = [data[i : i + cuts] for i in range(0, len(data), cuts)]
    replies: list[bytes] = []
    return Reader(lambda _size: pieces.pop(0) if pieces else b"", replies.append), replies


@given(st.text(max_size=300), st.integers(1, 50), st.binary(min_size=4, max_size=4))
def test_a_text_arrives_as_it_was_sent(text: str, cuts: int, mask: bytes) -> None:
    assert reader(frame(text.encode(), mask=mask), cuts)[0].message() == text


@given(st.lists(st.binary(max_size=30), min_size=1, max_size=6))
def test_the_pieces_of_a_message_are_one_message(parts: list[bytes]) -> None:
    text = b"".join(parts).hex().encode()
    cut = [text[i : i + 9] for i in range(0, len(text), 9)] or [b""]
    frames = [frame(piece, 0 if i else 1, final=i == len(cut) - 1) for i, piece in enumerate(cut)]
    assert reader(b"".join(frames))[0].message() == text.decode()


@given(st.binary(max_size=400))
def test_any_bytes_end_in_a_message_an_end_or_a_refusal(data: bytes) -> None:
    with contextlib.suppress(Broken):
        message = reader(data)[0].message()
        assert message is None or isinstance(message, str)


def test_the_largest_message_passes_and_one_byte_more_does_not() -> None:
    assert reader(frame(b"x" * MESSAGE_LIMIT), 5000)[0].message() == "x" * MESSAGE_LIMIT
    with pytest.raises(Broken) as caught:
        reader(frame(b"x" * (MESSAGE_LIMIT + 1)), 5000)[0].message()
    assert caught.value.code == websocket.TOO_BIG


def test_pieces_count_together() -> None:
    data = frame(b"x" * MESSAGE_LIMIT, final=False) + frame(b"y", 0)
    with pytest.raises(Broken) as caught:
        reader(data, 5000)[0].message()
    assert caught.value.code == websocket.TOO_BIG


def test_a_ping_is_answered_even_within_a_message() -> None:
    read, replies = reader(frame(b"a", final=False) + frame(b"da?", 9) + frame(b"b", 0))
    assert read.message() == "ab"
    assert replies == [websocket.frame(b"da?", websocket.PONG)]


def test_a_close_frame_or_a_lost_line_is_the_end() -> None:
    assert reader(frame(b"\x03\xe8", 8))[0].message() is None
    assert reader(frame(b"hello")[:-1])[0].message() is None


@pytest.mark.parametrize(
    ("key", "version"), [("", "13"), ("short", "13"), ("dGhlIHNhbXBsZSBub25jZQ==", "8")]
)
def test_a_bad_handshake_is_refused(key: str, version: str) -> None:
    environ = {"HTTP_SEC_WEBSOCKET_KEY": key, "HTTP_SEC_WEBSOCKET_VERSION": version}
    assert websocket.key(environ) is None


def test_the_handshake_is_that_of_the_standard() -> None:
    environ = {
        "HTTP_SEC_WEBSOCKET_KEY": "dGhlIHNhbXBsZSBub25jZQ==",
        "HTTP_SEC_WEBSOCKET_VERSION": "13",
    }
    answer = websocket.accepted(websocket.key(environ) or "")
    assert b"Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n" in answer
    assert b"Extensions" not in answer
