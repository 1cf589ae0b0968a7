"""The manager's one sentence at seven in the morning, and the lines under it."""

from teamfeed.core import board, roster
from teamfeed.core import trades as nouns
from tests.core.firm import Firm, Json


def seen(firm: Firm) -> Json:
    return firm.read(roster.read, firm.settings, firm.clock.now)


def test_the_sentence_counts_each_person_once(firm: Firm) -> None:
    firm.say(firm.cast.tess, availability="working")
    firm.say(firm.cast.tariq, availability="off")
    found = seen(firm)
    assert [found[name] for name in ("expected", "ready", "silent", "off")] == [2, 1, 1, 1]


def test_who_falls_silent_is_expected_and_not_ready(firm: Firm) -> None:
    firm.say(firm.cast.tess, availability="available")
    firm.clock.advance(minutes=181)
    found = seen(firm)
    assert [found[name] for name in ("expected", "ready", "silent", "off")] == [3, 0, 3, 0]


def test_a_line_says_what_the_word_is_worth_now(firm: Firm) -> None:
    firm.say(firm.cast.tess, availability="available")
    firm.clock.advance(minutes=60)
    line = next(line for line in seen(firm)["lines"] if line["username"] == "tess")
    assert (line["effective"], line["aged"]) == ("available", True)


def test_lines_stand_as_on_the_board(firm: Firm) -> None:
    firm.say(firm.cast.tess, availability="help")
    tiles = firm.read(board.read, firm.settings, firm.clock.now)["tiles"]
    assert [line["username"] for line in seen(firm)["lines"]] == [
        tile["username"] for tile in tiles
    ]


def test_trades_and_sites_come_along(firm: Firm) -> None:
    found = seen(firm)
    assert [trade["code"] for trade in found["trades"]] == ["painter", "mason", "electrician"]
    assert [site["name"] for site in found["sites"]] == ["Dupont", "Moreau"]
    assert found["head"] == firm.head()


def test_a_trade_can_be_renamed(firm: Firm) -> None:
    firm.do(nouns.add, "mason", "Maçonne", "Mason", "M", 1)
    trades = firm.read(nouns.all_of)
    assert [trade["name_fr"] for trade in trades] == ["Peintre", "Maçonne", "Électricien"]
