"""Hire the demo firm, with two weeks of posts."""

import random
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
from PIL.Image import Image

from teamfeed.clock import DAY, MINUTE, iso
from teamfeed.core import accounts, drafts, media, posts, schema, sites, trades
from teamfeed.core import secrets as passwords
from teamfeed.core.availability import OFF, Rules
from teamfeed.core.feed import Transaction
from teamfeed.core.media import Developed
from teamfeed.demo import firm, pictures, shift, story
from teamfeed.demo.line import Line
from teamfeed.services import Services

CORRECTED_AFTER, REMOVED_AFTER = 3 * MINUTE, 4 * MINUTE
NEAR = 0.0004  # degrees: about forty metres


@dataclass(frozen=True)
class SignIn:
    """How one of the demo's people signs in."""

    handle: str
    name: str
    role: str
    password: str


def create(services: Services, password: str) -> list[SignIn]:
    """Hire everybody on an empty database and return the sign-ins; on a later call only these.

    A database in which other people work is left alone: then the list is empty. All is written
    in one transaction, each post at its own past time.
    """
    with services.reading() as connection:
        known = set(connection.scalars(sa.select(schema.accounts.c.handle)))
    handles = {person.handle for person in firm.PEOPLE}
    if known and not handles <= known:
        return []
    if not known:
        hashed = passwords.hash_password(password)
        services.do(_hire_and_tell, hashed, services.settings.data_dir)
    return [SignIn(person.handle, person.name, person.role, password) for person in firm.PEOPLE]


def freshen(services: Services) -> int:
    """Tell what happened today, when the demo firm starts after hours of silence; how many posts.

    Only for the demo's own people, and only when nobody posted for so long that the whole board
    is silent: whoever is trying something out is not disturbed.
    """
    with services.reading() as connection:
        known = set(connection.scalars(sa.select(schema.accounts.c.handle)))
        last = connection.execute(sa.select(sa.func.max(schema.posts.c.received_at))).scalar() or 0
    silent = services.now() - last > Rules.of(services.settings).silent_after
    if not silent or not {person.handle for person in firm.PEOPLE} <= known:
        return 0
    return services.do(_tell_today, last, services.settings.data_dir)


def today(now: int, rules: Rules, after: int = 0) -> list[Line]:
    """What has been said today up to now, so that the boards are fresh; nothing before `after`."""
    told = [
        line
        for day in story.days(now, rules.zone, rules.days, most=0)
        for line in day.lines()
        if after < line.at and line.arrives <= now
    ]
    if not shift.needed(now, rules):
        return told
    # Whoever works the shift has not gone home.
    told = [line for line in told if line.availability != OFF]
    return told + shift.lines(now, rules, max((line.arrives for line in told), default=after))


def _hire_and_tell(tx: Transaction, password_hash: str, data_dir: Path) -> None:
    now, rules = tx.now, Rules.of(tx.settings)
    past = [
        line
        for day in story.days(now, rules.zone, rules.days)
        for line in day.lines()
        if line.arrives < rules.day_start(now)
    ]
    told = past + today(now, rules)
    tx.now = min(line.at for line in told) - DAY
    _Scribe(tx, _hire(tx, password_hash, now), data_dir).write(told, now)
    tx.now = now


def _tell_today(tx: Transaction, last: int, data_dir: Path) -> int:
    """Today's lines of those who are still there, about sites that are still open."""
    now = tx.now
    places = {row["name"]: row["id"] for row in sites.all_of(tx.connection) if row["open"]}
    here = {row["handle"] for row in accounts.all_of(tx.connection) if accounts.is_open(row, now)}
    told = [
        line
        for line in today(now, Rules.of(tx.settings), last)
        if line.who in here and line.on_behalf_of in {*here, ""} and line.site in {*places, ""}
    ]
    _Scribe(tx, places, data_dir).write(told, now)
    tx.now = now
    return len(told)


def _hire(tx: Transaction, password_hash: str, now: int) -> dict[str, int]:
    """Trades, sites and people; the sites' ids by name."""
    for rank, trade in enumerate(firm.TRADES):
        trades.add(tx, *trade, rank)
    places = {
        place.name: sites.add(
            tx,
            place.name,
            address=place.address,
            lat=place.lat,
            lon=place.lon,
            radius_m=place.radius_m,
            progress=max(1, place.progress - 11 * place.daily),
        )
        for place in firm.SITES
    }
    for person in firm.PEOPLE:
        guest = person is firm.GUEST
        accounts.add(
            tx,
            person.handle,
            person.name,
            person.role,
            trade=person.trade,
            language=person.language,
            password_hash=password_hash,
            site_id=places[person.home] if guest else None,
            until=now + firm.GUEST_WEEKS * 7 * DAY if guest else None,
        )
    return places


