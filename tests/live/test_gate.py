"""Who may not even shake hands, and how many may."""

import json
from collections.abc import Callable
from typing import Any

import pytest
import requests
import socketio
import websocket

from teamfeed.core import sessions
from tests.live.clients import PATH, Client, NotLetIn, Raw
from tests.live.conftest import Firm, signed


def refused(firm: Firm, **given: Any) -> tuple[int, str]:
    """The status and reason of a handshake that fails."""
    with pytest.raises(websocket.WebSocketBadStatusException) as caught:
        Raw(firm.url, **given)
    body = json.loads(caught.value.resp_body or b"{}")
    assert body["error"]
    return caught.value.status_code, body["reason"]


def test_polling_is_refused(firm: Firm) -> None:
    for query in (
        "EIO=4&transport=polling",
        "EIO=4",
        "EIO=4&transport=websocket",
        "EIO=4&transport=polling&sid=x",
    ):
        answer = requests.get(f"{firm.url}/socket.io/?{query}", timeout=5)
        assert answer.status_code == 400
        assert answer.json()["reason"] == "transport"
    assert (
        requests.post(
            f"{firm.url}/socket.io/?EIO=4&transport=polling&sid=x", data="4", timeout=5
        ).status_code
        == 400
    )


def test_an_upgrade_of_somebody_elses_session_is_refused(firm: Firm) -> None:
    assert refused(firm, path=f"{PATH}&sid=abc") == (400, "transport")


def test_another_host_or_origin_is_refused(firm: Firm) -> None:
    cookie = firm.cookie(firm.cast.tess)
    assert refused(firm, cookie=cookie, origin="http://evil.example") == (403, "origin")
    assert refused(firm, origin="http://evil.example") == (403, "origin")
    assert refused(firm, cookie=cookie, origin="null") == (403, "origin")
    assert refused(firm, Host="evil.example", origin="http://evil.example") == (403, "host")


def test_a_cookie_without_an_origin_is_refused(firm: Firm) -> None:
    assert refused(firm, cookie=firm.cookie(firm.cast.tess)) == (403, "origin")


def test_the_firms_own_page_is_let_in_by_cookie(firm: Firm) -> None:
    with Client(firm.url, cookie=firm.cookie(firm.cast.tess)) as tess:
        assert tess.hellos[0]["you"]["username"] == "tess"


def test_a_script_is_let_in_by_its_header(firm: Firm) -> None:
    raw = Raw(firm.url, Authorization=f"Bearer {firm.cast.mo.token}")
    assert raw.connect(None).startswith("40")
    raw.close()
    assert refused(firm, Authorization="Bearer nonsense") == (401, "token")


@pytest.mark.parametrize("token", [None, "", "nonsense", "x" * 500])
def test_nobody_is_let_in_without_a_good_token(firm: Firm, token: str | None) -> None:
    client = Client(firm.url, token)
    with pytest.raises(NotLetIn) as caught:
        client.connect()
    assert caught.value.args[0]["message"]
    assert caught.value.args[0]["data"]["status"] == 401


@pytest.mark.parametrize("given", ['{"token":5}', '{"token":null}', "[]", "5", '"x"', "{}"])
def test_a_strange_auth_packet_is_refused_with_a_reason(firm: Firm, given: str) -> None:
    raw = Raw(firm.url)
    raw.receive()
    raw.send("40" + given)
    assert (raw.receive() or "").startswith("44")
    assert raw.closed_within(3)
    raw.close()


def test_a_signed_out_page_hears_why(firm: Firm) -> None:
    reference = firm.writer.do(sessions.open_for, firm.cast.tess.id, "worker", "a phone")
    with firm.engine.connect() as connection:
        found = max(row["id"] for row in sessions.of_account(connection, firm.cast.tess.id))
    firm.writer.do(sessions.close, found)
    with pytest.raises(NotLetIn) as caught:
        Client(firm.url, cookie=signed(reference)).connect()
    assert caught.value.args[0]["data"]["reason"] == "signed_out"


def test_other_namespaces_are_refused(firm: Firm) -> None:
    raw = Raw(firm.url)
    raw.receive()
    raw.send('40/admin,{"token":"x"}')
    assert (raw.receive() or "").startswith("44/admin,")
    raw.close()


def test_events_before_the_connection_stands_are_ignored(firm: Firm) -> None:
    raw = Raw(firm.url)
    raw.receive()
    raw.send('421["post",{"status":"intrus"}]')
    raw.send('422["catch_up",{"cursor":0}]')
    raw.send('40{"token":"nonsense"}')
    assert (raw.receive() or "").startswith("44")
    raw.close()


def test_leaving_socket_io_ends_the_connection(firm: Firm) -> None:
    raw = Raw(firm.url)
    assert raw.connect(firm.cast.mo.token).startswith("40")
    raw.send("41")
    assert raw.closed_within(1)
    raw.close()


def test_socket_io_clients_by_others_get_through(firm: Firm) -> None:
    client = socketio.Client(reconnection=False)
    client.connect(firm.url, auth={"token": firm.cast.mo.token}, transports=["websocket"])
    assert client.call("post", {"status": "un client d'ailleurs"})["ok"] is True
    client.disconnect()


def test_connections_are_counted_per_device_account_and_address(start: Callable[..., Firm]) -> None:
    small = start(sockets_per_session=2, sockets_per_account=3, sockets_per_address=5)
    page = small.cookie(small.cast.tess)
    other, third = small.cookie(small.cast.tess), small.cookie(small.cast.tess)
    clients = [
        Client(small.url, cookie=page),
        Client(small.url, cookie=page),
        Client(small.url, cookie=other),
    ]
    for client in clients:
        client.connect()
    assert refused(small, cookie=page, origin=small.url) == (429, "too_many_session")
    assert refused(small, cookie=third, origin=small.url) == (429, "too_many_account")
    with small.client(small.cast.mo), small.client(small.cast.dana):
        assert refused(small) == (429, "too_many_address")
    clients[0].leave()
    assert clients[0].gone.wait(5)
    with Client(small.url, cookie=page):
        pass
    for client in clients:
        client.leave()


def test_a_token_has_its_share_of_connections_too(start: Callable[..., Firm]) -> None:
    small = start(sockets_per_session=1, sockets_total=2)
    with small.client(small.cast.mo):
        with pytest.raises(NotLetIn) as caught:
            small.client(small.cast.mo).connect()
        assert caught.value.args[0]["data"] == {"reason": "too_many_session", "status": 429}
        with small.client(small.cast.tess):
            assert refused(small) == (503, "too_many_total")


def test_whoever_does_not_connect_in_ten_seconds_is_closed(firm: Firm) -> None:
    raw = Raw(firm.url)
    assert not raw.closed_within(8)
    assert raw.closed_within(5)
    raw.close()
