"""The demo firm is there at the first start, complete, believable and alive at any hour."""

import stat
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from PIL import Image
from sqlalchemy.engine import Engine

from teamfeed import demo
from teamfeed.clock import DAY, MINUTE
from teamfeed.core import accounts, board, media, schema, secrets, sites
from teamfeed.core.availability import CODES, Rules
from teamfeed.demo import firm
from teamfeed.services import Services
from teamfeed.settings import Settings
from teamfeed.throttle import Throttle
from teamfeed.writer import Writer
from tests.cast import Cast

PARIS = ZoneInfo("Europe/Paris")
PASSWORD = "trois seaux de plâtre"


def at(when: str) -> int:
    """Milliseconds of a local time in Rennes."""
    return int(datetime.fromisoformat(when).replace(tzinfo=PARIS).timestamp() * 1000)


def services_at(when: str, settings: Settings, engine: Engine) -> Services:
    """The services of a process whose clock stands still."""
    now = at(when)
    return Services(
        settings, engine, Writer(engine, settings, lambda: now), Throttle(settings), lambda: now
    )


@pytest.fixture
def tuesday(settings: Settings, engine: Engine) -> Services:
    """The demo firm, created on a Tuesday at 10:42."""
    own = services_at("2026-11-24T10:42", settings, engine)
    demo.create(own, PASSWORD)
    return own


def rows(own: Services, query: Any) -> list[Any]:
    with own.reading() as connection:
        return list(connection.execute(query).mappings())


def test_twenty_four_people_can_sign_in(tuesday: Services) -> None:
    people = rows(tuesday, sa.select(schema.accounts))

    assert len(people) == 24
    assert Counter(row["role"] for row in people) == {
        "admin": 1,
        "dispatcher": 1,
        "manager": 1,
        "guest": 1,
        "worker": 20,
    }
    assert secrets.verify_password(people[0]["password_hash"], PASSWORD)
    assert len({row["password_hash"] for row in people}) == 1


def test_the_guest_sees_one_site_for_some_weeks(tuesday: Services) -> None:
    gil = rows(tuesday, sa.select(schema.accounts).where(schema.accounts.c.handle == "gil"))[0]
    dupont = rows(tuesday, sa.select(schema.sites).where(schema.sites.c.name == "Dupont"))[0]

    assert gil["site_id"] == dupont["id"]
    assert 3 * 7 * DAY < gil["until"] - at("2026-11-24T10:42") < 8 * 7 * DAY


def test_eight_sites_lie_in_rennes_and_four_trades_have_letters_of_their_own(
    tuesday: Services,
) -> None:
    places = rows(tuesday, sa.select(schema.sites))
    trades = rows(tuesday, sa.select(schema.trades))

    assert len(places) == 8
    assert all(48.07 < row["lat"] < 48.15 and -1.75 < row["lon"] < -1.62 for row in places)
    assert all(len(row["name"]) <= 9 and 0 < row["progress"] <= 100 for row in places)
    assert len({row["letter"] for row in trades}) == 4


def test_two_weeks_of_every_kind_of_post_are_there(tuesday: Services) -> None:
    told = rows(tuesday, sa.select(schema.posts))

    assert len(told) > 1500
    assert {row["availability"] for row in told} >= {*CODES, None}
    assert at("2026-11-24T10:42") - min(row["received_at"] for row in told) > 12 * DAY
    assert sum(row["received_at"] - row["said_at"] > 15 * MINUTE for row in told) >= 10
    assert not any(row["said_at_clamped"] for row in told)
    assert sum(row["in_reply_to_id"] is not None for row in told) >= 50
    assert any(row["corrected_at"] for row in told)
    assert any(row["removed_at"] for row in told)
    assert any(row["on_behalf_of"] for row in told)
    assert any(row["blocked"] for row in told)
    assert any(row["lat"] for row in told)
    assert all(len(row["text"]) <= 140 for row in told)


def test_nothing_is_said_in_the_future_and_ids_sort_by_arrival(tuesday: Services) -> None:
    told = rows(tuesday, sa.select(schema.posts).order_by(schema.posts.c.id))
    arrivals = [row["received_at"] for row in told]

    assert arrivals == sorted(arrivals)
    assert max(arrivals) <= at("2026-11-24T10:42")
    assert all(row["said_at"] <= row["received_at"] for row in told)
    assert [row["feed_position"] for row in told] == sorted(row["feed_position"] for row in told)


