"""The board: everybody with a trade, the most urgent first, each counted once."""

from collections.abc import Callable
from typing import Any

import pytest

from teamfeed.clock import HOUR, MINUTE, iso
from teamfeed.core import accounts, availability, board, feed
from tests import cast as people
from tests.core.firm import Firm

Board = Callable[[], dict[str, Any]]


@pytest.fixture
def seen(firm: Firm) -> Board:
    """The board as it is now."""
    return lambda: firm.read(board.read, firm.settings, firm.clock.now)


@pytest.fixture
def crew(firm: Firm) -> dict[str, people.Person]:
    """Nine more painters."""
    return {
        name: firm.do(people.person, name, "worker", "painter")
        for name in ("ali", "bruno", "chloe", "denis", "elif", "farid", "gwen", "hugo", "ines")
    }


def order(found: dict[str, Any]) -> list[str]:
    return [tile["username"] for tile in found["tiles"]]


def test_who_has_no_trade_or_left_is_not_on_it(firm: Firm, seen: Board) -> None:
    assert set(order(seen())) == {"tess", "tariq", "gil"}
    firm.do(accounts.deactivate, firm.cast.tariq.id)
    assert set(order(seen())) == {"tess", "gil"}


def test_help_first_then_free_the_longest_first_then_the_order_of_the_wall(
    firm: Firm, seen: Board, crew: dict[str, people.Person]
) -> None:
    def say(who: str, code: str, **given: Any) -> None:
        firm.clock.advance(minutes=1)
        firm.say(crew[who], availability=code, **given)

    say("ali", "off")
    say("bruno", "on_break")
    say("chloe", "travelling")
    say("denis", "working", site_id=firm.cast.moreau)
    say("elif", "working", site_id=firm.cast.dupont)
    say("farid", "soon", free_from=iso(firm.clock.now + 5 * HOUR))
    say("gwen", "soon", free_from=iso(firm.clock.now + 2 * HOUR))
    say("ines", "available")
    say("hugo", "available")
    say("ali", "help")
    firm.do(accounts.deactivate, firm.cast.gil.id)

    assert order(seen()) == [
        "ali",
        "ines",
        "hugo",
        "gwen",
        "farid",
        "tariq",
        "tess",
        "elif",
        "denis",
        "chloe",
        "bruno",
    ]


def test_who_is_off_stands_last(firm: Firm, seen: Board) -> None:
    firm.say(firm.cast.gil, availability="off")
    firm.say(firm.cast.tess, availability="on_break")
    assert order(seen()) == ["tariq", "tess", "gil"]


def test_each_is_counted_once_by_what_his_word_is_worth(firm: Firm, seen: Board) -> None:
    firm.say(firm.cast.tess, availability="available")
    firm.say(firm.cast.gil, availability="help")
    counts = seen()["counts"]
    assert list(counts) == list(availability.ORDER)
    assert {code: count for code, count in counts.items() if count} == {
        "help": 1,
        "available": 1,
        "silent": 1,
    }
    firm.clock.advance(minutes=180)
    counts = seen()["counts"]
    assert {code: count for code, count in counts.items() if count} == {"help": 1, "silent": 2}


def test_soon_becomes_available_unconfirmed_by_itself(firm: Firm, seen: Board) -> None:
    firm.say(firm.cast.tess, availability="soon", free_from=iso(firm.clock.now + 30 * MINUTE))
    firm.clock.advance(minutes=30)
    assert order(seen())[0] == "tess"
    assert seen()["counts"]["available"] == 1
    tile = firm.tile(firm.cast.tess)
    assert (tile["availability"], tile["unconfirmed"], tile["silent"]) == ("soon", True, False)


def test_yesterdays_word_is_no_news_this_morning(firm: Firm, seen: Board) -> None:
    firm.say(firm.cast.tess, availability="available")
    firm.clock.advance(minutes=60 * 23)
    assert seen()["counts"]["available"] == 0
    assert firm.tile(firm.cast.tess)["silent"] is True


def test_it_says_at_which_place_of_the_feed_and_when_it_is_true(firm: Firm, seen: Board) -> None:
    firm.say(firm.cast.tess, availability="available")
    found = seen()
    assert found["head"] == firm.read(feed.head)
    assert found["server_time"] == "2026-01-05T08:00:00.000Z"


def test_a_tile_tells_no_telephone_number(firm: Firm, seen: Board) -> None:
    firm.do(accounts.change_profile, firm.cast.tess.id, phone="+33 6 12 34 56 78")
    assert "34 56" not in str(seen())
