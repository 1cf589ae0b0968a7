"""What one worker of the demo says in a day: about eleven posts."""

import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from teamfeed.clock import MINUTE
from teamfeed.core.availability import AVAILABLE, OFF, ON_BREAK, SOON, TRAVELLING, WORKING
from teamfeed.demo import firm, words
from teamfeed.demo.firm import Person
from teamfeed.demo.line import Calendar, Line

QUARTER = 15 * MINUTE
FRIDAY = 4
FORGETFUL = ("ewen", "guillaume")  # go home without a word: a board must show that too


class Worker:
    """A person on a day; the same day always goes the same way."""

    def __init__(self, person: Person, calendar: Calendar, *, expected: bool = False) -> None:
        self._person, self._calendar, self._expected = person, calendar, expected
        self._chance = random.Random(f"{person.handle} {calendar.day.isoformat()}")
        # The first of a crew stays with his site: he says how far it has come.
        self._first = person is next(one for one in firm.CREWS if one.home == person.home)
        somewhere = self._chance.choice(firm.SITES).name
        self._site = person.home if self._first or self._happens(0.88) else somewhere

    def lines(self) -> Iterator[Line]:
        """Arrival, remarks, breaks, hours in which he is free, the end."""
        if self._happens(0.05) and not (self._expected or self._first):
            yield self._line(self._time(7, 10, 30), words.ABSENCES, OFF, site="")
            return
        remarks = self._chance.sample(words.REMARKS[self._person.trade or ""], 4)
        yield from self._arrival()
        if not self._happens(0.07):  # who says nothing until noon goes silent on the board
            yield from self._morning(remarks[:2])
        yield from self._lunch()
        yield from self._afternoon(remarks[2:])

    def _arrival(self) -> Iterator[Line]:
        start = self._time(7, 30, 40)
        if self._happens(0.4):
            yield self._line(start - self._minutes(12, 24), words.ON_THE_WAY, TRAVELLING)
        yield self._line(start, words.STARTS, WORKING, here=self._happens(0.4))

    def _morning(self, remarks: list[tuple[str, str]]) -> Iterator[Line]:
        yield self._remark(self._time(8, 45, 40), remarks[0])
        if self._happens(0.5):
            pause = self._time(9, 35, 20)
            yield self._line(pause, words.BREAKS, ON_BREAK)
            yield self._line(pause + self._minutes(12, 15), words.RETURNS, WORKING)
        if self._happens(0.6):
            yield from self._interlude(self._time(10, 12, 20))
        yield self._remark(self._time(11, 20, 15), remarks[1])

    def _lunch(self) -> Iterator[Line]:
        noon = self._time(11, 50, 50)
        yield self._line(noon, words.LUNCHES, ON_BREAK)
        yield self._line(
            noon + self._minutes(45, 65), words.RETURNS, WORKING, here=self._happens(0.2)
        )

    def _afternoon(self, remarks: list[tuple[str, str]]) -> Iterator[Line]:
        if self._happens(0.5):
            yield from self._interlude(self._time(13, 50, 20))
        yield self._remark(self._time(14, 55, 10), remarks[0])
        if self._happens(0.35):
            yield from self._free_early()
        else:
            yield self._remark(self._time(15, 20, 40), remarks[1])
        last = self._calendar.left == 0
        if not (self._happens(0.04) or (last and self._person.handle in FORGETFUL)):
            yield self._end()

    def _interlude(self, at: int) -> Iterator[Line]:
        """An hour in which he is free, or soon, or under way; then back at work."""
        kind = self._chance.choice((AVAILABLE, SOON, TRAVELLING))
        if kind == AVAILABLE:
            yield self._line(at, words.FREES, AVAILABLE, here=self._happens(0.5))
        elif kind == SOON:
            yield self._soon(at, (at + self._minutes(20, 35)) // QUARTER * QUARTER + QUARTER)
        else:
            others = [place.name for place in firm.SITES if place.name != self._site]
            yield self._line(at, words.ERRANDS, TRAVELLING, site=self._chance.choice(others))
        yield self._line(at + self._minutes(45, 58), words.RETURNS, WORKING)

    def _free_early(self) -> Iterator[Line]:
        free = self._calendar.at(15, self._chance.choice((30, 45, 60)))
        yield self._soon(self._time(15, 8, 14), free)
        yield self._line(
            free + self._minutes(0, 4), words.FREES, AVAILABLE, here=self._happens(0.5)
        )

    def _end(self) -> Line:
        friday = self._calendar.day.weekday() == FRIDAY
        said = words.ENDS_OF_WEEK if friday else words.ENDS
        line = self._line(self._time(16, 28, 32), said, OFF)
        if not self._first:
            return line
        left, place = self._calendar.left, firm.place(self._site)
        reached = min(100, max(1, place.progress - place.daily * left))
        return replace(
            line,
            progress=reached,
            blocked=place.name == firm.BLOCKED and left == 0,
            text=line.text or words.REACHED.format(progress=reached),
        )

    def _remark(self, at: int, remark: tuple[str, str]) -> Line:
        line = replace(
            self._line(at, remark[:1], WORKING, here=self._happens(0.15)), scene=remark[1]
        )
        luck = self._chance.random()
        if luck < 0.05:  # a basement without network
            return replace(line, received=at + self._minutes(20, 95))
        if luck < 0.07:
            said, meant = self._chance.choice(words.SLIPS)
            return replace(line, text=said, corrected=meant, scene="")
        if luck < 0.08:
            regret = self._chance.choice(words.REGRETS)
            return replace(line, text=regret, availability=None, scene="", removed=True)
        return line if self._happens(0.8) else replace(line, availability=None)

    def _soon(self, at: int, free: int) -> Line:
        text = self._chance.choice(words.SOONS).format(time=self._calendar.shown(free))
        return replace(self._line(at, (text,), SOON), free_from=free)

    def _line(self, at: int, texts: tuple[str, ...], availability: str, **more: Any) -> Line:
        text = self._chance.choice(texts)
        return Line(self._person.handle, at, text, availability, **{"site": self._site, **more})

    def _time(self, hour: int, minute: int, spread: int) -> int:
        return self._calendar.at(hour, minute + self._chance.randint(0, spread))

    def _minutes(self, least: int, most: int) -> int:
        return self._chance.randint(least, most) * MINUTE

    def _happens(self, chance: float) -> bool:
        return self._chance.random() < chance
