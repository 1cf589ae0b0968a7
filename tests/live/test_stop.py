"""A server that is told to stop lets go of everybody in time and loses nothing."""

import threading
import time
from collections.abc import Callable

from tests.live.clients import Client
from tests.live.conftest import Firm


def test_with_many_sockets_and_posts_it_stops_in_ten_seconds_and_keeps_what_it_acknowledged(
    start: Callable[..., Firm],
) -> None:
    firm = start(sockets_per_session=500, sockets_per_account=500)
    clients = [firm.client(firm.cast.tess) for _ in range(200)]
    for client in clients:
        client.connect()
    acknowledged: list[str] = []
    poster = firm.client(firm.cast.mo)
    poster.connect()
    posting = threading.Thread(target=_post_until_gone, args=(poster, acknowledged))
    posting.start()
    time.sleep(0.5)
    began = time.monotonic()
    assert firm.server.stop(10) == 0
    assert time.monotonic() - began < 10
    posting.join()
    assert all(client.gone.wait(5) for client in clients)
    firm.server.start()
    with firm.client(firm.cast.dana, cursor=0) as dana:
        dana.call("catch_up", {"cursor": 0})
        said = dana.said()
    assert acknowledged
    assert len(said) == len(set(said))
    assert set(acknowledged) <= set(said)


def _post_until_gone(client: Client, acknowledged: list[str]) -> None:
    number = 0
    while not client.gone.is_set():
        try:
            if client.post(f"numéro {number}")["ok"]:
                acknowledged.append(f"numéro {number}")
        except (AssertionError, OSError):
            return
        number += 1
