"""The short grammar: "libre 14h", "au travail dupont", "fini 75%", "aide".

Case and accents do not matter. The board moves when

- the whole post is grammar: the words, then in any order a time, a site, a progress, "bloqué";
- it begins with them as a clause: "Libre. Seuil coulé." Full stop, exclamation mark, semicolon,
  line break, emoji, @mention and #tag end a clause; a comma, a colon or a dash only when no
  article follows ("Bloqué, le volet" tells of a shutter) and never after "libre :" (an offer);
- its last sentence is such a clause: "Seuil coulé. Libre." What is said last counts, so
  "au travail dupont, libre 14h" is soon, at Dupont.

It does not move for

- a question ("Libre ?", "Pause café ?") or words that go on ("Libre de toute contrainte");
- a post that begins by addressing somebody ("@paul fini ?"): that is talk;
- "fini", "done", "off" when the post goes on with anything but a farewell or more grammar:
  "Fini. J'attaque le 3e" tells of a wall, "Fini, à demain" of a day.

"fini 75%" is off, the site at 75 %; "75%" or "dupont bloqué" alone tells of the site only.
"libre 2h", "libre 30 min" are delays, "libre à 2h" is 14:00; see moments.py for past times.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import tzinfo
from functools import lru_cache

import regex

from teamfeed.core import moments, phrases
from teamfeed.core.availability import AVAILABLE, OFF, SOON
from teamfeed.core.text import fold


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says; None where it says nothing. `place` is a free text: "chez Mme Le Goff"."""

    availability: str | None = None
    free_from: int | None = None
    site_id: int | None = None
    place: str | None = None
    progress: int | None = None
    blocked: bool | None = None


NOTHING = Reading()


def read(text: str, *, sites: Mapping[str, int], now: int, zone: tzinfo) -> Reading:
    """Read a post said at `now` (ms); `sites` are the names of the open sites with their ids.

    Never raises; a text that is no grammar reads as NOTHING.
    """
    said = _folded(text)
    if not phrases.WORTH_READING.search(said):
        return NOTHING
    return _Reader(text, said, sites, now, zone).read()


@dataclass(slots=True)
class _Clause:
    """A clause that was read: what it says, where it ends, whether anything follows it."""

    reading: Reading
    weak: bool
    end: int
    whole: bool


