"""What a person wants to be woken for, and when not at all."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import time
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from teamfeed.core import values
from teamfeed.core.availability import Rules
from teamfeed.core.feed import Transaction
from teamfeed.core.refusal import invalid
from teamfeed.core.schema import preferences
from teamfeed.core.values import Bad
from teamfeed.database import all_rows
from teamfeed.language import _
from teamfeed.settings import Settings

_CLOCK_TIME = re.compile(r"[0-2]\d:[0-5]\d")
SWITCHES = ("mention", "reply", "alert", "call", "question")  # kinds that can be turned off


@dataclass(frozen=True, slots=True)
class Preferences:
    """One person's: quiet hours in minutes since midnight, both None for none; kinds turned off."""

    quiet_from: int | None
    quiet_to: int | None
    muted: frozenset[str]

    def quiet(self, now: int, rules: Rules) -> bool:
        """Whether this is a time at which nothing may wake him, on the firm's wall clock."""
        if self.quiet_from is None or self.quiet_to is None:
            return False
        local = rules.local(now)
        minute = local.hour * 60 + local.minute
        if self.quiet_from <= self.quiet_to:
            return self.quiet_from <= minute < self.quiet_to
        return minute >= self.quiet_from or minute < self.quiet_to  # over midnight

    def wakes(self, kind: str, now: int, rules: Rules) -> bool:
        """Whether a notification of this kind may wake him now."""
        return kind not in self.muted and not self.quiet(now, rules)


def of(connection: Connection, account_id: int, settings: Settings) -> Preferences:
    """A person's preferences, or the firm's."""
    return of_all(connection, [account_id], settings)[account_id]


def of_all(
    connection: Connection, ids: Iterable[int], settings: Settings
) -> dict[int, Preferences]:
    """The preferences of several people."""
    wanted = list(ids)
    usual = Preferences(_minutes(settings.quiet_from), _minutes(settings.quiet_to), frozenset())
    query = sa.select(preferences).where(preferences.c.account_id.in_(wanted))
    chosen = {row["account_id"]: _read(row) for row in all_rows(connection.execute(query))}
    return {number: chosen.get(number, usual) for number in wanted}


def change(tx: Transaction, account_id: int, given: Mapping[str, Any]) -> Preferences:
    """Keep what was given of quiet_from, quiet_to ("HH:MM", or null) and notify {kind: bool}."""
    tx.flush()
    before = of(tx.connection, account_id, tx.settings)
    reader = values.Reader(given)
    quiet = {
        name: reader.read(name, _clock_time) if name in given else getattr(before, name)
        for name in ("quiet_from", "quiet_to")
    }
    muted = _muted(reader.mapping("notify"), before.muted)
    if reader.reasons:
        raise invalid(**reader.reasons)
    if (quiet["quiet_from"] is None) != (quiet["quiet_to"] is None):
        raise invalid(quiet_from=_("Quiet hours need a beginning and an end, or neither."))
    after = Preferences(**quiet, muted=muted)
    tx.upsert(preferences, {"account_id": account_id, **quiet, "muted": ",".join(sorted(muted))})
    return after


def shape(own: Preferences) -> dict[str, Any]:
    """{quiet_from, quiet_to, notify: {kind: bool}}."""
    return {
        "quiet_from": _said(own.quiet_from),
        "quiet_to": _said(own.quiet_to),
        "notify": {kind: kind not in own.muted for kind in SWITCHES},
    }


def _muted(notify: values.Reader, before: frozenset[str]) -> frozenset[str]:
    said = {kind: notify.read(kind, values.yes_or_no) for kind in SWITCHES}
    off = {kind for kind in SWITCHES if said[kind] is False}
    on = {kind for kind in SWITCHES if said[kind]}
    return (before | off) - on


def _read(row: Mapping[str, Any]) -> Preferences:
    return Preferences(
        row["quiet_from"], row["quiet_to"], frozenset(filter(None, row["muted"].split(",")))
    )


def _clock_time(value: object) -> int:
    """ "HH:MM" -> minutes since midnight."""
    try:
        if not isinstance(value, str) or not _CLOCK_TIME.fullmatch(value):
            raise ValueError
        return _minutes(time.fromisoformat(value))
    except ValueError:
        raise Bad(_("A time of day such as 20:00 is needed here.")) from None


def _minutes(clock_time: time) -> int:
    return clock_time.hour * 60 + clock_time.minute


def _said(minutes: int | None) -> str | None:
    return None if minutes is None else f"{minutes // 60:02d}:{minutes % 60:02d}"
