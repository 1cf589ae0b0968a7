"""Who may see what of a change: the firm, a display, a guest, one person alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

import orjson

from teamfeed.core import discretion, notifications, roles
from teamfeed.core.feed import Change, blank
from teamfeed.core.principal import Principal

REVOCATION = "revocation"  # for us alone: clients see its position
PERSONAL = frozenset({notifications.CHANGE})  # for one account alone
_HIDDEN = PERSONAL | {REVOCATION}


class Audience(Protocol):
    """Viewers who see the same; equal ones share a frame."""

    def body(self, change: Change) -> bytes:
        """What they all see of a change, as JSON."""

    def own(self, change: Change) -> bytes:
        """What the one of them sees whom a personal change is for."""


@dataclass(frozen=True)
class Firm:
    """Workers, dispatchers, managers and admins see everything."""

    def body(self, change: Change) -> bytes:
        return blank(change.position) if change.kind in _HIDDEN else change.body

    def own(self, change: Change) -> bytes:
        return change.body


@dataclass(frozen=True)
class Display:
    """A wall screen: no exact positions, no telephone numbers."""

    def body(self, change: Change) -> bytes:
        if change.kind in _HIDDEN:
            return blank(change.position)
        return orjson.dumps(discretion.for_display(orjson.loads(change.body)))

    def own(self, change: Change) -> bytes:
        return blank(change.position)  # a screen is nobody


@dataclass(frozen=True)
class Guest:
    """A subcontractor sees his site and his own posts; of the rest, that something happened."""

    site_id: int | None
    account_id: int | None

    def body(self, change: Change) -> bytes:
        own = self.account_id is not None and change.account_id == self.account_id
        here = self.site_id is not None and change.site_id == self.site_id
        if change.kind in _HIDDEN or not (own or here):
            return blank(change.position)
        return self.own(change)

    def own(self, change: Change) -> bytes:
        told = orjson.loads(change.body)
        return orjson.dumps(discretion.for_guest(told, self.site_id, self.account_id))


@dataclass(frozen=True)
class Person:
    """One reader: what his audience sees, and what is for him alone."""

    audience: Audience
    account_id: int | None

    def body(self, change: Change) -> bytes:
        mine = self.account_id is not None and change.account_id == self.account_id
        return self.own(change) if mine and change.kind in PERSONAL else self.audience.body(change)

    def own(self, change: Change) -> bytes:
        return self.audience.own(change)


def of(principal: Principal) -> Audience:
    """The audience that somebody belongs to."""
    if principal.kind == roles.DISPLAY:
        return Display()
    if principal.kind == roles.GUEST:
        return Guest(principal.site_id, principal.account_id)
    return Firm()


def reader(principal: Principal) -> Audience:
    """What one reader sees, and no other."""
    return Person(of(principal), principal.account_id)


def joined(audience: Audience, changes: Iterable[Change]) -> bytes:
    """The JSON array of what an audience sees."""
    return b"[" + b",".join([audience.body(change) for change in changes]) + b"]"
