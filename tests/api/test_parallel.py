"""Real requests to a running server: at the same instant, and badly framed."""

import socket
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import requests

from tests.cast import Cast
from tests.clients import Rest
from tests.servers import Server

AT_ONCE = 8
CHUNK = "8000\r\n" + "x" * 0x8000 + "\r\n"
BADLY_FRAMED = [
    "Content-Length: 9000000000\r\n\r\n{}",
    "Content-Length: -5\r\n\r\n{}",
    "Content-Length: nine\r\n\r\n{}",
    "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
    "Transfer-Encoding: chunked\r\n\r\n" + CHUNK * 3 + "0\r\n\r\n",
]


def test_one_key_at_the_same_instant_makes_one_post(server: Server, server_cast: Cast) -> None:
    start = Barrier(AT_ONCE)

    def say(number: int) -> str:
        tess = Rest(server.url, server_cast.tess.token)
        start.wait()
        return str(tess.say("libre", key="once")["id"])

    with ThreadPoolExecutor(AT_ONCE) as pool:
        ids = set(pool.map(say, range(AT_ONCE)))

    home = Rest(server.url, server_cast.tess.token).get("/api/v1/timelines/home").json()
    assert {post["id"] for post in home} == ids
    assert len(ids) == 1


def test_one_key_with_two_texts_at_the_same_instant_makes_one_post(
    server: Server, server_cast: Cast
) -> None:
    start = Barrier(AT_ONCE)

    def say(number: int) -> int:
        start.wait()
        return requests.post(
            f"{server.url}/api/v1/statuses",
            json={"status": f"texte {number}"},
            headers={
                "Authorization": f"Bearer {server_cast.tess.token}",
                "Idempotency-Key": "once",
            },
            timeout=20,
        ).status_code

    with ThreadPoolExecutor(AT_ONCE) as pool:
        codes = sorted(pool.map(say, range(AT_ONCE)))

    home = Rest(server.url, server_cast.tess.token).get("/api/v1/timelines/home").json()
    assert codes == [200] + [409] * (AT_ONCE - 1)
    assert len(home) == 1


def test_a_badly_framed_body_stores_nothing_and_the_server_lives(
    server: Server, server_cast: Cast
) -> None:
    for framing in BADLY_FRAMED:
        answer = _send(server, server_cast.tess.token, framing)
        assert not answer.startswith((b"HTTP/1.1 2", b"HTTP/1.1 5")), framing

    tess = Rest(server.url, server_cast.tess.token)
    assert tess.get("/api/v1/timelines/home").json() == []
    assert "Traceback" not in server.log()


def test_a_post_is_there_after_a_kill(server: Server, server_cast: Cast) -> None:
    said = Rest(server.url, server_cast.tess.token).say("libre")

    server.kill()
    server.start()

    home = Rest(server.url, server_cast.tess.token).get("/api/v1/timelines/home").json()
    assert [post["id"] for post in home] == [said["id"]]


def _send(server: Server, token: str, framing: str) -> bytes:
    head = (
        f"POST /api/v1/statuses HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n"
        f"Authorization: Bearer {token}\r\nConnection: close\r\n"
        "Content-Type: application/json\r\n"
    )
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as raw:
        raw.sendall((head + framing).encode())
        raw.shutdown(socket.SHUT_WR)
        return raw.recv(4096)
