"""A draft: what somebody wants to post, checked before anything is touched."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import orjson

from teamfeed.core import availability, grammar, phrases, text, values
from teamfeed.core.availability import Rules
from teamfeed.core.refusal import invalid
from teamfeed.core.values import Bad
from teamfeed.language import Message, _
from teamfeed.settings import Settings

TEXT_LIMIT = 140
PLACE_LIMIT = 60
CLIENT_ID_LIMIT = 100
MEDIA_LIMIT = 4

Sites = Callable[[], Mapping[str, int]]  # names of the open sites -> ids, asked for when needed


@dataclass(frozen=True, slots=True)
class Draft:
    """A checked draft; sites, people and photos it names are looked up when it is published."""

    text: str = ""
    availability: str | None = None
    free_from: int | None = None
    site_id: int | None = None
    place: str | None = None
    progress: int | None = None
    blocked: bool | None = None
    lat: float | None = None
    lon: float | None = None
    accuracy_m: float | None = None
    position_at: int | None = None
    said_at: int | None = None
    in_reply_to_id: int | None = None
    on_behalf_of: str | None = None
    media_ids: tuple[int, ...] = ()
    client_id: str | None = None
    language: str | None = None
    digest: str = ""

    @property
    def says_nothing(self) -> bool:
        """Whether there is nothing in it to post."""
        return not (
            self.text
            or self.availability
            or self.media_ids
            or self.site_id
            or self.place
            or self.lat is not None
            or self.progress is not None
            or self.blocked
        )


def check(given: Mapping[str, Any], settings: Settings, now: int, sites: Sites) -> Draft:
    """Check what came in by any door; refuses with a reason for each bad field.

    Fields: status, availability, free_from, site_id, site (name or free text), position
    {lat, lon, accuracy_m, at}, progress (0-100), blocked, said_at, client_id, in_reply_to_id,
    media_ids, on_behalf_of (handle or id). Explicit fields win over the short grammar.
    """
    reader = values.Reader(given)
    read = _read(reader)
    if reader.reasons:
        raise invalid(**reader.reasons)
    draft = _settled(_by_grammar(read, settings, now, sites), now)
    _check_together(draft)
    return replace(draft, digest=_digest(read))


def _read(reader: values.Reader) -> Draft:
    site_id, place = _place(reader)
    position = reader.mapping("position")
    return Draft(
        text=reader.read("status", _text) or "",
        availability=reader.read("availability", _availability),
        free_from=reader.read("free_from", values.moment),
        site_id=site_id,
        place=place,
        progress=reader.read("progress", values.whole(0, 100)),
        blocked=reader.read("blocked", values.yes_or_no),
        lat=position.read("lat", values.number(-90, 90)),
        lon=position.read("lon", values.number(-180, 180)),
        accuracy_m=position.read("accuracy_m", values.number(0, 100_000)),
        position_at=position.read("at", values.moment),
        said_at=reader.read("said_at", values.moment),
        in_reply_to_id=reader.read("in_reply_to_id", values.identity),
        on_behalf_of=reader.read("on_behalf_of", values.line(30)),
        media_ids=reader.read("media_ids", values.identities(MEDIA_LIMIT)) or (),
        client_id=reader.read("client_id", values.line(CLIENT_ID_LIMIT)),
        language=reader.read("language", values.language),
    )


def _text(value: object) -> str:
    """The words of a post, cleaned and counted as people count."""
    if not isinstance(value, str):
        raise Bad(_("The text must be text."))
    if len(value) > 20 * TEXT_LIMIT:  # no family emoji is longer than this
        raise _too_long(len(value))
    cleaned = text.clean(value)
    length = len(cleaned) if cleaned.isascii() else text.graphemes(cleaned)
    if length > TEXT_LIMIT:
        raise _too_long(length)
    return cleaned


def _too_long(length: int) -> Bad:
    return Bad(
        _(
            "%(length)d characters: at most %(limit)d fit. Shorten the text by %(more)d.",
            length=length,
            limit=TEXT_LIMIT,
            more=length - TEXT_LIMIT,
        )
    )


def _availability(value: object) -> str:
    if value not in availability.CODES:
        raise Bad(_("Availabilities are: %(codes)s.", codes=", ".join(availability.CODES)))
    return str(value)


def _place(reader: values.Reader) -> tuple[int | None, str | None]:
    """A site's id, or a name that may turn out to be one of the firm's sites."""
    return (reader.read("site_id", values.identity), reader.read("site", values.line(PLACE_LIMIT)))


def _by_grammar(draft: Draft, settings: Settings, now: int, sites: Sites) -> Draft:
    """Fill what the words say: a plain "libre 14h" moves the board too."""
    worth_reading = bool(phrases.WORTH_READING.search(text.fold(draft.text)))
    if not (draft.place or worth_reading):
        return draft
    known = sites()
    if draft.place and draft.site_id is None:
        draft = _named(draft, known)
    return _read_words(draft, settings, now, known) if worth_reading else draft


def _read_words(draft: Draft, settings: Settings, now: int, known: Mapping[str, int]) -> Draft:
    said_at = min(draft.said_at or now, now)  # a fast clock would move "14h" to another day
    said = grammar.read(draft.text, sites=known, now=said_at, zone=Rules.of(settings).zone)
    if said == grammar.NOTHING:
        return draft
    if draft.availability is None and said.availability is not None:
        draft = replace(
            draft, availability=said.availability, free_from=draft.free_from or said.free_from
        )
    if draft.site_id is None and not draft.place:
        short = said.place is not None and len(said.place) <= PLACE_LIMIT
        draft = replace(draft, site_id=said.site_id, place=said.place if short else None)
    return replace(
        draft,
        progress=said.progress if draft.progress is None else draft.progress,
        blocked=said.blocked if draft.blocked is None else draft.blocked,
    )


def _named(draft: Draft, known: Mapping[str, int]) -> Draft:
    wanted = text.fold(draft.place or "")
    for name, number in known.items():
        if text.fold(name) == wanted:
            return replace(draft, site_id=number, place=None)
    return draft


def _settled(draft: Draft, now: int) -> Draft:
    """Free later is soon; only soon has a time."""
    later = draft.free_from is not None and draft.free_from > now
    if draft.availability == availability.AVAILABLE and later:
        return replace(draft, availability=availability.SOON)
    return draft if draft.availability == availability.SOON else replace(draft, free_from=None)


def _check_together(draft: Draft) -> None:
    reasons: dict[str, Message] = {}
    if draft.says_nothing:
        reasons["status"] = _(
            "There is nothing to post: write something, choose an availability or add a photo."
        )
    if draft.availability == availability.SOON and draft.free_from is None:
        reasons["free_from"] = _("Say from when: free_from is missing.")
    if (draft.lat is None) != (draft.lon is None):
        reasons["position"] = _("A position needs both lat and lon.")
    if reasons:
        raise invalid(**reasons)


# What a repeated client id must repeat, as it was sent: what the grammar reads may change when a
# site is closed meanwhile, and times when a program computes them anew.
_SAME = (
    "text",
    "availability",
    "site_id",
    "place",
    "progress",
    "blocked",
    "in_reply_to_id",
    "media_ids",
    "on_behalf_of",
)


def _digest(read: Draft) -> str:
    kept = [getattr(read, name) for name in _SAME]
    return hashlib.sha256(orjson.dumps(kept)).hexdigest()
