"""Publish, correct and remove posts."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from teamfeed.clock import DAY, MINUTE
from teamfeed.core import (
    accounts,
    availability,
    feed,
    mentions,
    notifications,
    progress,
    shapes,
    sites,
    tiles,
    timeline,
)
from teamfeed.core.availability import Rules
from teamfeed.core.drafts import Draft
from teamfeed.core.feed import Row, Transaction
from teamfeed.core.refusal import Refusal, conflict, forbidden, invalid, not_found
from teamfeed.core.schema import client_ids, media, post_versions, posts
from teamfeed.database import all_rows
from teamfeed.language import _

OLDEST_SAID, LATEST_SAID = 7 * DAY, 2 * MINUTE


@dataclass(frozen=True, slots=True)
class Published:
    """The post, its JSON, and whether this call made it or found it already there."""

    post_id: int
    status: Mapping[str, Any]
    first: bool


def publish(tx: Transaction, author_id: int, draft: Draft) -> Published:
    """Publish a checked draft, once per client id."""
    author = _author(tx, author_id)
    if draft.client_id and (earlier := _earlier(tx, author_id, draft)) is not None:
        return earlier
    subject = _subject(tx, draft, author)
    site = _site(tx, draft, author)
    replied = _replied(tx, draft, author)
    photos = _photos(tx, draft, author_id)
    post = _post(tx, author_id, draft, site, subject, replied)
    moved = tiles.follow(tx, subject or author, post)
    for rank, photo in enumerate(photos):
        tx.execute(
            media.update().where(media.c.id == photo["id"]).values(post_id=post["id"], rank=rank)
        )
    named = mentions.people(tx.connection, [post["text"]])
    status = _announce(tx, post, author, subject, photos, named)
    tx.insert(posts, {column: post[column] for column in _COLUMNS})
    _remember(tx, post)
    if moved:
        tiles.announce(tx, subject or author)
    progress.follow(tx, post)
    notifications.follow(tx, post, status, named, replied=replied)
    return Published(post["id"], status, True)


def correct(tx: Transaction, editor_id: int, post_id: int, draft: Draft) -> Mapping[str, Any]:
    """Replace what a post says within 15 minutes; what it said before is kept."""
    post = _own(tx, editor_id, post_id)
    if tx.now - post["received_at"] > tx.settings.correct_minutes * MINUTE:
        raise forbidden(
            _(
                "A post can be corrected for %(minutes)d minutes. Post again, or remove it.",
                minutes=tx.settings.correct_minutes,
            )
        )
    site = _site(tx, draft, accounts.get(tx, editor_id))
    _keep_version(tx, post)
    new = {**post, **_words(draft, site), "corrected_at": tx.now, **_kept_position(draft, post)}
    tx.execute(
        posts.update()
        .where(posts.c.id == post_id)
        .values(**{name: new[name] for name in (*_WORDS, *_POSITION, "corrected_at")})
    )
    if post["lat"] is not None and new["lat"] is None:
        feed.blank_position(tx, post_id)
    status = _announce_again(tx, new)
    progress.follow(tx, post)  # it may have told of another site before
    progress.follow(tx, new)
    named = mentions.people(tx.connection, [new["text"]])
    notifications.follow(tx, new, status, named, told=notifications.told(tx, post_id))
    return status


def remove(tx: Transaction, remover_id: int, post_id: int) -> None:
    """Take a post away everywhere; its place in the feed stays, as a tombstone."""
    post = _own(tx, remover_id, post_id)
    tx.execute(posts.update().where(posts.c.id == post_id).values(removed_at=tx.now, **_EMPTY))
    tx.execute(post_versions.delete().where(post_versions.c.post_id == post_id))
    tx.execute(media.update().where(media.c.post_id == post_id).values(post_id=None))
    feed.blank_post(tx, post_id)
    notifications.forget_post(tx, post_id)
    tx.announce(
        "post.removed",
        {"id": str(post_id)},
        account_id=post["account_id"],
        site_id=post["site_id"],
        post_id=post_id,
    )
    subject = accounts.get(tx, post["on_behalf_of"] or post["account_id"])
    if post["availability"] and tiles.recompute(tx, subject):
        tiles.announce(tx, subject)
    progress.follow(tx, post)


def forget_client_ids(tx: Transaction) -> None:
    """Forget the client ids that nobody will send again."""
    before = tx.now - tx.settings.client_ids_kept_days * DAY
    tx.execute(client_ids.delete().where(client_ids.c.at < before))


_BY_CLIENT_ID = sa.select(client_ids.c.digest, client_ids.c.post_id).where(
    client_ids.c.account_id == sa.bindparam("account"),
    client_ids.c.client_id == sa.bindparam("client"),
)
_COLUMNS = tuple(column.name for column in posts.columns)
_WORDS = ("text", "availability", "free_from", "site_id", "place", "progress", "blocked")
_POSITION = ("lat", "lon", "accuracy_m", "position_at")
_EMPTY: dict[str, Any] = {**dict.fromkeys((*_WORDS, *_POSITION)), "text": ""}


def _author(tx: Transaction, author_id: int) -> dict[str, Any]:
    author = accounts.get(tx, author_id)
    if not accounts.is_open(author, tx.now):
        raise forbidden(_("This account is closed."))
    return author


def _subject(tx: Transaction, draft: Draft, author: Row) -> dict[str, Any] | None:
    """Whom the post is about, when a colleague posts for him."""
    if draft.on_behalf_of is None:
        return None
    if author["role"] == "guest":
        raise forbidden(_("A guest posts for himself only."))
    found = accounts.get(tx, _person(tx, draft.on_behalf_of)["id"])
    if not found["active"]:
        raise invalid(on_behalf_of=_("The account of %(name)s is closed.", name=found["name"]))
    return None if found["id"] == author["id"] else found


def _person(tx: Transaction, named: str) -> Row:
    try:
        if named.isascii() and named.isdigit() and len(named) < 19:
            return accounts.find(tx.connection, int(named))
        return accounts.by_handle(tx.connection, named)
    except Refusal:
        raise invalid(on_behalf_of=_("Nobody is known as “%(name)s”.", name=named)) from None


def _site(tx: Transaction, draft: Draft, author: Row) -> Row | None:
    site_id = draft.site_id
    if author["role"] == "guest":
        own = author["guest_site_id"]
        elsewhere = draft.place and draft.place not in draft.text  # words are only words
        if (site_id or own) != own or elsewhere:
            raise invalid(site_id=_("A guest posts to his own site only."))
        site_id = own
    if site_id is None:
        return None
    if (site := sites.get(tx, site_id)) is None:
        raise invalid(site_id=_("There is no such site. Choose one of the list."))
    if not site["open"]:
        raise invalid(
            site_id=_("The site %(name)s is closed. Choose another one.", name=site["name"])
        )
    return site


def _replied(tx: Transaction, draft: Draft, author: Row) -> Row | None:
    if draft.in_reply_to_id is None:
        return None
    tx.flush()
    found = timeline.find(tx.connection, draft.in_reply_to_id)
    if found is None or not timeline.visible(found, author["guest_site_id"], author["id"]):
        raise invalid(in_reply_to_id=_("The post that you answer does not exist, or no longer."))
    return found


def _photos(tx: Transaction, draft: Draft, author_id: int) -> list[Row]:
    if not draft.media_ids:
        return []
    query = sa.select(media).where(
        media.c.id.in_(draft.media_ids), media.c.post_id.is_(None), media.c.account_id == author_id
    )
    found = {row["id"]: row for row in all_rows(tx.execute(query))}
    if len(found) != len(set(draft.media_ids)):
        raise invalid(media_ids=_("A photo is missing, or belongs to another post. Take it again."))
    return [found[number] for number in dict.fromkeys(draft.media_ids)]


def _earlier(tx: Transaction, author_id: int, draft: Draft) -> Published | None:
    """The post that has this client id already; another text under it is refused.

    Under the feed's lock nobody else can take the id between this look and the commit.
    """
    key = "client_id", author_id, draft.client_id
    found = (
        tx.memory.get(key)
        or tx.connection.execute(
            _BY_CLIENT_ID, {"account": author_id, "client": draft.client_id}
        ).first()
    )
    if found is None:
        return None
    digest, post_id = found
    tx.flush()
    if digest != draft.digest:
        raise conflict(client_id=_("This client id was used for another post. Use a new one."))
    if timeline.find(tx.connection, post_id) is None:
        raise not_found(_("This post was sent already, and removed since."))
    return Published(post_id, timeline.status(tx.connection, post_id, tx.settings, tx.now), False)


def _remember(tx: Transaction, post: Row) -> None:
    if post["client_id"]:
        key = "client_id", post["account_id"], post["client_id"]
        tx.memory[key] = post["digest"], post["id"]
        tx.insert(
            client_ids,
            {
                "account_id": post["account_id"],
                "client_id": post["client_id"],
                "digest": post["digest"],
                "post_id": post["id"],
                "at": tx.now,
            },
        )


def _post(
    tx: Transaction,
    author_id: int,
    draft: Draft,
    site: Row | None,
    subject: Row | None,
    replied: Row | None,
) -> dict[str, Any]:
    said = tx.now if draft.said_at is None else draft.said_at
    clamped = min(max(said, tx.now - OLDEST_SAID), tx.now + LATEST_SAID)
    return {
        **_words(draft, site),
        **_where(draft),
        "id": tx.next_id(),
        "account_id": author_id,
        "on_behalf_of": subject["id"] if subject else None,
        "said_at": clamped,
        "received_at": tx.now,
        "said_at_clamped": clamped != said,
        "in_reply_to_id": replied["id"] if replied else None,
        "in_reply_to_account_id": replied["account_id"] if replied else None,
        "client_id": draft.client_id,
        "digest": draft.digest,
        "language": draft.language or accounts.get(tx, author_id)["language"],
        "corrected_at": None,
        "removed_at": None,
    }


def _words(draft: Draft, site: Row | None) -> dict[str, Any]:
    return {
        "text": draft.text,
        "availability": draft.availability,
        "free_from": draft.free_from,
        "site_id": site["id"] if site else None,
        "site_name": site["name"] if site else None,
        "place": None if site else draft.place,
        "progress": draft.progress,
        "blocked": draft.blocked,
    }


def _where(draft: Draft) -> dict[str, Any]:
    """The position; in a break and after work it is nobody's business."""
    if draft.availability in availability.PRIVATE or draft.lat is None:
        return dict.fromkeys(_POSITION)
    return {name: getattr(draft, name) for name in _POSITION}


