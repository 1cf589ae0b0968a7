"""Two weeks of the demo firm as lists of lines, the same each time they are asked for."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from teamfeed.clock import MINUTE
from teamfeed.demo import firm, words
from teamfeed.demo.line import Calendar, Line
from teamfeed.demo.workday import Worker

PHOTOS_A_DAY = 3
EXCHANGES_A_DAY, EXCHANGES_OF_THE_NEWEST = 5, 8


class Day:
    """One working day of everybody."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._chance = random.Random(f"kerbrat {calendar.day.isoformat()}")

    def lines(self) -> list[Line]:
        """Everything said on this day, in the order of arrival."""
        told = [line for number in self._chosen() for line in self._exchange(number)]
        expected = {line.who for line in told}
        told += [
            line
            for person in firm.CREWS
            for line in Worker(person, self._calendar, expected=person.handle in expected).lines()
        ]
        told += self._office()
        told.sort(key=lambda line: (line.arrives, line.at, line.who))
        return self._with_few_photos(told)

    def _chosen(self) -> list[int]:
        """The newest days tell the best exchanges, which come first."""
        every = list(range(len(words.EXCHANGES)))
        if self._calendar.left <= 0:
            return every[:EXCHANGES_OF_THE_NEWEST]
        return self._chance.sample(every, EXCHANGES_A_DAY)

    def _exchange(self, number: int) -> Iterator[Line]:
        hour, turns = words.EXCHANGES[number]
        begins = self._calendar.at(hour, self._chance.randint(0, 4))
        key = f"{self._calendar.day.isoformat()} {number}"
        for turn in turns:
            at, first = begins + turn.after * MINUTE, turn is turns[0]
            yield Line(
                turn.who,
                at,
                turn.text,
                turn.availability,
                site=turn.site,
                scene=turn.scene,
                received=at + turn.late * MINUTE,
                blocked=turn.blocked,
                on_behalf_of=turn.on_behalf_of,
                key=key if first else "",
                answers=key if turn.answers and not first else "",
            )

    def _office(self) -> list[Line]:
        said = self._chance.sample(words.OFFICE, 2)
        return [
            Line(who, self._calendar.at(7 + number, 12 + self._chance.randint(0, 25)), text)
            for number, (who, text) in enumerate(said)
        ]

    def _with_few_photos(self, told: list[Line]) -> list[Line]:
        taken = [number for number, line in enumerate(told) if line.scene]
        kept = set(self._chance.sample(taken, min(PHOTOS_A_DAY, len(taken))))
        return [
            line if number in kept else replace(line, scene="") for number, line in enumerate(told)
        ]


def days(now: int, zone: ZoneInfo, working: tuple[int, ...], most: int = 14) -> list[Day]:
    """The working days of the two weeks before today, and today if it is one."""
    today = datetime.fromtimestamp(now / 1000, zone).date()
    found = [
        day
        for back in range(most, -1, -1)
        if (day := today - timedelta(days=back)).weekday() in working
    ]
    last = len([day for day in found if day < today]) - 1
    return [Day(Calendar(day, zone, last - number)) for number, day in enumerate(found)]
