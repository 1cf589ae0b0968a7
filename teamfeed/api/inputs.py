"""What comes in, in bodies, queries and headers, described for OpenAPI; core checks it."""

from datetime import datetime
from typing import Literal

from pydantic import BaseModel, Field

from teamfeed.api.bell import ClockTime
from teamfeed.api.entities import Code, Id, Percent
from teamfeed.core.drafts import CLIENT_ID_LIMIT, MEDIA_LIMIT, PLACE_LIMIT


class GivenPosition(BaseModel):
    """A position that the author gives."""

    lat: float = Field(ge=-90, le=90)
    lon: float = Field(ge=-180, le=180)
    accuracy_m: float | None = Field(None, ge=0, le=100_000)
    at: datetime | None = None


class NewStatus(BaseModel):
    """A post as it is sent: JSON, form or multipart; at least one member."""

    status: str | None = Field(
        None,
        description="At most 140 characters as people count; read by "
        "the short grammar, as in “libre 14h”.",
    )
    availability: Code | None = None
    free_from: datetime | None = Field(None, description="From when, if free later.")
    site_id: Id | None = None
    site: str | None = Field(None, max_length=PLACE_LIMIT, description="Name or free text.")
    position: GivenPosition | None = None
    progress: Percent | None = Field(None, description="Of the site's work.")
    blocked: bool | None = None
    said_at: datetime | None = Field(None, description="When it was said, if it comes late.")
    client_id: str | None = Field(
        None, max_length=CLIENT_ID_LIMIT, description="As the header Idempotency-Key."
    )
    in_reply_to_id: Id | None = None
    media_ids: list[Id] | None = Field(None, max_length=MEDIA_LIMIT)
    on_behalf_of: str | None = Field(None, max_length=30, description="Handle or id.")
    language: str | None = None


class NewMedia(BaseModel):
    """A photo as it is sent, in multipart."""

    file: str = Field(json_schema_extra={"format": "binary"})
    description: str | None = Field(None, max_length=1500)


class Description(BaseModel):
    """What a photo shows."""

    description: str | None = Field(None, max_length=1500)


class Once(BaseModel):
    """Headers of a post."""

    idempotency_key: str | None = Field(
        None,
        alias="Idempotency-Key",
        pattern=r"^[!-~]+$",
        max_length=CLIENT_ID_LIMIT,
        description="One per composed post: a repeat answers with the first post.",
    )


class Paging(BaseModel):
    """Which part of a timeline."""

    limit: int = Field(20, ge=1, description="At most 40.")
    max_id: Id | None = Field(None, description="Older than this.")
    since_id: Id | None = Field(None, description="Newer than this, the newest ones.")
    min_id: Id | None = Field(None, description="Newer than this, the next ones.")


class Cursor(BaseModel):
    """Where to go on in the feed."""

    cursor: int = Field(0, ge=0, description="The position of the last change you have.")
    limit: int = Field(100, ge=1, description="At most 500.")


class Older(BaseModel):
    """Which part of one's notifications."""

    max_id: Id | None = Field(None, description="Older than this.")
    limit: int = Field(20, ge=1, description="At most 40.")


class ReadUpTo(BaseModel):
    """Up to which notification one has read."""

    up_to_id: Id


class GivenAnswer(BaseModel):
    """An answer to the morning's question."""

    answer: Literal["yes", "elsewhere", "absent"]
    site_id: Id | None = Field(None, description="Where, if elsewhere.")
    site: str | None = Field(None, max_length=PLACE_LIMIT, description="Name or free text.")
    said_at: datetime | None = Field(None, description="When it was said, if it comes late.")
    client_id: str | None = Field(
        None, max_length=CLIENT_ID_LIMIT, description="As the header Idempotency-Key."
    )


class GivenSwitches(BaseModel):
    """Kinds of notification to turn on or off; others stay as they are."""

    mention: bool | None = None
    reply: bool | None = None
    alert: bool | None = None
    call: bool | None = None
    question: bool | None = None


class GivenPreferences(BaseModel):
    """What to change; what is absent stays as it is."""

    quiet_from: ClockTime | None = Field(None, description="Null, as quiet_to: no quiet hours.")
    quiet_to: ClockTime | None = None
    notify: GivenSwitches | None = None


class PushKeys(BaseModel):
    """A subscription's keys, base64url."""

    p256dh: str
    auth: str


class GivenSubscription(BaseModel):
    """What a browser's PushSubscription says of itself as JSON."""

    endpoint: str = Field(max_length=2000)
    keys: PushKeys


class GivenEndpoint(BaseModel):
    """Which subscription."""

    endpoint: str = Field(max_length=2000)