def _kept_position(draft: Draft, post: Row) -> dict[str, Any]:
    """What a correction leaves of the position: in a break and after work, nothing."""
    private = draft.availability in availability.PRIVATE
    return {name: None if private else post[name] for name in _POSITION}


def _announce(
    tx: Transaction,
    post: dict[str, Any],
    author: Row,
    subject: Row | None,
    photos: list[Row],
    named: Mapping[str, Row],
) -> Mapping[str, Any]:
    post["feed_position"] = tx.head.position + 1
    url = tx.settings.url
    shape = shapes.account(author, url, Rules.of(tx.settings), tx.now)
    status = shapes.status(
        post,
        shape,
        url,
        media=photos,
        subject=subject,
        mentioned=mentions.named(post["text"], named),
    )
    tx.announce(
        "post.published",
        status,
        account_id=post["account_id"],
        site_id=post["site_id"],
        post_id=post["id"],
    )
    return status


def _announce_again(tx: Transaction, post: Row) -> Mapping[str, Any]:
    """Tell of a correction: the post, and the board where it followed it."""
    person = accounts.get(tx, post["on_behalf_of"] or post["account_id"])
    moved = tiles.recompute(tx, person)
    tx.flush()
    status = timeline.status(tx.connection, post["id"], tx.settings, tx.now)
    tx.announce(
        "post.corrected",
        status,
        account_id=post["account_id"],
        site_id=post["site_id"],
        post_id=post["id"],
    )
    if moved:
        tiles.announce(tx, person)
    return status


def _keep_version(tx: Transaction, post: Row) -> None:
    count = sa.select(sa.func.count()).where(post_versions.c.post_id == post["id"])
    tx.execute(
        post_versions.insert(),
        {
            **{name: post[name] for name in _WORDS},
            "post_id": post["id"],
            "version": tx.execute(count).scalar_one() + 1,
            "said_at": post["said_at"],
            "replaced_at": tx.now,
        },
    )


def _own(tx: Transaction, account_id: int, post_id: int) -> dict[str, Any]:
    """A post that this person may change: his own, or one made for him."""
    _author(tx, account_id)
    tx.flush()
    post = timeline.find(tx.connection, post_id)
    if post is None:
        raise not_found(_("This post does not exist, or no longer."))
    if account_id not in (post["account_id"], post["on_behalf_of"]):
        raise forbidden(_("Only its author, or the person it was posted for, may change a post."))
    return dict(post)
