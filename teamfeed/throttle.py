"""How often somebody may do something: slows down, never locks out."""

import time
from functools import lru_cache
from ipaddress import IPv4Address, ip_address, ip_network

from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from teamfeed.core.refusal import Refusal
from teamfeed.language import _
from teamfeed.settings import Settings

# Per process. Sign-ins count by account from one network, by account from anywhere and by network:
# nobody gets many guesses, and a stranger's wrong ones do not shut the owner out elsewhere.
LIMITS: dict[str, RateLimitItem] = {
    "sign-in by account": parse("10 per 5 minutes"),
    "sign-in by account from anywhere": parse("100 per 5 minutes"),
    "sign-in by network": parse("60 per 5 minutes"),
    "invitation by network": parse("30 per 5 minutes"),
    "post": parse("120 per minute"),
    "catch up": parse("1200 per minute"),
    "request": parse("1200 per minute"),
}


@lru_cache(maxsize=4096)
def network(address: str | None) -> str:
    """What counts as one: an IPv4 address, or the /64 that every IPv6 subscriber has."""
    try:
        found = ip_address((address or "").partition("%")[0])
    except ValueError:
        return ""
    if isinstance(found, IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or ip_network((found, 64), strict=False))


class Throttle:
    """Counts by name and key."""

    def __init__(self, settings: Settings) -> None:
        self._on = settings.rate_limits == "on"
        self._limiter = FixedWindowRateLimiter(MemoryStorage())

    def hit(self, name: str, key: object) -> None:
        """Count one; refuses with 429 and Retry-After when there were too many."""
        limit = LIMITS[name]
        if self._on and not self._limiter.hit(limit, name, str(key)):
            raise self._refusal(limit, name, key)

    def forget(self, name: str, key: object) -> None:
        """Start again from nothing, as after a right password."""
        self._limiter.clear(LIMITS[name], name, str(key))

    def _refusal(self, limit: RateLimitItem, name: str, key: object) -> Refusal:
        reset = self._limiter.get_window_stats(limit, name, str(key)).reset_time
        wait = max(1, int(reset - time.time()) + 1)
        refusal = Refusal(429, _("Too many tries. Wait %(seconds)d seconds.", seconds=wait))
        refusal.retry_after = wait
        return refusal
