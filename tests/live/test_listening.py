"""The sockets on which the server listens."""

import socket

from teamfeed import green
from tests.servers import free_port


def test_an_answer_of_two_writes_does_not_wait_for_the_client() -> None:
    port = free_port()
    with (
        green.listen("127.0.0.1", port) as listening,
        socket.create_connection(("127.0.0.1", port)),
    ):
        accepted, _ = listening.accept()
        with accepted:
            assert accepted.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
