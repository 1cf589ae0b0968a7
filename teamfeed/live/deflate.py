"""permessage-deflate without memory (RFC 7692): compressed once, the same bytes for everybody."""

import zlib

NEGOTIATED = "permessage-deflate; server_no_context_takeover; client_no_context_takeover"
LEVEL = 1  # a batch of 15 changes shrinks five times in 20 us; higher levels gain little
MEMORY = 6  # as small as with zlib's 8, whose tables cost 80 us a post in fresh pages, not 10
TAIL = b"\x00\x00\xff\xff"  # left out on the wire


class TooLong(Exception):
    """A compressed message that is larger than it may be."""


def offered(extensions: str) -> bool:
    """Whether a client's Sec-WebSocket-Extensions offers what we do."""
    for offer in extensions.lower().split(","):
        name, *parameters = (part.strip() for part in offer.split(";"))
        windows = [part for part in parameters if part.startswith("server_max_window_bits")]
        if name == "permessage-deflate" and not windows:  # ours is always the full window
            return True
    return False


def deflate(payload: bytes) -> bytes:
    """A message as a compressed frame carries it."""
    stream = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS, MEMORY)
    return (stream.compress(payload) + stream.flush(zlib.Z_SYNC_FLUSH))[: -len(TAIL)]


def inflate(data: bytes, limit: int) -> bytes:
    """The message within a compressed one; raises TooLong or ValueError."""
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        message = stream.decompress(data + TAIL, limit + 1)
    except zlib.error as error:
        raise ValueError("not deflated") from error
    if len(message) > limit:
        raise TooLong
    return message
