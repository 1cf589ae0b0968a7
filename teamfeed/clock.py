"""The time, as one function that tests can replace."""

import time
from datetime import UTC, datetime
from functools import lru_cache

MINUTE = 60_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR


def now() -> int:
    """Milliseconds since 1970 UTC."""
    return time.time_ns() // 1_000_000


def iso(ms: int) -> str:
    """2026-01-05T07:30:00.000Z, milliseconds always."""
    return f"{_second(ms // 1000)}.{ms % 1000:03d}Z"


def iso_or_none(ms: int | None) -> str | None:
    """The same, or None."""
    return None if ms is None else iso(ms)


@lru_cache(maxsize=4096)
def _second(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S")
