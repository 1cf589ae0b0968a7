"""A line of the demo's story: one post as it will be said."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Line:
    """Who says what, where and when; times are milliseconds."""

    who: str
    at: int
    text: str = ""
    availability: str | None = None
    free_from: int | None = None
    site: str = ""
    progress: int | None = None
    blocked: bool | None = None
    scene: str = ""  # of its photo
    received: int = 0  # when the phone had a network again
    key: str = ""
    answers: str = ""  # the key of another line
    on_behalf_of: str = ""
    corrected: str = ""  # what it says three minutes later
    removed: bool = False  # four minutes later
    here: bool = False  # with a position

    @property
    def arrives(self) -> int:
        """When the server gets it."""
        return self.received or self.at


@dataclass(frozen=True)
class Calendar:
    """One day in the firm's zone; `left` working days of the story follow it."""

    day: date
    zone: ZoneInfo
    left: int

    def at(self, hour: int, minute: int) -> int:
        """A time of this day."""
        midnight = datetime.combine(self.day, time(), self.zone)
        return int((midnight + timedelta(hours=hour, minutes=minute)).timestamp() * 1000)

    def shown(self, at: int) -> str:
        """A time as people write it."""
        return datetime.fromtimestamp(at / 1000, self.zone).strftime("%H:%M")
