"""The JSON of an account, a tile, a post and a site: one shape for REST, socket and pages.

Mastodon's names at the edge (https://docs.joinmastodon.org/entities/Status/), plus one object
`teamfeed` with what only a building firm says. It lies in the core because a change is written
into the feed as JSON by the transaction that makes it.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from teamfeed.clock import iso, iso_or_none
from teamfeed.core import availability, text
from teamfeed.core.availability import Rules

Json = dict[str, Any]
Row = Mapping[str, Any]


def account(row: Row, url: str, rules: Rules, now: int) -> Json:
    """A person: a row of accounts with what was last said (see accounts.SELECT)."""
    return {
        **_account(row["id"], row["handle"], row["name"], row["created_at"], url),
        "teamfeed": standing(row, rules, now),
    }


def tile(row: Row, rules: Rules, now: int) -> Json:
    """One square of the board, and what a change of availability tells."""
    return {
        "id": str(row["id"]),
        "username": row["handle"],
        "acct": row["handle"],
        "display_name": row["name"],
        "teamfeed": standing(row, rules, now),
    }


def standing(row: Row, rules: Rules, now: int) -> Json:
    """What an account's `teamfeed` object says: role, trade, and what was said and since when."""
    said = row["availability"]
    worth = availability.effective(said, row["said_at"], row["free_from"], now, rules)
    return {
        "role": row["role"],
        "trade": row["trade"],
        "site": place(row["site_id"], row["site_name"], row["place"]),
        "availability": said,
        "free_from": iso_or_none(row["free_from"]),
        "since": iso_or_none(row["since"]),
        "said_at": iso_or_none(row["said_at"]),
        "unconfirmed": worth.unconfirmed,
        "silent": worth.code == availability.SILENT,
    }


def place(site_id: int | None, name: str | None, free_text: str | None) -> Json | None:
    """Where: one of the firm's sites, or a free text."""
    if site_id is not None:
        return {"id": str(site_id), "name": name}
    return {"id": None, "name": free_text} if free_text else None


def site(row: Row) -> Json:
    """A place of work."""
    return {
        "id": str(row["id"]),
        "name": row["name"],
        "address": row["address"],
        "lat": row["lat"],
        "lon": row["lon"],
        "radius_m": row["radius_m"],
        "open": row["open"],
        "progress": row["progress"],
        "blocked": row["blocked"],
    }


def trade(row: Row, language: str) -> Json:
    """A trade in the reader's language."""
    return {"code": row["code"], "name": row[f"name_{language}"], "letter": row["letter"]}


def status(
    post: Row,
    author: Json,
    url: str,
    *,
    media: Iterable[Row] = (),
    subject: Row | None = None,
    replies: int = 0,
    mentioned: Iterable[Row] = (),
) -> Json:
    """A post as Mastodon's Status; `author` is the author's account, `subject` whom it is about."""
    address = f"{url}/p/{post['id']}"
    return {
        "id": str(post["id"]),
        "created_at": iso(post["received_at"]),
        "in_reply_to_id": _id(post["in_reply_to_id"]),
        "in_reply_to_account_id": _id(post["in_reply_to_account_id"]),
        "sensitive": False,
        "spoiler_text": "",
        "visibility": "private",
        "language": post["language"],
        "uri": address,
        "url": address,
        "replies_count": replies,
        "reblogs_count": 0,
        "favourites_count": 0,
        "edited_at": iso_or_none(post["corrected_at"]),
        "favourited": False,
        "reblogged": False,
        "bookmarked": False,
        "muted": False,
        "content": text.to_html(post["text"], url),
        "text": post["text"],
        "reblog": None,
        "application": None,
        "account": author,
        "media_attachments": [attachment(row, url) for row in media],
        "mentions": [mention(row, url) for row in mentioned],
        "tags": [
            {"name": tag, "url": f"{url}/search?q=%23{tag}"} for tag in text.tags(post["text"])
        ],
        "emojis": [],
        "card": None,
        "poll": None,
        "teamfeed": _said(post, subject),
    }


def attachment(row: Row, url: str) -> Json:
    """A photo as Mastodon's MediaAttachment."""
    return {
        "id": str(row["id"]),
        "type": "image",
        "url": f"{url}/media/{row['name']}",
        "preview_url": f"{url}/media/{row['name']}/small",
        "remote_url": None,
        "text_url": None,
        "meta": {
            "original": _size(row["width"], row["height"]),
            "small": _size(row["thumb_width"], row["thumb_height"]),
        },
        "description": row["alt"] or None,
        "blurhash": None,
    }


def mention(row: Row, url: str) -> Json:
    """A person whom a text names, as Mastodon's Status.mentions tell it."""
    return {
        "id": str(row["id"]),
        "username": row["handle"],
        "acct": row["handle"],
        "url": f"{url}/u/{row['handle']}",
    }


def notification(
    row: Row,
    account: Json | None,
    status: Row | None,
    site_name: str | None,
    expires_at: int | None,
) -> Json:
    """What one person is told, as Mastodon's Notification with what a question needs more.

    `type` is what the tables call kind: a change has a kind of its own."""
    return {
        "id": str(row["id"]),
        "type": row["kind"],
        "created_at": iso(row["created_at"]),
        "read_at": iso_or_none(row["read_at"]),
        "account": account,
        "status": status,
        "site": place(row["site_id"], site_name, None),
        "answer": row["answer"],
        "expires_at": iso_or_none(expires_at),
    }


def _said(post: Row, subject: Row | None) -> Json:
    return {
        "availability": post["availability"],
        "free_from": iso_or_none(post["free_from"]),
        "site": place(post["site_id"], post["site_name"], post["place"]),
        "progress": post["progress"],
        "blocked": bool(post["blocked"]),
        "position": _position(post),
        "said_at": iso(post["said_at"]),
        "received_at": iso(post["received_at"]),
        "said_at_clamped": post["said_at_clamped"],
        "on_behalf_of": None
        if subject is None
        else {
            "id": str(subject["id"]),
            "username": subject["handle"],
            "display_name": subject["name"],
        },
        "feed_position": post["feed_position"],
        "client_id": post["client_id"],
    }


def _position(post: Row) -> Json | None:
    if post["lat"] is None:
        return None
    return {
        "lat": post["lat"],
        "lon": post["lon"],
        "accuracy_m": post["accuracy_m"],
        "at": iso_or_none(post["position_at"]),
    }


@lru_cache(maxsize=4096)
def _account(number: int, handle: str, name: str, created_at: int, url: str) -> Json:
    avatar = f"{url}/static/img/person.svg"
    return {
        "id": str(number),
        "username": handle,
        "acct": handle,
        "display_name": name,
        "locked": False,
        "bot": False,
        "created_at": iso(created_at),
        "note": "",
        "url": f"{url}/u/{handle}",
        "avatar": avatar,
        "avatar_static": avatar,
        "header": avatar,
        "header_static": avatar,
        "followers_count": 0,
        "following_count": 0,
        "statuses_count": 0,
        "last_status_at": None,
        "emojis": [],
        "fields": [],
    }


def _id(number: int | None) -> str | None:
    return None if number is None else str(number)


def _size(width: int, height: int) -> Json:
    return {
        "width": width,
        "height": height,
        "size": f"{width}x{height}",
        "aspect": round(width / max(height, 1), 3),
    }
