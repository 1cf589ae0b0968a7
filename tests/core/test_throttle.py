"""Limits slow down, say how long to wait, and lock nobody out."""

import pytest

from teamfeed.core.refusal import Refusal
from teamfeed.settings import Settings
from teamfeed.throttle import Throttle


@pytest.fixture
def limits() -> Throttle:
    """Limits as they are in production."""
    return Throttle(Settings(rate_limits="on"))


def hit(limits: Throttle, times: int, key: str = "tess") -> None:
    for _ in range(times):
        limits.hit("sign-in by account", key)


def test_after_ten_tries_one_waits(limits: Throttle) -> None:
    hit(limits, 10)
    with pytest.raises(Refusal) as refused:
        hit(limits, 1)
    assert refused.value.status == 429
    assert refused.value.retry_after is not None
    assert 0 < refused.value.retry_after <= 301
    assert str(refused.value.retry_after) in refused.value.message.say("fr")


def test_one_persons_tries_are_not_anothers(limits: Throttle) -> None:
    hit(limits, 10)
    hit(limits, 10, "tariq")


def test_one_kind_of_tries_is_not_another(limits: Throttle) -> None:
    hit(limits, 10)
    limits.hit("post", "tess")


def test_a_right_password_begins_anew(limits: Throttle) -> None:
    hit(limits, 10)
    limits.forget("sign-in by account", "tess")
    hit(limits, 10)


def test_switched_off_there_is_no_limit() -> None:
    hit(Throttle(Settings(rate_limits="off")), 1000)
