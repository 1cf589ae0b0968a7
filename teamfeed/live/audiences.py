"""Who may see what of a change: the firm, a display, a guest."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Protocol

import orjson

from teamfeed.core import roles
from teamfeed.core.feed import Change, blank
from teamfeed.core.principal import Principal

REVOCATION = "revocation"  # for us alone: clients see its position


class Audience(Protocol):
    """Viewers who see the same; equal ones share a frame."""

    def body(self, change: Change) -> bytes:
        """What they see of a change, as JSON."""


@dataclass(frozen=True)
class Firm:
    """Workers, dispatchers, managers and admins see everything."""

    def body(self, change: Change) -> bytes:
        return blank(change.position) if change.kind == REVOCATION else change.body


@dataclass(frozen=True)
class Display:
    """A wall screen: no exact positions, no telephone numbers."""

    def body(self, change: Change) -> bytes:
        if change.kind == REVOCATION:
            return blank(change.position)
        return orjson.dumps(_discreet(orjson.loads(change.body)))


@dataclass(frozen=True)
class Guest:
    """A subcontractor sees his site and his own posts; of the rest, that something happened."""

    site_id: int | None
    account_id: int | None

    def body(self, change: Change) -> bytes:
        own = self.account_id is not None and change.account_id == self.account_id
        here = self.site_id is not None and change.site_id == self.site_id
        if change.kind == REVOCATION or not (own or here):
            return blank(change.position)
        return orjson.dumps(_discreet(orjson.loads(change.body)))


def of(principal: Principal) -> Audience:
    """The audience that somebody belongs to."""
    if principal.kind == roles.DISPLAY:
        return Display()
    if principal.kind == roles.GUEST:
        return Guest(principal.site_id, principal.account_id)
    return Firm()


def joined(audience: Audience, changes: Iterable[Change]) -> bytes:
    """The JSON array of what an audience sees."""
    return b"[" + b",".join([audience.body(change) for change in changes]) + b"]"


def _discreet(value: Any) -> Any:
    """The same JSON without positions and telephone numbers."""
    if isinstance(value, list):
        return [_discreet(item) for item in value]
    if not isinstance(value, dict):
        return value
    kept = {name: _discreet(item) for name, item in value.items() if name != "phone"}
    if isinstance(kept.get("teamfeed"), dict) and "position" in kept["teamfeed"]:
        kept["teamfeed"]["position"] = None
    return kept
