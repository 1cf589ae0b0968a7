"""Let the demo firm work: real clients play its days until they are stopped."""

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from teamfeed import clock
from teamfeed.core import accounts, tokens
from teamfeed.core.feed import Transaction
from teamfeed.core.refusal import Refusal
from teamfeed.demo import firm
from teamfeed.demo.create import CORRECTED_AFTER, REMOVED_AFTER
from teamfeed.demo.line import Calendar, Line
from teamfeed.demo.phone import Phone, Tally
from teamfeed.demo.story import Day
from teamfeed.language import _
from teamfeed.services import Services

TOKEN_NAME = "demo live"
Event = tuple[int, str, Line]  # when, what to do, with which line


@contextmanager
def badges(services: Services) -> Iterator[dict[str, str]]:
    """A token for each of the demo's people, revoked when the play is over."""
    made = services.do(_badges)
    try:
        yield made
    finally:
        services.do(_revoke_badges)


def play(
    url: str,
    people: Mapping[str, str],
    speed: float = 60.0,
    *,
    language: str = "fr",
    zone: str = "Europe/Paris",
    stopped: threading.Event | None = None,
    console: Console | None = None,
) -> Tally:
    """Play working days with `people` (handle -> token), `speed` times as fast as life.

    Every person has a Socket.IO connection of his own, posts by it, and by HTTP while it is
    broken; a server that restarts gets each post once. Returns once `stopped` is set or Ctrl+C
    is pressed.
    """
    stopped, tally = stopped or threading.Event(), Tally()
    phones = {handle: Phone(url, handle, token, speed, tally) for handle, token in people.items()}
    for phone in phones.values():
        phone.start()
    try:
        with _progress(console) as shown:
            _Play(phones, speed, tally, shown, language, stopped).days(ZoneInfo(zone))
    except KeyboardInterrupt:
        stopped.set()
    for phone in phones.values():
        phone.stop()
    for phone in phones.values():
        phone.join(timeout=15)
    return tally


class _Play:
    """Hands the lines of each day to the phones at their time."""

    def __init__(
        self,
        phones: Mapping[str, Phone],
        speed: float,
        tally: Tally,
        shown: Progress,
        language: str,
        stopped: threading.Event,
    ) -> None:
        self._phones, self._speed, self._tally = phones, speed, tally
        self._shown, self._language, self._stopped = shown, language, stopped

    def days(self, zone: ZoneInfo) -> None:
        """One day after the other, from today's on."""
        day = datetime.fromtimestamp(clock.now() / 1000, zone).date()
        while not self._stopped.is_set():
            calendar = Calendar(day, zone, 0)
            self._day(calendar, _events(Day(calendar).lines()))
            day += timedelta(days=1)

    def _day(self, calendar: Calendar, events: list[Event]) -> None:
        bar = self._shown.add_task("", total=len(events))
        begins, started = events[0][0], time.monotonic()
        for at, verb, line in events:
            due = started + (at - begins) / 1000 / self._speed
            while (wait := due - time.monotonic()) > 0 and not self._stopped.is_set():
                self._stopped.wait(min(wait, 0.5))
                self._show(bar, calendar.shown(at))
            if self._stopped.is_set():
                return
            if line.who in self._phones:
                self._phones[line.who].say(verb, line)
            self._shown.advance(bar)

    def _show(self, bar: TaskID, hour: str) -> None:
        tally = self._tally
        self._shown.update(
            bar,
            description=_(
                "%(hour)s · %(posted)d posted · %(retried)d sent again · %(refused)d refused",
                hour=hour,
                posted=tally.posted,
                retried=tally.retried,
                refused=tally.refused,
            ).say(self._language),
        )


def _events(lines: list[Line]) -> list[Event]:
    told = [(line.arrives, "post", line) for line in lines]
    told += [(line.arrives + CORRECTED_AFTER, "correct", line) for line in lines if line.corrected]
    told += [(line.arrives + REMOVED_AFTER, "remove", line) for line in lines if line.removed]
    return sorted(told, key=lambda event: event[0])


def _progress(console: Console | None) -> Progress:
    return Progress(
        TextColumn(firm.NAME),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.description}"),
        console=console,
    )


def _badges(tx: Transaction) -> dict[str, str]:
    _revoke_badges(tx)
    return {
        person.handle: tokens.create(tx, _id(tx, person.handle), TOKEN_NAME, "read write")
        for person in firm.PEOPLE
    }


def _revoke_badges(tx: Transaction) -> None:
    for person in firm.PEOPLE:
        try:
            tokens.revoke(tx, _id(tx, person.handle), TOKEN_NAME)
        except Refusal:
            continue  # had none


def _id(tx: Transaction, handle: str) -> int:
    return int(accounts.by_handle(tx.connection, handle)["id"])
