"""The JSON of notifications, preferences and Web Push, described for OpenAPI."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from teamfeed.api.entities import Account, Entity, Id, Place, Status


class Notification(Entity):
    """What tells one person of something; of a question, with its site, answer and end."""

    id: Id
    type: Literal["mention", "reply", "question"]
    created_at: datetime
    read_at: datetime | None
    account: Account | None
    status: Status | None
    site: Place | None
    answer: Literal["yes", "elsewhere", "absent"] | None
    expires_at: datetime | None


class Unread(Entity):
    """How many notifications are not read."""

    unread: int


class Switches(Entity):
    """Which kinds of notification may wake one's phone."""

    mention: bool
    reply: bool
    alert: bool
    call: bool
    question: bool


ClockTime = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]


class Preferences(Entity):
    """When nothing may wake one's phone, and what may at other times."""

    quiet_from: ClockTime | None
    quiet_to: ClockTime | None
    notify: Switches


class PushKey(Entity):
    """The key that a browser subscribes with, base64url."""

    public_key: str


class Subscribed(Entity):
    """Whether this browser is woken."""

    subscribed: bool
