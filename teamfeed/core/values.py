"""Read single values of a request: JSON, form and multipart alike."""

import math
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from teamfeed.language import LANGUAGES, Message, _

T = TypeVar("T")
LARGEST_ID = 2**63 - 1
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EARLIEST, LATEST = 946_684_800_000, 4_102_444_800_000  # the years 2000 and 2100
YES, NO = ("1", "true", "on", "yes"), ("0", "false", "off", "no", "")


class Bad(Exception):
    """A value that cannot be used, and why."""

    def __init__(self, reason: Message) -> None:
        super().__init__(reason.msgid)
        self.reason = reason


class Reader:
    """Reads fields and collects a reason for each bad one, under its full name."""

    def __init__(
        self, given: Mapping[str, Any], prefix: str = "", reasons: dict[str, Message] | None = None
    ) -> None:
        self._given = given
        self._prefix = prefix
        self.reasons: dict[str, Message] = {} if reasons is None else reasons

    def read(self, name: str, parse: Callable[[object], T]) -> T | None:
        """The parsed value, or None when it is absent, null, empty or bad."""
        value = self._given.get(name)
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        try:
            return parse(value)
        except Bad as bad:
            self.reasons[self._prefix + name] = bad.reason
            return None

    def mapping(self, name: str) -> "Reader":
        """A reader of a nested object."""
        value = self._given.get(name)
        if value is None or isinstance(value, Mapping):
            return Reader(value or {}, f"{name}.", self.reasons)
        self.reasons[name] = _("An object with named values is needed here.")
        return Reader({}, f"{name}.", self.reasons)


def number(least: float, most: float) -> Callable[[object], float]:
    """A number between two bounds."""

    def parse(value: object) -> float:
        try:
            if isinstance(value, bool) or "_" in str(value):
                raise ValueError
            found = float(str(value))
        except ValueError:
            raise Bad(_("A number is needed here.")) from None
        if not math.isfinite(found) or not least <= found <= most:
            raise Bad(_("It must lie between %(least)g and %(most)g.", least=least, most=most))
        return found

    return parse


def whole(least: int, most: int) -> Callable[[object], int]:
    """A whole number between two bounds."""

    def parse(value: object) -> int:
        found = number(least, most)(value)
        if found != int(found):
            raise Bad(_("A whole number is needed here."))
        return int(found)

    return parse


def identity(value: object) -> int:
    """An id: a string of digits, or a number."""
    digits = _written(value) or ""
    if not (
        digits.isascii() and digits.isdigit() and len(digits) < 20 and int(digits) <= LARGEST_ID
    ):
        raise Bad(_("This is not an id."))
    return int(digits)


def identities(most: int) -> Callable[[object], tuple[int, ...]]:
    """A list of ids."""

    def parse(value: object) -> tuple[int, ...]:
        given = value if isinstance(value, list | tuple) else [value]
        if len(given) > most:
            raise Bad(_("At most %(most)d are possible.", most=most))
        return tuple(identity(one) for one in given)

    return parse


def yes_or_no(value: object) -> bool:
    """A truth value, as JSON or as forms write it."""
    word = (str(value) if isinstance(value, bool) else _written(value) or "?").lower()
    if word not in YES + NO:
        raise Bad(_("Say true or false."))
    return word in YES


def line(most: int) -> Callable[[object], str]:
    """One line of text."""

    def parse(value: object) -> str:
        if (written := _written(value)) is None:
            raise Bad(_("The text must be text."))
        found = " ".join(written.split())
        if len(found) > most or not found.isprintable():
            raise Bad(_("One line of at most %(most)d characters is needed here.", most=most))
        return found

    return parse


def moment(value: object) -> int:
    """A time with its zone, as in 2026-01-05T07:30:00.000Z; milliseconds since 1970 UTC."""
    try:
        if not isinstance(value, str):
            raise ValueError
        found = datetime.fromisoformat(value.strip())
        if found.tzinfo is None:
            raise ValueError
        ms = (found - _EPOCH) // timedelta(milliseconds=1)
    except (ValueError, OverflowError):
        raise Bad(_("A time such as 2026-01-05T07:30:00.000Z is needed here.")) from None
    if not EARLIEST <= ms <= LATEST:
        raise Bad(_("This time cannot be right."))
    return ms


def language(value: object) -> str | None:
    """A language that we speak; others are no reason to refuse a post."""
    found = (_written(value) or "")[:2].lower()
    return found if found in LANGUAGES else None


def _written(value: object) -> str | None:
    """What somebody wrote: text, or the number that his program made of it."""
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= LARGEST_ID:
        return str(value)
    return None
