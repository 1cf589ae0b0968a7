"""A running server wakes phones; what a push service does is felt by no post."""

import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest

from teamfeed.core import push, sessions
from tests.cast import Person
from tests.live.clients import until
from tests.live.conftest import Firm
from tests.push_service import Browser, PushService
from tests.servers import Server

AT_ANY_HOUR = {"quiet_from": "00:00", "quiet_to": "00:00"}


@pytest.fixture
def service() -> Iterator[PushService]:
    made = PushService()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def awake(start: Callable[..., Firm]) -> Firm:
    """A firm without quiet hours: these tests run at any hour."""
    return start(**AT_ANY_HOUR)


def subscribe(firm: Firm, who: Person, browser: Browser) -> None:
    """Somebody lets a browser of his be woken."""
    firm.writer.do(sessions.open_for, who.id, who.role, "a test")
    with firm.engine.connect() as connection:
        session = max(row["id"] for row in sessions.of_account(connection, who.id))
    given = push.check(browser.json, firm.settings)
    firm.writer.do(push.subscribe, who.id, session, given)


def test_a_post_wakes_whom_it_names(awake: Firm, service: PushService) -> None:
    phone = service.browser("phone")
    subscribe(awake, awake.cast.dana, phone)

    with awake.client(awake.cast.tess) as tess:
        assert tess.post("@dana une fuite au deuxième")["ok"]

    assert service.wait_for(phone)[0]["body"] == "@dana une fuite au deuxième"
    assert "Traceback" not in awake.server.log()


def test_a_push_service_that_hangs_delays_no_post(awake: Firm, service: PushService) -> None:
    for number in range(8):  # more than are sent at once
        service.hanging.add(f"/stuck{number}")
        subscribe(awake, awake.cast.mo, service.browser(f"stuck{number}"))

    with awake.client(awake.cast.tess) as tess, awake.client(awake.cast.dana) as dana:
        tess.post("@mo le portail")
        until(lambda: service.busy == 4)
        took = [timed(partial(tess.post, f"@mo {number}")) for number in range(20)]
        until(lambda: len(dana.said()) == 21)

        assert service.busy == 4
    assert max(took) < 1.0, took
    assert sorted(took)[10] < 0.2, took


def test_a_server_stops_in_time_while_a_push_hangs(
    start: Callable[..., Firm], service: PushService
) -> None:
    firm = start(**AT_ANY_HOUR)
    service.hanging.add("/stuck")
    subscribe(firm, firm.cast.dana, service.browser("stuck"))
    firm.post(firm.cast.tess, "@dana attends")
    until(lambda: service.busy == 1)

    assert timed(firm.server.stop) < 5


def test_three_processes_wake_a_phone_once(
    start: Callable[..., Firm], service: PushService, async_mode: str
) -> None:
    firm = start(**AT_ANY_HOUR)
    if firm.settings.sqlite:
        pytest.skip("SQLite serves one process")
    named: Any = {f"TEAMFEED_{name.upper()}": value for name, value in AT_ANY_HOUR.items()}
    others = [Server(firm.settings.data_dir, database_url=firm.settings.database_url,
                     async_mode=async_mode, **named).start() for _ in range(2)]  # fmt: skip
    phone = service.browser("phone")
    subscribe(firm, firm.cast.dana, phone)

    for number in range(10):
        firm.post(firm.cast.tess, f"@dana {number}")
    service.wait_for(phone, 10)
    time.sleep(0.5)  # whoever would push again had the time

    assert sorted(told["body"] for told in service.told(phone)) == [f"@dana {n}" for n in range(10)]
    for other in others:
        other.stop()


def timed(action: Callable[[], object]) -> float:
    began = time.monotonic()
    action()
    return time.monotonic() - began
