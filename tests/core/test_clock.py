"""Times are milliseconds inside and ISO 8601 with milliseconds outside."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teamfeed import clock


@pytest.mark.parametrize(
    ("ms", "said"),
    [
        (0, "1970-01-01T00:00:00.000Z"),
        (1_767_598_200_000, "2026-01-05T07:30:00.000Z"),
        (1_767_598_200_007, "2026-01-05T07:30:00.007Z"),
        (-1, "1969-12-31T23:59:59.999Z"),
    ],
)
def test_a_time_is_said_with_its_milliseconds(ms: int, said: str) -> None:
    assert clock.iso(ms) == clock.iso_or_none(ms) == said
    assert clock.iso_or_none(None) is None


@given(ms=st.integers(-2_000_000_000_000, 4_000_000_000_000))
def test_what_is_said_is_exactly_what_it_was(ms: int) -> None:
    told = datetime.fromisoformat(clock.iso(ms))
    assert (told - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1) == ms


def test_now_is_now() -> None:
    told = datetime.fromtimestamp(clock.now() / 1000, UTC)
    assert abs(told - datetime.now(UTC)) < timedelta(seconds=1)
