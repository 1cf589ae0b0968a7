"""Starts the Node reference: socket.io and better-sqlite3."""

import secrets
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench import build
from tests.bench.process import Server, running
from tests.servers import environment, free_port

FIELDS = '"availability":"working","position":{"lat":48.1173,"lon":-1.6778,"accuracy_m":12}'
ACCOUNTS = 50


@contextmanager
def reference(frame_bytes: int = 2000, deflate: str = "off") -> Iterator[Server]:
    """The reference in a folder of its own; its frames have so many bytes before compression."""
    program = build.reference()
    with tempfile.TemporaryDirectory(prefix="teamfeed-bench-") as name:
        folder, port = Path(name), free_port()
        tokens = folder / "tokens"
        tokens.write_text("\n".join(secrets.token_urlsafe(32) for _ in range(ACCOUNTS)) + "\n")
        words = [
            str(word) for word in ("node", program / "server.js", port, folder / "feed.db", tokens)
        ]
        given = environment(
            REFERENCE_FRAME_BYTES=frame_bytes, REFERENCE_DEFLATE=deflate, NODE_ENV="production"
        )
        with running(words, folder, given, f"http://127.0.0.1:{port}/") as process:
            yield Server(f"Node reference, deflate {deflate}", port, tokens, process, FIELDS)
