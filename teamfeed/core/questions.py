"""The morning's question to whoever has not said a word: "Chez Dupont ?"."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from teamfeed.clock import HOUR, MINUTE
from teamfeed.core import availability, notifications, posts, preferences
from teamfeed.core.accounts import open_at
from teamfeed.core.availability import Rules
from teamfeed.core.drafts import Draft
from teamfeed.core.feed import Row, Transaction
from teamfeed.core.posts import Published
from teamfeed.core.refusal import Refusal, conflict, invalid, not_found
from teamfeed.core.schema import accounts, sites
from teamfeed.core.schema import notifications as table
from teamfeed.core.schema import posts as posts_table
from teamfeed.core.tiles import ABOUT, about
from teamfeed.database import first_row
from teamfeed.language import _
from teamfeed.settings import Settings

YES, ELSEWHERE, ABSENT = "yes", "elsewhere", "absent"
ANSWERS = (YES, ELSEWHERE, ABSENT)
MOST_A_DAY = 2
AGAIN_AFTER = HOUR  # without an answer or a word
LATEST = 3 * HOUR  # after the start of work, it is morning no longer
DAYS_LOOKED_AT = 5  # working days in one of which he was at work


def due(connection: Connection, settings: Settings, now: int) -> list[int]:
    """Whom to ask now; empty outside the first hours of a working day."""
    rules = Rules.of(settings)
    if not _time_to_ask(settings, rules, now):
        return []
    expected = _expected(connection, rules, now)
    spoken = _spoken_since(connection, rules.day_start(now))
    asked = _asked(connection, rules.day_start(now), now)
    silent = sorted(expected - spoken - asked)
    wishes = preferences.of_all(connection, silent, settings)
    return [number for number in silent if not wishes[number].quiet(now, rules)]


def ask(tx: Transaction) -> list[int]:
    """Ask all who are due; under the feed's lock no other process asks them too."""
    tx.flush()
    rules = Rules.of(tx.settings)
    people = due(tx.connection, tx.settings, tx.now)
    for number in people:
        notifications.ask(tx, number, _last_site(tx.connection, number, rules, tx.now))
    return people


def fields(answer: object, question: Row, given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of the post that an answer is, for drafts.check: yes, elsewhere or absent."""
    if answer not in ANSWERS:
        raise invalid(answer=_("Answers are: %(answers)s.", answers=", ".join(ANSWERS)))
    said = {name: given.get(name) for name in ("said_at", "client_id")}
    said["client_id"] = said["client_id"] or f"question-{question['id']}"
    if answer == ABSENT:
        return {**said, "availability": availability.OFF}
    said["availability"] = availability.WORKING
    if answer == YES:
        return {**said, "site_id": question["site_id"]}
    return {**said, "site_id": given.get("site_id"), "site": given.get("site")}


def answer(
    tx: Transaction, account_id: int, question_id: int, said: str, draft: Draft
) -> Published:
    """Publish an answer as the person's own post, once, while the question's day lasts."""
    tx.flush()
    question = find(tx.connection, account_id, question_id)
    _check_open(tx, question, said, draft)
    published = posts.publish(tx, account_id, draft)
    if published.first:
        notifications.change(
            tx,
            question,
            answer=said,
            post_id=published.post_id,
            read_at=question["read_at"] or tx.now,
        )
    return published


def find(connection: Connection, account_id: int, question_id: int) -> Row:
    """A question that this person was asked; refuses any other."""
    query = sa.select(table).where(
        table.c.id == question_id,
        table.c.account_id == account_id,
        table.c.kind == notifications.QUESTION,
    )
    if (row := first_row(connection.execute(query))) is None:
        raise not_found()
    return row


def _check_open(tx: Transaction, question: Row, said: str, draft: Draft) -> None:
    """Refuse a second answer, and one that was given when the day was over."""
    at = tx.now if draft.said_at is None else min(draft.said_at, tx.now)
    if at >= Rules.of(tx.settings).work_end(question["created_at"]):
        raise Refusal(410, _("This question was for another day. Say what you do now instead."))
    if question["answer"] is None:
        return
    query = sa.select(posts_table.c.client_id).where(posts_table.c.id == question["post_id"])
    again = tx.connection.execute(query).scalar() == draft.client_id
    if not again or question["answer"] != said:
        raise conflict(answer=_("You have answered already. Say what you do now instead."))


def _time_to_ask(settings: Settings, rules: Rules, now: int) -> bool:
    late = now - rules.work_start(now)
    after = settings.question_after_minutes * MINUTE
    return bool(after) and after <= late < LATEST and rules.working_hours(now)


def _expected(connection: Connection, rules: Rules, now: int) -> set[int]:
    """The people with a trade who were at work on one of the last working days."""
    p = posts_table.c
    worked = sa.select(ABOUT).where(
        p.id >= _first_day(rules, now) << 16,
        p.availability.is_not(None),
        p.availability != availability.OFF,
        p.removed_at.is_(None),
    )
    query = sa.select(accounts.c.id).where(
        open_at(now), accounts.c.trade.is_not(None), accounts.c.id.in_(worked)
    )
    return set(connection.execute(query).scalars())


def _spoken_since(connection: Connection, since: int) -> set[int]:
    """Who has said something today, or for whom somebody has."""
    p = posts_table.c
    query = sa.select(ABOUT).where(p.id >= since << 16, p.said_at >= since, p.removed_at.is_(None))
    return set(connection.execute(query).scalars())


def _asked(connection: Connection, since: int, now: int) -> set[int]:
    """Who is not to be asked again: asked twice today, or just now."""
    count, newest = sa.func.count(), sa.func.max(table.c.created_at)
    query = (
        sa.select(table.c.account_id)
        .where(
            table.c.id >= since << 16,
            table.c.kind == notifications.QUESTION,
        )
        .group_by(table.c.account_id)
        .having(sa.or_(count >= MOST_A_DAY, newest > now - AGAIN_AFTER))
    )
    return set(connection.execute(query).scalars())


def _last_site(connection: Connection, account_id: int, rules: Rules, now: int) -> int | None:
    """The site where a person was last at work, if it is one of the firm's and still open."""
    p = posts_table.c
    query = (
        sa.select(p.site_id, sites.c.open)
        .select_from(posts_table.outerjoin(sites, sites.c.id == p.site_id))
        .where(
            p.id >= _first_day(rules, now) << 16,
            p.removed_at.is_(None),
            p.availability != availability.OFF,
            sa.or_(p.site_id.is_not(None), p.place.is_not(None)),
            about(account_id),
        )
        .order_by(p.said_at.desc(), p.id.desc())
        .limit(1)
    )
    found = connection.execute(query).first()
    return found.site_id if found and found.open else None


def _first_day(rules: Rules, now: int) -> int:
    """The midnight at which the last working days before today begin."""
    day, left = rules.local(now), DAYS_LOOKED_AT if rules.days else 0
    while left:
        day -= timedelta(days=1)
        left -= day.weekday() in rules.days
    return int(day.replace(hour=0, minute=0, second=0, microsecond=0).timestamp() * 1000)
