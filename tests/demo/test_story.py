"""What the demo's people say is good French that a phone could have sent."""

import itertools
import random
import re
from datetime import date
from zoneinfo import ZoneInfo

import pytest

from teamfeed.core import text
from teamfeed.demo import firm, pictures, words
from teamfeed.demo.line import Calendar, Line
from teamfeed.demo.story import Day

PARIS = ZoneInfo("Europe/Paris")
TWO_WEEKS = [
    Day(Calendar(date(2026, 11, day), PARIS, 20 - day)).lines()
    for day in (9, 10, 11, 12, 13, 16, 17, 18, 19, 20)
]
EVERYTHING = [line for day in TWO_WEEKS for line in day]


def test_every_text_fits_and_survives_cleaning() -> None:
    for line in EVERYTHING:
        assert text.graphemes(line.text) <= 140
        assert text.clean(line.text) == line.text


def test_french_signs_have_their_narrow_spaces() -> None:
    for line in EVERYTHING:
        assert not re.search(r"[^\u202f][?!;]|[^\u00a0]:(?!//|\d)|'", line.text), line.text


def test_mentions_are_people_or_trades() -> None:
    known = {person.handle for person in firm.PEOPLE} | {"maçons"}

    assert {name for line in EVERYTHING for name in text.mentions(line.text)} <= known


def test_an_answer_comes_after_what_it_answers() -> None:
    for day in TWO_WEEKS:
        asked: dict[str, Line] = {}
        for line in day:
            if line.key:
                asked[line.key] = line
            assert not line.answers or asked[line.answers].arrives <= line.arrives


def test_nobody_is_at_two_sites_within_a_minute() -> None:
    for day in TWO_WEEKS:
        placed = [line for line in day if line.availability == "working" and line.site]
        for one, next_one in itertools.pairwise(placed):
            if one.who == next_one.who and abs(one.at - next_one.at) < 60_000:
                assert one.site == next_one.site


def test_people_arrive_between_half_past_seven_and_ten_past_eight() -> None:
    for day in TWO_WEEKS:
        for person in firm.CREWS:
            first = next(
                (
                    line
                    for line in sorted(day, key=lambda line: line.at)
                    if line.who == person.handle and line.availability == "working"
                ),
                None,
            )
            if first:
                minutes = (first.at // 60_000 + 60) % 1440  # November: Paris is UTC+1
                assert 7 * 60 + 30 <= minutes <= 8 * 60 + 14


def test_the_sites_come_along_and_end_where_the_firm_says() -> None:
    last = [line for line in TWO_WEEKS[-1] if line.progress is not None]

    assert len(last) >= 5
    assert all(line.progress == firm.place(line.site).progress for line in last)


def test_every_exchange_names_sites_and_scenes_that_exist() -> None:
    sites = {place.name for place in firm.SITES} | {""}
    for _, turns in words.EXCHANGES:
        assert {turn.site for turn in turns} <= sites
        assert {turn.scene for turn in turns} <= {*pictures.SCENES, ""}


@pytest.mark.parametrize("scene", pictures.SCENES)
def test_the_same_chance_draws_the_same_photo(scene: str) -> None:
    one, other = (pictures.draw(scene, random.Random(7)) for _ in range(2))

    assert one.image.tobytes() == other.image.tobytes()
    assert one.alt == other.alt
    assert len(one.image.getcolors(1 << 20) or []) > 4