class _Scribe:
    """Writes lines as posts, each at the time it arrived."""

    def __init__(self, tx: Transaction, places: dict[str, int], data_dir: Path) -> None:
        self._tx, self._places, self._data_dir = tx, places, data_dir
        tx.flush()
        self._people = {row["handle"]: row["id"] for row in accounts.all_of(tx.connection)}
        self._posted: dict[str, int] = {}

    def write(self, told: Iterable[Line], now: int) -> None:
        """Publish, correct and remove in the order in which it happened, up to now."""
        happened = [(line.arrives, 0, line) for line in told]
        happened += [
            (line.arrives + CORRECTED_AFTER, 1, line) for _, _, line in happened if line.corrected
        ]
        happened += [
            (line.arrives + REMOVED_AFTER, 2, line) for _, _, line in happened if line.removed
        ]
        verbs = (self._publish, self._correct, self._remove)
        posted: dict[Line, int] = {}
        for at, verb, line in sorted(happened, key=lambda event: event[:2]):
            if at <= now:
                self._tx.now = at
                verbs[verb](line, posted)

    def _publish(self, line: Line, posted: dict[Line, int]) -> None:
        author = self._people[line.who]
        given = self._given(line)
        if line.scene:
            given["media_ids"] = [self._photo(line, author)]
        if line.answers in self._posted:
            given["in_reply_to_id"] = self._posted[line.answers]
        posted[line] = posts.publish(self._tx, author, self._draft(given)).post_id
        if line.key:
            self._posted[line.key] = posted[line]

    def _correct(self, line: Line, posted: dict[Line, int]) -> None:
        given = {**self._given(line), "status": line.corrected}
        posts.correct(self._tx, self._people[line.who], posted[line], self._draft(given))

    def _remove(self, line: Line, posted: dict[Line, int]) -> None:
        posts.remove(self._tx, self._people[line.who], posted[line])

    def _draft(self, given: dict[str, object]) -> drafts.Draft:
        return drafts.check(given, self._tx.settings, self._tx.now, lambda: self._places)

    def _given(self, line: Line) -> dict[str, object]:
        """The line as a phone would send it."""
        guest = line.who == firm.GUEST.handle
        given: dict[str, object] = {
            "status": line.text,
            "availability": line.availability,
            "progress": line.progress,
            "blocked": line.blocked,
            "on_behalf_of": line.on_behalf_of,
            "said_at": iso(line.at),
            "free_from": iso(line.free_from) if line.free_from else None,
            "site_id": None if guest or not line.site else self._places[line.site],
        }
        if line.here and line.site:
            given["position"] = _near(line)
        return given

    def _photo(self, line: Line, author: int) -> int:
        drawn = pictures.draw(line.scene, random.Random(f"{line.who} {line.at}"))
        row = media.add(self._tx, author, _stored(drawn.image, self._data_dir), drawn.alt)
        return int(row["id"])


def _near(line: Line) -> dict[str, object]:
    """A position as the phone rounds it, close to the site."""
    chance, place = random.Random(f"{line.who} {line.at}"), firm.place(line.site)
    return {
        "lat": round(place.lat + chance.uniform(-NEAR, NEAR), 4),
        "lon": round(place.lon + chance.uniform(-NEAR, NEAR), 4),
        "accuracy_m": chance.choice((20, 30, 60, 120)),
        "at": iso(line.at),
    }


def _stored(image: Image, data_dir: Path) -> Developed:
    """Our own drawing needs no limited process: it is stored as it is."""
    name = secrets.token_hex(16)
    full, small = (media.path_of(data_dir, name, small=which) for which in (False, True))
    full.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    image.save(full, "JPEG", quality=82)
    image.resize(pictures.SMALL).save(small, "JPEG", quality=78)
    return Developed(
        name,
        image.width,
        image.height,
        *pictures.SMALL,
        bytes=full.stat().st_size + small.stat().st_size,
    )
