"""The JSON that goes out, described for OpenAPI; tests hold the answers to it.

The shapes themselves are made by core/shapes.py: these classes only describe them.
"""

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Id = Annotated[str, Field(pattern=r"^\d{1,19}$", description="64 bits that sort by time.")]
Code = Literal["available", "soon", "working", "travelling", "on_break", "help", "off"]
Kind = Literal[
    "post.published",
    "post.corrected",
    "post.removed",
    "availability",
    "account",
    "site",
    "alert",
    "acknowledgement",
    "call",
    "notification",
    "blank",
]
Percent = Annotated[int, Field(ge=0, le=100)]


class Entity(BaseModel):
    """An answer that has exactly these members."""

    model_config = ConfigDict(extra="forbid")


class Refused(Entity):
    """What was refused, in the reader's language, with a reason for each bad field."""

    error: str
    reasons: dict[str, str]


class Place(Entity):
    """A site of the firm, or a free text without id."""

    id: Id | None
    name: str


class Position(Entity):
    """Where a post was sent from, when its author gave it."""

    lat: float
    lon: float
    accuracy_m: float | None
    at: datetime | None


class Standing(Entity):
    """What a person said last; `silent` when it is too old to be believed."""

    role: Literal["worker", "dispatcher", "manager", "admin", "guest"]
    trade: str | None
    site: Place | None
    availability: Code | None
    free_from: datetime | None
    since: datetime | None
    said_at: datetime | None
    unconfirmed: bool
    silent: bool


class Account(Entity):
    """A person, as Mastodon's Account."""

    id: Id
    username: str
    acct: str
    display_name: str
    locked: bool
    bot: bool
    created_at: datetime
    note: str
    url: str
    avatar: str
    avatar_static: str
    header: str
    header_static: str
    followers_count: int
    following_count: int
    statuses_count: int
    last_status_at: datetime | None
    emojis: list[Any]
    fields: list[Any]
    teamfeed: Standing


class AccountSource(Entity):
    """What clients start a new post with."""

    privacy: str
    sensitive: bool
    language: str
    note: str
    fields: list[Any]
    follow_requests_count: int


class CredentialAccount(Account):
    """The person asking."""

    source: AccountSource


class Size(Entity):
    """A picture's size in pixels."""

    width: int
    height: int
    size: str
    aspect: float


class Sizes(Entity):
    """The sizes of a photo and its thumbnail."""

    original: Size
    small: Size


class Attachment(Entity):
    """A photo, as Mastodon's MediaAttachment."""

    id: Id
    type: Literal["image"]
    url: str
    preview_url: str
    remote_url: None
    text_url: None
    meta: Sizes
    description: str | None
    blurhash: str | None


class Tag(Entity):
    """A word after #."""

    name: str
    url: str


class Mention(Entity):
    """A person whom a text names."""

    id: Id
    username: str
    acct: str
    url: str


class Person(Entity):
    """Whom a post is about, when a colleague sent it."""

    id: Id
    username: str
    display_name: str


class Said(Entity):
    """What only a building firm says in a post."""

    availability: Code | None
    free_from: datetime | None
    site: Place | None
    progress: Percent | None
    blocked: bool
    position: Position | None
    said_at: datetime
    received_at: datetime
    said_at_clamped: bool
    on_behalf_of: Person | None
    feed_position: int
    client_id: str | None


class Status(Entity):
    """A post, as Mastodon's Status."""

    id: Id
    created_at: datetime
    in_reply_to_id: Id | None
    in_reply_to_account_id: Id | None
    sensitive: bool
    spoiler_text: str
    visibility: Literal["private"]
    language: str
    uri: str
    url: str
    replies_count: int
    reblogs_count: int
    favourites_count: int
    edited_at: datetime | None
    favourited: bool
    reblogged: bool
    bookmarked: bool
    muted: bool
    content: str
    text: str
    reblog: None
    application: None
    account: Account
    media_attachments: list[Attachment]
    mentions: list[Mention]
    tags: list[Tag]
    emojis: list[Any]
    card: None
    poll: None
    teamfeed: Said


class Context(Entity):
    """The conversation round a post."""

    ancestors: list[Status]
    descendants: list[Status]


class Source(Entity):
    """The plain text of a post."""

    id: Id
    text: str
    spoiler_text: str


class Tile(Entity):
    """A person's square on the board."""

    id: Id
    username: str
    acct: str
    display_name: str
    teamfeed: Standing


class Counts(Entity):
    """How many people there are of each availability."""

    help: int
    available: int
    soon: int
    silent: int
    working: int
    travelling: int
    on_break: int
    off: int


class Board(Entity):
    """Everybody's availability as of a position of the feed."""

    head: int
    server_time: datetime
    counts: Counts
    tiles: list[Tile]


class Change(BaseModel):
    """One change: its position, its kind, and the members of its entity; see Feed."""

    model_config = ConfigDict(extra="allow")
    position: int
    kind: Kind


class Feed(Entity):
    """Changes, oldest first; `reload` when the cursor is older than what is kept."""

    head: int
    changes: list[Change]
    reload: bool


class Site(Entity):
    """A place of work."""

    id: Id
    name: str
    address: str
    lat: float | None
    lon: float | None
    radius_m: int
    open: bool
    progress: Percent | None
    blocked: bool


class Trade(Entity):
    """A trade, in both languages."""

    code: str
    name_fr: str
    name_en: str
    letter: str


class Line(Tile):
    """A tile, and what it is worth now."""

    effective: str
    aged: bool


class Roster(Entity):
    """Who is expected, ready, silent and off."""

    head: int
    server_time: datetime
    expected: int
    ready: int
    silent: int
    off: int
    trades: list[Trade]
    sites: list[Site]
    lines: list[Line]


class Instance(BaseModel):
    """Mastodon's V1::Instance."""

    uri: str
    title: str
    version: str
    languages: list[str]
    registrations: bool
    configuration: dict[str, Any]


class InstanceV2(BaseModel):
    """Mastodon's Instance."""

    domain: str
    title: str
    version: str
    api_versions: dict[str, int]
    languages: list[str]
    registrations: dict[str, Any]
    configuration: dict[str, Any]


class Document(BaseModel):
    """An OpenAPI 3.1 document."""

    openapi: Literal["3.1.0"]
    info: dict[str, Any]
    paths: dict[str, Any]