def test_the_photos_are_on_disk_and_described(tuesday: Services) -> None:
    photos = rows(tuesday, sa.select(schema.media))

    assert 25 <= len(photos) <= 40
    for row in photos:
        assert row["alt"]
        assert row["post_id"]
        for small in (False, True):
            path = media.path_of(tuesday.settings.data_dir, row["name"], small=small)
            with Image.open(path) as image:
                wide = "thumb_width" if small else "width"
                assert image.size[0] == row[wide]


def test_a_second_call_changes_nothing(tuesday: Services) -> None:
    def everything() -> list[Any]:
        return [
            rows(tuesday, sa.select(sa.func.count()).select_from(table))
            for table in schema.metadata.sorted_tables
        ]

    before = everything()

    again = demo.create(tuesday, PASSWORD)

    assert everything() == before
    assert {one.handle for one in again} == {person.handle for person in firm.PEOPLE}
    assert {one.password for one in again} == {PASSWORD}


def test_a_firm_of_other_people_is_left_alone(
    writer: Writer, cast: Cast, engine: Engine, settings: Settings
) -> None:
    own = Services(settings, engine, writer, Throttle(settings))

    assert demo.create(own, PASSWORD) == []
    assert len(rows(own, sa.select(schema.accounts))) == len(cast.people)


def test_the_same_day_tells_the_same_story() -> None:
    now, rules = at("2026-11-24T10:42"), Rules.of(Settings())

    assert demo.today(now, rules) == demo.today(now, rules)


@pytest.mark.parametrize(
    "when",
    [
        "2026-11-24T00:03",
        "2026-11-24T10:42",
        "2026-11-24T17:30",
        "2026-11-28T12:00",
        "2026-03-29T03:30",
    ],
)
def test_the_board_is_alive_at_any_hour(when: str, settings: Settings, engine: Engine) -> None:
    own = services_at(when, settings, engine)
    demo.create(own, PASSWORD)

    with own.reading() as connection:
        counts = board.read(connection, own.settings, own.now())["counts"]

    assert sum(counts.values()) == 20
    assert counts["available"] >= 1
    assert counts["working"] >= 5
    assert counts["silent"] <= 5


def test_the_newest_posts_are_of_this_hour(tuesday: Services) -> None:
    with tuesday.reading() as connection:
        newest = connection.execute(sa.select(sa.func.max(schema.posts.c.received_at))).scalar_one()

    assert tuesday.now() - newest < 60 * MINUTE


def test_photos_are_nobody_elses(tuesday: Services) -> None:
    folder: Path = tuesday.settings.data_dir / "media"

    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o700}


def test_a_start_on_a_later_day_finds_the_board_alive(tuesday: Services) -> None:
    thursday = services_at("2026-11-26T10:30", tuesday.settings, tuesday.engine)

    told = demo.freshen(thursday)

    with thursday.reading() as connection:
        counts = board.read(connection, thursday.settings, thursday.now())["counts"]
    assert told > 40
    assert counts["silent"] <= 5
    assert demo.freshen(thursday) == 0


def test_a_start_within_the_day_disturbs_nobody(tuesday: Services) -> None:
    later = services_at("2026-11-24T12:00", tuesday.settings, tuesday.engine)

    assert demo.freshen(later) == 0


def test_who_left_and_what_was_closed_stay_out_of_the_new_day(tuesday: Services) -> None:
    thursday = services_at("2026-11-26T10:30", tuesday.settings, tuesday.engine)
    with thursday.reading() as connection:
        paul, lices = (
            accounts.by_handle(connection, "paul")["id"],
            next(row["id"] for row in sites.all_of(connection) if row["name"] == "Lices"),
        )
    thursday.do(accounts.deactivate, paul)
    thursday.do(sites.change, lices, open=False)

    demo.freshen(thursday)

    new = rows(
        thursday, sa.select(schema.posts).where(schema.posts.c.received_at > at("2026-11-25T00:00"))
    )
    assert new
    assert all(row["account_id"] != paul and row["site_id"] != lices for row in new)


def test_another_firm_is_never_freshened(
    writer: Writer, cast: Cast, engine: Engine, settings: Settings
) -> None:
    own = Services(settings, engine, writer, Throttle(settings))

    assert demo.freshen(own) == 0
    assert rows(own, sa.select(schema.posts)) == []
