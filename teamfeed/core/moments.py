"""The times people type: 14h, 2pm, midi, dans 30 min, tomorrow."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

NOON, AFTERNOON, EVENING, MORNING = (12, 0), (13, 0), (18, 0), (7, 0)
NOBODY_STARTS_BEFORE = 6  # "à 2 h" is 14:00 on a building site

_NUMBERS = {word: value for value, words in {
    1: "un une a an one", 2: "deux two", 3: "trois three", 4: "quatre four", 5: "cinq five",
    10: "dix ten", 15: "quinze fifteen", 20: "vingt twenty", 30: "trente thirty",
    40: "quarante forty", 45: "quarante-cinq forty-five", 60: "soixante sixty",
}.items() for word in words.split()}
_COUNT = r"(\d{1,3}|" + "|".join(sorted(_NUMBERS, key=len, reverse=True)) + ")"
_END = r"(?![\w%])"
_CLOCK = (r"(?:(?P<h>\d{1,2}) ?(?:h(?:eures?)? ?(?P<m>[0-5]\d)?|[:.](?P<m2>[0-5]\d))"
          r"|(?P<h3>\d{1,2})(?= ?[ap]\.?m|,? ?o'?clock))"
          r"(?P<part> et demie?| et quart| moins le quart)?(?:,? ?o'?clock)?(?: ?(?P<ap>[ap])\.?m\.?)?")
_BARE = r"(?P<h4>\d{1,2})"
_FROM = r"(?:a partir d[e'] ?|a|des|apres|vers|pour|from|at|after|around|by|as of) ?"
_SPAN_END = r"(?: ?(?:a|et|to|and|-|jusqu'a|until) ?\d{1,2}(?: ?h ?(?:\d\d)?|[:.]\d\d)?(?: ?[ap]m)?)?"
_WORDS = {
    NOON: r"(?:a |ce )?midi(?P<half> et demie?)?|at (?:noon|midday|lunch ?time)|noon|midday",
    AFTERNOON: r"cet? (?:apres-midi|aprem)|this afternoon",
    EVENING: r"ce soir|(?:en |a la )?fin de journee|tonight|this evening|(?:at the )?end of (?:the )?day",
}
_NOW = re.compile(
    r"(?:des )?maintenant|tout de suite|de suite|immediatement|right now|right away|now|already|deja"
    rf"|(?:pendant|durant|for) (?:{_COUNT} ?(?:minutes?|mins?|mn|heures?|hours?|h)"
    r"(?: ?\d\d)?|half an hour|une demi-?heure)"
    rf"|(?:jusqu'a|depuis|until|till|since) ?(?:midi|noon|(?:ce )?soir|{_CLOCK}|\d{{1,2}})"
)
_DELAY = re.compile(
    rf"(?:(?:dans|d'ici|in|sous) )?(?:{_COUNT} ?(?:minutes?|mins?|mn|min)"
    rf"|(?P<hours>{_COUNT}) ?(?:heures?|hours?|hrs?|h)(?: ?(?P<minutes>[0-5]\d))?(?P<half2> et demie?)?)"
)
_LONG_DELAY = re.compile(
    r"(?:dans|d'ici|in) (?:(?P<demi>(?:une )?demi-? ?heure|half an hour|a half hour)"
    r"|(?P<quart>(?:un )?quart d'heure|a quarter of an hour)"
    r"|(?P<trois>trois quarts d'heure|three quarters of an hour))"
)
_TOMORROW = re.compile(
    r"(?:des |from )?(?:demain|tomorrow)(?:,? (?P<when>matin|midi|apres-midi|soir|morning|noon|afternoon))?"
)
_AT = re.compile(rf"(?:(?:de|entre|between) ?{_CLOCK}{_SPAN_END}|(?P<at>{_FROM})(?:{_CLOCK}|{_BARE})"
                 rf"{_SPAN_END}|(?P<plain>){_CLOCK})".replace("(?P<h>", "(?P<h>", 1))