class _Reader:
    """One text being read."""

    def __init__(
        self, text: str, said: str, sites: Mapping[str, int], now: int, zone: tzinfo
    ) -> None:
        self.text, self.said, self.now, self.zone = text, said, now, zone
        self.sites = {_site_key(name): number for name, number in sites.items()}

    def read(self) -> Reading:
        reading = NOTHING
        for clause in self._clauses():
            reading = _merged(reading, clause)
        return reading

    def _clauses(self) -> Iterator[Reading]:
        """The clause at the beginning, those that follow it, and the last sentence."""
        clause = self._clause(_start(self.said))
        while clause:
            if clause.weak and not self._day_is_over(clause):
                return
            yield clause.reading
            if clause.whole:
                return
            done, clause = clause, self._clause(clause.end)
            if clause is None:
                yield from self._last_sentence(done.end)
                return
        yield from self._last_sentence(0)

    def _last_sentence(self, after: int) -> Iterator[Reading]:
        found = phrases.LAST.search(self.said, max(0, after - 1))
        if found is None or self.said.startswith("@"):
            return
        clause = self._clause(found.end())
        if clause and clause.whole and not clause.weak and clause.reading.availability != OFF:
            yield clause.reading

    def _day_is_over(self, clause: _Clause) -> bool:
        """Whether only a farewell or more grammar follows a weak word."""
        if clause.whole or phrases.FAREWELL.fullmatch(self.said, clause.end):
            return True
        following = self._clause(clause.end)
        return following is not None and following.whole

    def _clause(self, at: int) -> _Clause | None:
        at = _skip(phrases.BETWEEN, self.said, at)
        for words in phrases.HEADS:
            found = words.pattern.match(self.said, at)
            if found and (clause := self._rest(words, found.end())):
                return clause
        found = phrases.ABOUT_SITE_START.match(self.said, at)
        return self._rest(phrases.ABOUT_SITE, found.end()) if found else None

    def _rest(self, words: phrases.Words, at: int) -> _Clause | None:
        """The arguments after the words, then the end of the clause."""
        reading, timed = Reading(words.availability, blocked=words.blocked), False
        while found := self._argument(words, reading, at):
            more, at, is_time = found
            timed, reading = timed or is_time, _merged(reading, more)
        return self._ended(words, reading, at) if _complete(words, reading, timed) else None

    def _argument(
        self, words: phrases.Words, reading: Reading, at: int
    ) -> tuple[Reading, int, bool] | None:
        """The next argument: what it says, where it ends, whether it is a time."""
        if (
            words.availability in phrases.TIMED
            and reading.free_from is None
            and (found := self._time(words, at))
        ):
            return (*found, True)
        if reading.site_id is None and (site := self._site(at)):
            return (*site, False)
        if reading.progress is None and (progress := self._progress(at)):
            return (*progress, False)
        if blocked := phrases.BLOCKED.match(self.said, at):
            return Reading(blocked=not blocked["un"]), blocked.end(), False
        if filler := phrases.FILLER.match(self.said, at):
            return NOTHING, filler.end(), False
        place = phrases.CHEZ.match(self.said, at) if words.availability in phrases.PLACED else None
        if place and reading.place is None:
            return Reading(place=self.text[place.start(1) : place.end(1)]), place.end(), False
        return None

    def _time(self, words: phrases.Words, at: int) -> tuple[Reading, int] | None:
        found = moments.read(self.said, _skip(phrases.COMMA, self.said, at), self.now, self.zone)
        if found is None:
            return None
        moment, end = found
        if words.availability != AVAILABLE or moment <= self.now:
            return NOTHING, end
        return Reading(SOON, free_from=moment), end

    def _site(self, at: int) -> tuple[Reading, int] | None:
        """The longest name of a site of one to four words."""
        start = _skip(phrases.TO, self.said, at)
        for end in reversed(list(_word_ends(self.said, start, 4))):
            number = self.sites.get(_site_key(self.said[start:end]))
            if number is not None:
                return Reading(site_id=number), end
        return None

    def _progress(self, at: int) -> tuple[Reading, int] | None:
        found = phrases.PROGRESS.match(self.said, at)
        if not found:
            return None
        hundred, part = found["hundred"], found["part"]
        percent = int(hundred) if hundred else phrases.PARTS[part] if part else 50
        return (Reading(progress=percent), found.end()) if percent <= 100 else None

    def _ended(self, words: phrases.Words, reading: Reading, at: int) -> _Clause | None:
        """The clause, when it is over here and is no question."""
        ornamented = _skip(phrases.ORNAMENT, self.said, at)
        if phrases.QUESTION.match(self.said, ornamented):
            return None
        if not self.said[ornamented:].strip(" .!…\n"):
            return _Clause(reading, words.weak, len(self.said), True)
        stop = phrases.STOP.match(self.said, ornamented)
        if stop or ornamented > at:
            return _Clause(reading, words.weak, stop.end() if stop else ornamented, False)
        soft = phrases.SOFT.match(self.said, at)
        if soft is None or phrases.ARTICLE.match(self.said, soft.end()):
            return None
        if ":" in soft.group() and words.availability not in phrases.TOLD_WITH_COLON:
            return None
        return _Clause(reading, words.weak, soft.end(), False)


def _complete(words: phrases.Words, reading: Reading, timed: bool) -> bool:
    """Whether the words came with what makes them clear."""
    if words is phrases.ABOUT_SITE:
        return reading.progress is not None or reading.blocked is not None
    somewhere = reading.site_id is not None or reading.place is not None
    return (timed or not words.needs_time) and (somewhere or not words.needs_site)


def _folded(text: str) -> str:
    """Folded, but "arrivé" (I am there) keeps its accent: "arrive" may be "j'arrive"."""
    said = fold(text)
    for found in re.finditer(r"arriv[éÉ]", text, re.IGNORECASE):
        said = said[: found.end() - 1] + "é" + said[found.end() :]
    return said


def _start(said: str) -> int:
    return _skip(phrases.GREETING, said, 0)


def _skip(pattern: re.Pattern[str] | regex.Pattern[str], said: str, at: int) -> int:
    found = pattern.match(said, at)
    return found.end() if found else at


def _word_ends(said: str, start: int, most: int) -> Iterator[int]:
    found = re.match(r"\w[\w'-]*", said[start:])
    end = start
    while found and most:
        end += found.end()
        yield end
        found, most = re.match(r" [\w'-]+", said[end:]), most - 1


@lru_cache(maxsize=2048)
def _site_key(name: str) -> str:
    """A site's name as people write it: no case, accents, hyphens or article."""
    return re.sub(r"^(?:l[ae]s? |l')", "", re.sub(r"[\s-]+", " ", fold(name)).strip())


def _merged(first: Reading, later: Reading) -> Reading:
    """Both, where the later says nothing the first counts."""
    said = {f.name: value for f in fields(later) if (value := getattr(later, f.name)) is not None}
    if "availability" in said:
        said.setdefault("free_from", None)
    return replace(first, **said)
