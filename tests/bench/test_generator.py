"""The load generator counts exactly and notices a server that cheats."""

import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests import servers
from tests.bench import build
from tests.bench.load import Load, Measured, measure
from tests.bench.process import Server, running
from tests.cast import Cast
from tests.servers import SOURCE, environment, free_port

pytestmark = pytest.mark.skipif(
    not (shutil.which("gcc") or shutil.which("cc")) or not Path("/usr/include/zlib.h").exists(),
    reason="no C compiler or no zlib headers here",
)
VIEWERS, POSTS = 8, 50
LOAD = Load(
    viewers=VIEWERS, posters=3, rate=200, seconds=POSTS / 200, warmup=0, patience=0.6, settle=0.1
)


@pytest.fixture(scope="module")
def crooked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server whose viewers choose its fault by their token."""
    folder, port = tmp_path_factory.mktemp("crooked"), free_port()
    words = [sys.executable, "-m", "tests.bench.crooked_server", str(port)]
    address = f"http://127.0.0.1:{port}/socket.io/?EIO=4&transport=polling"
    given = environment(PYTHONPATH=SOURCE)
    with running(words, folder, given, address) as process:
        yield Server("crooked", port, folder / "tokens", process, "")


def test_the_generator_is_compiled_without_a_warning(tmp_path: Path) -> None:
    assert build.compile_generator(tmp_path / "generator", "-Werror").exists()


@pytest.mark.parametrize("deflate", ["on", "off"])
@pytest.mark.parametrize("manner", ["honest", "bundles"])
def test_an_honest_server_is_counted_exactly(crooked: Server, manner: str, deflate: str) -> None:
    run = _run(crooked, manner, deflate)

    assert run.mistakes == {}
    assert run.verdict["deliveries"] == VIEWERS * POSTS
    assert run.verdict["acknowledged"] == POSTS
    assert run.times("to_last").count == POSTS


@pytest.mark.parametrize(
    ("manner", "found"),
    [
        ("drops", {"incomplete": 1, "gaps": 1}),
        ("doubles", {"duplicates": 1, "disorder": 1}),
        ("evens-out", {"incomplete": 1, "gaps": 1, "duplicates": 1, "disorder": 1}),
        ("swaps", {"gaps": 1, "disorder": 1}),
        ("damages", {"incomplete": 1, "gaps": 1, "malformed": 1}),
        ("refuses", {"refused": 1}),
    ],
)
def test_a_server_that_cheats_is_found_out(
    crooked: Server, manner: str, found: dict[str, int]
) -> None:
    assert _run(crooked, manner).mistakes == found


@pytest.mark.parametrize("manner", ["crushed", "cut", "mislabelled"])
def test_a_damaged_compressed_frame_is_found_out(crooked: Server, manner: str) -> None:
    found = {"incomplete": 1, "gaps": 1, "malformed": 1}

    assert _run(crooked, manner).mistakes == found


def test_what_was_compressed_counts_as_it_reads(crooked: Server) -> None:
    packed, plain = _run(crooked, "bundles", "on"), _run(crooked, "bundles", "off")

    assert packed.frame_bytes == pytest.approx(plain.frame_bytes, rel=0.01)
    assert packed.wire_bytes < plain.wire_bytes / 20


@pytest.mark.parametrize("mode", ["socket", "http"])
def test_teamfeed_shows_every_post_to_every_viewer_once(
    server: servers.Server, server_cast: Cast, tmp_path: Path, mode: str
) -> None:
    tokens = tmp_path / "tokens"
    tokens.write_text(f"{server_cast.tess.token}\n{server_cast.tariq.token}\n")
    fields = '"availability":"working","position":{"lat":48.1173,"lon":-1.6778}'
    load = Load(mode, VIEWERS, posters=3, rate=100, seconds=POSTS / 100, warmup=0)

    run = measure(load, Server("teamfeed", server.port, tokens, server.running, fields))

    assert run.mistakes == {}
    assert run.verdict["deliveries"] == VIEWERS * POSTS
    assert run.verdict["changes"] == VIEWERS * POSTS * 2  # each with its author's availability


def _run(server: Server, manner: str, deflate: str = "on") -> Measured:
    server.tokens.write_text(f"{manner}\n")
    return measure(replace(LOAD, deflate=deflate), server)
