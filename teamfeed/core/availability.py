"""What a status is worth now: everything ages, silence is never availability."""

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from teamfeed.clock import MINUTE
from teamfeed.settings import Settings

AVAILABLE, SOON, WORKING, TRAVELLING = "available", "soon", "working", "travelling"
ON_BREAK, HELP, OFF, SILENT = "on_break", "help", "off", "silent"
CODES = (AVAILABLE, SOON, WORKING, TRAVELLING, ON_BREAK, HELP, OFF)  # what a person can say
NEVER_SILENT = (OFF, HELP)
PRIVATE = (ON_BREAK, OFF)  # position never read
ORDER = (HELP, AVAILABLE, SOON, SILENT, WORKING, TRAVELLING, ON_BREAK, OFF)  # on every board


@dataclass(frozen=True, slots=True)
class Rules:
    """When a status is old: the firm's hours and thresholds."""

    zone: ZoneInfo
    starts: time
    ends: time
    days: tuple[int, ...]
    aged_after: int  # milliseconds
    silent_after: int

    @classmethod
    def of(cls, settings: Settings) -> "Rules":
        """The firm's rules."""
        return cls(
            ZoneInfo(settings.zone),
            settings.work_starts,
            settings.work_ends,
            settings.work_days,
            settings.aged_after_minutes * MINUTE,
            settings.silent_after_minutes * MINUTE,
        )

    def working_hours(self, now: int) -> bool:
        """Whether people are at work at this time."""
        local = self.local(now)
        return local.weekday() in self.days and self.starts <= local.time() < self.ends

    def day_start(self, now: int) -> int:
        """The local midnight before a time."""
        midnight = self.local(now).replace(hour=0, minute=0, second=0, microsecond=0)
        return int(midnight.timestamp() * 1000)

    def work_start(self, now: int) -> int:
        """When work starts on the local day of a time, be it a working day or not."""
        return self._at(now, self.starts)

    def work_end(self, now: int) -> int:
        """When work ends on the local day of a time."""
        return self._at(now, self.ends)

    def local(self, now: int) -> datetime:
        """The firm's wall-clock time."""
        return datetime.fromtimestamp(now / 1000, self.zone)

    def _at(self, now: int, clock: time) -> int:
        moment = datetime.combine(self.local(now).date(), clock, self.zone)
        return int(moment.timestamp() * 1000)


@dataclass(frozen=True, slots=True)
class Effective:
    """What to show: `code` may be silent; `since` is when it began; `aged` looks old."""

    code: str
    since: int | None
    aged: bool
    unconfirmed: bool


def effective(
    declared: str | None, said_at: int | None, free_from: int | None, now: int, rules: Rules
) -> Effective:
    """What a declared availability is worth now; the browser counts by the same rules."""
    if declared is None or said_at is None:
        return Effective(SILENT, said_at, True, False)
    if said_at < rules.day_start(now):
        gone = declared == OFF and not rules.working_hours(now)
        return Effective(OFF if gone else SILENT, said_at, True, False)
    return _today(declared, said_at, free_from, now, rules)


def _today(declared: str, said_at: int, free_from: int | None, now: int, rules: Rules) -> Effective:
    age = now - said_at
    aged = age >= rules.aged_after and declared != OFF
    if declared not in NEVER_SILENT and age >= rules.silent_after and rules.working_hours(now):
        return Effective(SILENT, said_at, True, False)
    if declared == SOON and free_from is not None and free_from <= now:
        return Effective(AVAILABLE, free_from, aged, True)
    return Effective(declared, said_at, aged, False)
