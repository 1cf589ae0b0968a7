"""Whoever is shut out is out within a second, and sees nothing that was committed after."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from teamfeed.core import accounts, displays, sessions, tokens
from tests.live.clients import Client, NotLetIn
from tests.live.conftest import Firm, signed


@pytest.fixture
def shut_out(firm: Firm) -> Callable[..., None]:
    """Revoke under load; check the promise on a client."""

    def check(client: Client, revoke: Callable[[], Any]) -> None:
        stop = threading.Event()
        poster = firm.client(firm.cast.dana)
        poster.connect()
        load = threading.Thread(target=_post_until, args=(poster, stop))
        load.start()
        time.sleep(0.3)
        revoke()
        after = firm.post(firm.cast.mo, "après").status["teamfeed"]["feed_position"]
        assert client.gone.wait(1), "still connected after a second"
        time.sleep(0.3)
        stop.set()
        load.join()
        poster.leave()
        seen = [change["position"] for frame in client.frames for change in frame["changes"]]
        assert max(seen, default=0) < after
        with pytest.raises(NotLetIn):
            client.connect()

    return check


def test_signing_out_closes_the_devices_socket(firm: Firm, shut_out: Callable[..., None]) -> None:
    reference = firm.writer.do(sessions.open_for, firm.cast.tess.id, "worker", "a phone")
    client = Client(firm.url, cookie=signed(reference))
    client.connect()
    with firm.engine.connect() as connection:
        number = max(row["id"] for row in sessions.of_account(connection, firm.cast.tess.id))
    shut_out(client, lambda: firm.writer.do(sessions.close, number))


def test_a_revoked_token_closes_its_sockets(firm: Firm, shut_out: Callable[..., None]) -> None:
    token = firm.writer.do(tokens.create, firm.cast.tariq.id, "robot", "read write")
    client = Client(firm.url, token)
    client.connect()
    shut_out(client, lambda: firm.writer.do(tokens.revoke, firm.cast.tariq.id, "robot"))


def test_a_revoked_display_goes_dark(firm: Firm, shut_out: Callable[..., None]) -> None:
    display = firm.writer.do(displays.add, "bureau")
    client = Client(firm.url, cookie=signed(firm.writer.do(sessions.open_display, display, "tv")))
    client.connect()
    shut_out(client, lambda: firm.writer.do(displays.revoke, display))


def test_another_role_ends_the_connections_of_the_old_one(firm: Firm) -> None:
    with firm.client(firm.cast.gil) as gil:
        firm.writer.do(accounts.change_role, firm.cast.gil.id, "worker")
        assert gil.gone.wait(1)
        gil.connect()  # as a worker, at once


def test_a_deactivated_account_is_out_on_every_device(
    firm: Firm, shut_out: Callable[..., None]
) -> None:
    client, second = firm.client(firm.cast.tariq), firm.client(firm.cast.tariq)
    client.connect()
    second.connect()
    shut_out(client, lambda: firm.writer.do(accounts.deactivate, firm.cast.tariq.id))
    assert second.gone.wait(1)


def test_others_stay_connected_and_see_the_position_only(firm: Firm) -> None:
    token = firm.writer.do(tokens.create, firm.cast.ada.id, "autre robot", "read")
    with Client(firm.url, token) as robot, firm.client(firm.cast.mo) as mo:
        firm.writer.do(tokens.revoke, firm.cast.ada.id, "autre robot")
        assert robot.gone.wait(1)
        time.sleep(0.3)
        assert not mo.gone.is_set()
    assert mo.gaps == 0
    assert [set(change) for change in mo.applied] == [{"position", "kind"}]
    assert mo.applied[0]["kind"] == "blank"


def _post_until(client: Client, stop: threading.Event) -> None:
    while not stop.is_set():
        client.post(f"charge {time.time()}")
