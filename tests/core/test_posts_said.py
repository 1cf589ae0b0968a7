"""When it was said and when it came: late posts keep their time and do not turn the board back."""

import pytest

from teamfeed.clock import DAY, MINUTE, iso
from tests.core.firm import Firm


@pytest.mark.parametrize(
    ("off", "kept", "clamped"),
    [
        (0, 0, False),
        (-90 * MINUTE, -90 * MINUTE, False),
        (2 * MINUTE, 2 * MINUTE, False),
        (2 * MINUTE + 1, 2 * MINUTE, True),
        (3 * DAY, 2 * MINUTE, True),
        (-7 * DAY, -7 * DAY, False),
        (-7 * DAY - 1, -7 * DAY, True),
        (-300 * DAY, -7 * DAY, True),
    ],
)
def test_the_said_time_is_kept_within_reason_and_marked(
    firm: Firm, off: int, kept: int, clamped: bool
) -> None:
    status = firm.say(firm.cast.tess, "Dit", said_at=iso(firm.clock.now + off)).status
    said = status["teamfeed"]
    assert said["said_at"] == iso(firm.clock.now + kept)
    assert said["received_at"] == status["created_at"] == iso(firm.clock.now)
    assert said["said_at_clamped"] is clamped
    assert firm.timeline()[0]["teamfeed"]["said_at_clamped"] is clamped


def test_a_late_post_does_not_turn_the_board_back(firm: Firm) -> None:
    firm.say(firm.cast.tess, availability="on_break")
    head = firm.head()
    firm.say(firm.cast.tess, availability="working", said_at=iso(firm.clock.now - 40 * MINUTE))
    assert firm.tile(firm.cast.tess)["availability"] == "on_break"
    assert [change["kind"] for change in firm.changes(head)] == ["post.published"]


def test_a_late_post_moves_the_board_where_nothing_newer_was_said(firm: Firm) -> None:
    firm.say(firm.cast.tess, availability="working")
    firm.clock.advance(minutes=60)
    firm.say(firm.cast.tess, availability="available", said_at=iso(firm.clock.now - 20 * MINUTE))
    tile = firm.tile(firm.cast.tess)
    assert (tile["availability"], tile["since"]) == ("available", "2026-01-05T08:40:00.000Z")


def test_late_posts_stand_where_they_arrived(firm: Firm) -> None:
    firm.say(firm.cast.tess, "Maintenant")
    firm.say(firm.cast.tariq, "Tout à l'heure", said_at=iso(firm.clock.now - 60 * MINUTE))
    assert firm.texts() == ["Tout à l'heure", "Maintenant"]


def test_a_whole_offline_morning_leaves_its_last_word_on_the_board(firm: Firm) -> None:
    firm.clock.advance(minutes=180)
    for ago, code in ((170, "travelling"), (150, "working"), (30, "on_break")):
        firm.say(firm.cast.tess, availability=code, said_at=iso(firm.clock.now - ago * MINUTE))
    assert firm.tile(firm.cast.tess)["availability"] == "on_break"


def test_a_fast_phone_does_not_keep_the_desk_from_the_board(firm: Firm) -> None:
    firm.say(firm.cast.tess, availability="working", said_at=iso(firm.clock.now + 90_000))
    firm.clock.advance(minutes=0.5)
    firm.say(firm.cast.dana, availability="off", on_behalf_of="tess")
    assert firm.tile(firm.cast.tess)["availability"] == "off"


def test_a_removal_gives_back_what_was_said_last_not_what_came_last(firm: Firm) -> None:
    firm.say(firm.cast.tess, availability="on_break")
    firm.say(firm.cast.tess, availability="working", said_at=iso(firm.clock.now - 40 * MINUTE))
    firm.clock.advance(minutes=5)
    firm.remove(firm.cast.tess, firm.say(firm.cast.tess, availability="off"))
    assert firm.tile(firm.cast.tess)["availability"] == "on_break"


@pytest.mark.parametrize("off", [0, 3 * DAY, -20 * MINUTE])
def test_two_o_clock_is_today_whatever_the_phone_thinks(firm: Firm, off: int) -> None:
    firm.say(firm.cast.tess, "libre 14h", said_at=iso(firm.clock.now + off))
    tile = firm.tile(firm.cast.tess)
    assert (tile["availability"], tile["free_from"]) == ("soon", "2026-01-05T13:00:00.000Z")
