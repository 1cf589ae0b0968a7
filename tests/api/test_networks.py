"""Limits count by network; who says where he comes from is believed by nobody."""

from collections.abc import Iterator

import pytest
from flask import Flask

from teamfeed.app import create_app
from teamfeed.settings import Settings
from tests.api.callers import Caller
from tests.cast import Cast


@pytest.fixture
def proxies(request: pytest.FixtureRequest) -> int:
    """How many stand in front."""
    return int(request.param)


@pytest.fixture
def app(settings: Settings, server_cast: Cast, proxies: int) -> Iterator[Flask]:
    """An app with limits."""
    made = create_app(settings.with_(async_mode="threading", rate_limits="on", proxies=proxies))
    yield made
    made.extensions["teamfeed"].engine.dispose()


def codes(app: Flask, *addresses: str) -> list[int]:
    """The answers to an invitation tried from each of these addresses."""
    olly = Caller(app)
    return [
        olly.call("GET", "/invitation/x", headers={"X-Forwarded-For": address}).status_code
        for address in addresses
    ]


@pytest.mark.parametrize("proxies", [0], indirect=True)
def test_nobody_gets_more_tries_by_naming_other_addresses(app: Flask) -> None:
    answers = codes(app, *(f"192.0.2.{number}" for number in range(31)))

    assert answers == [410] * 30 + [429]


@pytest.mark.parametrize("proxies", [1], indirect=True)
def test_behind_a_proxy_each_person_has_his_own_limits(app: Flask) -> None:
    answers = codes(app, *["192.0.2.1"] * 31, "192.0.2.2")

    assert answers == [410] * 30 + [429, 410]


@pytest.mark.parametrize("proxies", [1], indirect=True)
def test_behind_a_proxy_only_what_the_proxy_adds_counts(app: Flask) -> None:
    answers = codes(app, *(f"198.51.100.{number}, 192.0.2.1" for number in range(31)))

    assert answers == [410] * 30 + [429]


@pytest.mark.parametrize("proxies", [1], indirect=True)
def test_the_addresses_of_one_ipv6_network_count_together(app: Flask) -> None:
    answers = codes(app, *(f"2001:db8:1:2::{number:x}" for number in range(31)), "2001:db8:1:3::1")

    assert answers == [410] * 30 + [429, 410]
