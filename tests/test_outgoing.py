"""What the server posts to when a stranger names the address."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest

from teamfeed import outgoing
from tests.push_service import PushService

INWARD = (
    "http://push.example.com/x", "ftp://push.example.com/x", "https:///x", "https://localhost/x",
    "https://printer/x", "https://nas.local/x", "https://db.internal/x", "https://127.0.0.1/x",
    "https://10.1.2.3/x", "https://192.168.1.1/x", "https://172.16.0.1/x", "https://100.64.0.1/x",
    "https://169.254.169.254/latest/meta-data", "https://0.0.0.0/x", "https://224.0.0.1/x",
    "https://[::1]/x", "https://[fe80::1]/x", "https://[fd00::1]/x", "https://[::ffff:10.0.0.1]/x",
    "https://[64:ff9b::10.0.0.1]/x", "https://[2002:0a00:0001::]/x", "https://2130706433/x",
    "https://0x7f.1/x", "https://user:pass@push.example.com/x", "https://push.example.com:99999/x",
    "https://push.example.com/a b", "https://push.example.com/\r\nX: y", "javascript:alert(1)",
    "https://push.example.com/" + "x" * 2000, "https://pûsh.example.com/x", "",
)  # fmt: skip


@pytest.fixture
def service() -> Iterator[PushService]:
    made = PushService()
    yield made
    made.stop()


def resolve(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    """Let every name lead to these addresses."""

    def answer(_host: str, port: int, **_: Any) -> list[Any]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in addresses]

    monkeypatch.setattr(socket, "getaddrinfo", answer)


@pytest.mark.parametrize("url", INWARD)
@pytest.mark.parametrize("loopback", [False, True])
def test_an_address_that_leads_inward_is_refused(url: str, loopback: bool) -> None:
    if loopback and url.removeprefix("https://").startswith(("localhost", "127.0.0.1", "[::1]")):
        return
    with pytest.raises(outgoing.Forbidden):
        outgoing.check(url, loopback=loopback)


@pytest.mark.parametrize(
    "url",
    ["https://fcm.googleapis.com/fcm/send/abc:d-e_f", "https://web.push.apple.com/QGuQyavXutnMH",
     "https://updates.push.services.mozilla.com/wpush/v2/gAAA", "https://push.firm.example:8443/"],
)  # fmt: skip
def test_push_services_are_reachable(url: str) -> None:
    assert outgoing.check(url, loopback=False).hostname


def test_this_machine_is_reachable_only_where_nobody_else_is() -> None:
    assert outgoing.check("http://127.0.0.1:9/x", loopback=True)
    with pytest.raises(outgoing.Forbidden):
        outgoing.check("http://127.0.0.1:9/x", loopback=False)


@pytest.mark.parametrize("addresses", [("10.0.0.7",), ("93.184.216.34", "127.0.0.1")])
def test_a_public_name_of_an_inner_address_is_not_connected_to(
    addresses: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    resolve(monkeypatch, *addresses)

    with pytest.raises(outgoing.Forbidden):
        send("https://rebound.example.com/x", loopback=False)


def test_https_needs_a_certificate_of_the_right_name(
    service: PushService, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(outgoing.Unreachable):
        send(service.url.replace("http://", "https://") + "/x")

    assert service.deliveries == []


def test_nobody_there_is_unreachable(service: PushService) -> None:
    service.stop()

    with pytest.raises(outgoing.Unreachable):
        send(service.url + "/x")


def test_only_status_and_pause_come_back(service: PushService) -> None:
    service.answers["/x"] = [429]
    service.headers["Retry-After"] = "17"

    assert send(service.url + "/x?a=b#c") != outgoing.Answer(429, "17")
    assert send(service.url + "/x") == outgoing.Answer(429, "17")


def send(url: str, *, loopback: bool = True) -> outgoing.Answer:
    return outgoing.Outgoing(loopback=loopback).post(url, b"body", {"TTL": "1"}, 2.0)
