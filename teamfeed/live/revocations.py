"""Who must be shut out, as the feed tells it."""

import time
from collections import deque
from dataclasses import dataclass

import orjson

from teamfeed.core.feed import Change
from teamfeed.core.principal import Principal

REMEMBERED_SECONDS = 60.0  # longer than anybody may take to connect


@dataclass(frozen=True, slots=True)
class Revocation:
    """One change of kind revocation."""

    position: int
    sessions: frozenset[int]
    tokens: frozenset[int]
    accounts: frozenset[int]
    displays: frozenset[int]

    def hits(self, principal: Principal) -> bool:
        """Whether it ends this principal's connections."""
        return (
            principal.session_id in self.sessions
            or principal.token_id in self.tokens
            or principal.account_id in self.accounts
            or principal.display_id in self.displays
        )


def read(change: Change) -> Revocation:
    """What a change of kind revocation says."""
    said = orjson.loads(change.body)
    return Revocation(
        change.position,
        frozenset(said.get("sessions", ())),
        frozenset(said.get("tokens", ())),
        frozenset(said.get("accounts", ())),
        frozenset(said.get("displays", ())),
    )


class Recent:
    """The revocations of the last minute, for those who were connecting meanwhile."""

    def __init__(self) -> None:
        self._kept: deque[tuple[float, Revocation]] = deque()

    def add(self, revocation: Revocation) -> None:
        now = time.monotonic()
        while self._kept and now - self._kept[0][0] > REMEMBERED_SECONDS:
            self._kept.popleft()
        self._kept.append((now, revocation))

    def hit_since(self, position: int, principal: Principal) -> bool:
        """Whether somebody who was checked at this position has been shut out since."""
        return any(
            revocation.position > position and revocation.hits(principal)
            for _, revocation in self._kept
        )
