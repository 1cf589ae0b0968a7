"""The times people type: 14h, 2pm, midi, dans 30 min, tomorrow."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, tzinfo

NOON, AFTERNOON, EVENING = (12, 0), (13, 0), (18, 0)
DAY_PARTS = {
    "": (7, 0),
    "matin": (7, 0),
    "morning": (7, 0),
    "midi": NOON,
    "noon": NOON,
    "apres-midi": AFTERNOON,
    "afternoon": AFTERNOON,
    "soir": EVENING,
    "evening": EVENING,
}
FIRST_HOUR = 6  # nobody means two in the morning: "à 2 h" is 14:00
DAY_IS_OVER = 18
LONG_PAST = timedelta(hours=8)

Found = re.Match[str]
Resolve = Callable[[Found, datetime], datetime | None]

_NUMBERS = {
    "un": 1,
    "une": 1,
    "a": 1,
    "an": 1,
    "one": 1,
    "deux": 2,
    "two": 2,
    "trois": 3,
    "three": 3,
    "quatre": 4,
    "four": 4,
    "cinq": 5,
    "five": 5,
    "dix": 10,
    "ten": 10,
    "quinze": 15,
    "fifteen": 15,
    "vingt": 20,
    "twenty": 20,
    "trente": 30,
    "thirty": 30,
    "quarante": 40,
    "forty": 40,
}
_N = rf"(?:\d{{1,3}}|{'|'.join(_NUMBERS)})"
_MIN, _HOUR = r"(?:minutes?|mins?|mn)", r"(?:heures?|hours?|hrs?|h)"
_FROM = r"(?:a partir d[e'] ?|des |a |apres |vers |pour |from |at |after |around |by |as of )"
_24H = r"(?P<h>\d{1,2})(?: ?h(?:eures?)? ?(?P<m>[0-5]\d)?|[:.](?P<m2>[0-5]\d))"
_PART = r"(?P<part> et demie?| et quart| moins le quart)?"
_AMPM = r"(?P<h>\d{1,2})(?:[:.](?P<m>[0-5]\d))? ?(?P<half>[ap])\.?m\b\.?"
_ANY = r"\d{1,2}(?: ?h ?(?:[0-5]\d)?|[:.][0-5]\d)?(?: ?[ap]\.?m\b\.?)?"
_UNTIL = rf"(?: ?(?:a|et|to|and|-|jusqu'a|until|till) ?{_ANY})?"


def read(said: str, at: int, now: int, zone: tzinfo) -> tuple[int, int] | None:
    """The moment that folded words name from an index on: (milliseconds, index after it).

    "now" and times already past give `now`. A past time means tomorrow only when it clearly
    does: a morning hour said after 18:00, or one more than eight hours ago.
    """
    local = datetime.fromtimestamp(now / 1000, zone)
    for pattern, resolve in _RULES:
        found = pattern.match(said, at)
        if found:
            moment = resolve(found, local)
            return None if moment is None else (max(now, _milliseconds(moment)), found.end())
    return None


def _milliseconds(moment: datetime) -> int:
    return round(moment.astimezone(UTC).timestamp() * 1000)


def _number(word: str | None) -> int:
    return _NUMBERS[word] if word in _NUMBERS else int(word or 0)


def _now(_found: Found, now: datetime) -> datetime:
    return now


def _later(minutes: int, now: datetime) -> datetime | None:
    # In UTC: an hour is an hour, also when the clocks change.
    return now.astimezone(UTC) + timedelta(minutes=minutes) if 0 < minutes <= 24 * 60 else None


def _in_minutes(found: Found, now: datetime) -> datetime | None:
    return _later(_number(found["n"]), now)


def _in_hours(found: Found, now: datetime) -> datetime | None:
    more = 30 if found["part"] else int(found["m"] or 0)
    return _later(60 * _number(found["h"]) + more, now)


def _small_hour(found: Found, now: datetime) -> datetime | None:
    """ "2h" alone is a delay, as "30 min" is; in the evening it is tomorrow before dawn."""
    return _clock(found, now) if now.hour >= DAY_IS_OVER else _in_hours(found, now)


def _in_words(found: Found, now: datetime) -> datetime | None:
    return _later(45 if found["three"] else 15 if found["quarter"] else 30, now)


def _on(day: datetime, hour: int, minute: int) -> datetime | None:
    if not (hour < 24 and minute < 60):
        return None
    return day.replace(hour=hour, minute=minute, second=0, microsecond=0, fold=0)


def _today(time: tuple[int, int]) -> Resolve:
    return lambda _found, now: _on(now, *time)


def _clock(found: Found, now: datetime) -> datetime | None:
    """14h, 14:30, 2 h et demie, 2pm; a small hour already past is of the afternoon."""
    hour, minute = _hour_and_minute(found)
    if hour is None:
        return None
    moment = _on(now, hour, minute)
    if moment is None or moment > now:
        return moment
    if not found.groupdict().get("half") and hour <= FIRST_HOUR and now.hour < DAY_IS_OVER:
        return _on(now, hour + 12, minute)
    morning_after = hour < 12 and now.hour >= DAY_IS_OVER
    if morning_after or now - moment >= LONG_PAST:
        return moment + timedelta(days=1)
    return now


def _tomorrow(found: Found, now: datetime) -> datetime | None:
    day, groups = now + timedelta(days=1), found.groupdict()
    if groups.get("h"):
        hour, minute = _hour_and_minute(found)
        return None if hour is None else _on(day, hour, minute)
    return _on(day, *DAY_PARTS[groups.get("when") or ""])


def _hour_and_minute(found: Found) -> tuple[int | None, int]:
    groups = found.groupdict()
    hour, minute = int(groups["h"]), int(groups.get("m") or groups.get("m2") or 0)
    if groups.get("half"):
        if not 1 <= hour <= 12:
            return None, 0
        hour = hour % 12 + (12 if groups["half"] == "p" else 0)
    part = (groups.get("part") or "").strip()
    if part.startswith("moins"):
        return hour - 1, 45
    return hour, {"et demi": 30, "et demie": 30, "et quart": 15}.get(part, minute)


_WORDED: list[tuple[str, Resolve]] = [
    (r"(?:des )?maintenant|tout de suite|de suite|immediatement|right (?:now|away)|now", _now),
    (
        rf"(?:pendant|durant|for) (?:{_N} ?(?:{_MIN}|{_HOUR})(?: ?[0-5]\d)?|half an hour"
        r"|une demi-?heure)",
        _now,
    ),
    (rf"(?:jusqu'a|depuis|until|till|since) ?(?:midi|noon|ce soir|tonight|{_ANY})", _now),
    (rf"(?:demain|tomorrow),? {_FROM}?{_AMPM}", _tomorrow),
    (rf"(?:demain|tomorrow)(?: matin| morning)?,? {_FROM}?{_24H}{_PART}", _tomorrow),
    (rf"(?:demain|tomorrow)(?: matin| morning)? {_FROM}(?P<h>\d{{1,2}})", _tomorrow),
    (rf"{_FROM}?{_24H}{_PART} (?:demain|tomorrow)(?: matin| morning)?", _tomorrow),
    (
        r"(?:des |from )?(?:demain|tomorrow)(?: (?P<when>matin|midi|apres-midi|soir|morning|noon"
        r"|afternoon|evening))?",
        _tomorrow,
    ),
    (rf"(?:a |ce |at |{_FROM})?(?:midi et demie?)", _today((12, 30))),
    (rf"(?:a |ce |at |{_FROM})?(?:midi|noon|midday|lunch ?time)", _today(NOON)),
    (r"(?:cet? )?(?:apres-midi|aprem)|this afternoon", _today(AFTERNOON)),
    (
        r"(?:a partir de )?ce soir|(?:en |a la )?fin de journee|tonight|this evening"
        r"|(?:at )?(?:the )?end of (?:the )?day",
        _today(EVENING),
    ),
    (
        r"(?:dans|d'ici|in) (?:(?P<three>trois quarts d'heure|three quarters of an hour)"
        r"|(?P<quarter>(?:un |1/4 ?|¼ ?)?(?:quart )?d'heure|a quarter of an hour)"
        r"|(?:une )?demi-? ?heure|1/2 ?h(?:eure)?|½ ?h(?:eure)?|half an hour)",
        _in_words,
    ),
    (rf"(?:dans |d'ici |in |sous )?(?P<n>{_N}) ?{_MIN}", _in_minutes),
    (
        rf"(?:dans|d'ici|in|sous) (?P<h>{_N}) ?{_HOUR}(?: ?(?P<m>[0-5]\d))?(?P<part> et demie?)?",
        _in_hours,
    ),
    (rf"(?P<h>[1-5]) ?{_HOUR}(?: ?(?P<m>[0-5]\d))?(?P<part> et demie?)?", _small_hour),
    (rf"(?:de |entre |from |between )?{_AMPM}{_UNTIL}", _clock),
    (rf"{_FROM}{_AMPM}", _clock),
    (rf"(?:de |entre |from |between ){_24H}{_UNTIL}", _clock),
    (rf"{_FROM}?{_24H}{_PART}", _clock),
    (rf"(?:{_FROM}|from |between |entre )(?P<h>\d{{1,2}})(?: o'?clock)?{_UNTIL}", _clock),
    (r"(?P<h>\d{1,2}) o'?clock", _clock),
]
_RULES = [(re.compile(rf"(?:{words})(?![\w%/])"), resolve) for words, resolve in _WORDED]
